//! Documents in JSON and XML, which the command reads and writes.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use super::answer::refuse;
use super::convert::read;
use crate::diagnostic::Problem;
use crate::document::Value;
use crate::http::{dialect::charges, json, xml};

/// A JSON document as plain data. Numbers that JavaScript's would change are strings.
#[wasm_bindgen(js_name = readJson)]
pub fn read_json(text: &str) -> Result<JsValue, JsValue> {
    data(json::read(text))
}

/// An XML document of charge calculation as plain data.
#[wasm_bindgen(js_name = readXml)]
pub fn read_xml(text: &str) -> Result<JsValue, JsValue> {
    data(xml::read(text, &charges::SHAPE))
}

/// Plain data as an XML document.
#[wasm_bindgen(js_name = writeXml)]
pub fn write_xml(data: &JsValue, root: &str) -> String {
    xml::write(&read(data), root)
}

/// Made by JavaScript's own parser, which is quicker than one call for every field, and gives an
/// object its own field even if that is named `__proto__`.
fn data(document: Result<Value, Problem>) -> Result<JsValue, JsValue> {
    let document = document.map_err(|problem| refuse(problem.into()))?;
    JSON::parse(&json::write_portable(&document))
}
