//! JavaScript values to raw trees.

use js_sys::{BigInt, JsString, Number, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::room::provide;
use crate::document::Value;

/// Deeper values are refused: cyclic ones would never end.
const MAX_DEPTH: usize = 64;
/// Larger values are refused, in bounded time.
const MAX_NODES: usize = 1_000_000;

#[wasm_bindgen]
extern "C" {
    /// The one of js-sys is not told that a revoked proxy throws.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    type Text;

    /// Older runtimes do not have it.
    #[wasm_bindgen(catch, method, js_name = isWellFormed)]
    fn is_well_formed(this: &Text) -> Result<bool, JsValue>;
}

/// Reads any JavaScript value; what is no data comes out as [`Value::Other`], never as a panic.
#[inline(never)]
pub(super) fn read(value: &JsValue) -> Value {
    read_bounded(value, MAX_DEPTH, &mut 0)
}

fn read_bounded(value: &JsValue, depth: usize, nodes: &mut usize) -> Value {
    *nodes += 1;
    provide();
    if let Some(text) = value.as_string() {
        // Two different names with such halves of characters would become one.
        return match value.unchecked_ref::<Text>().is_well_formed() {
            Ok(false) => Value::Other("a string with a lone surrogate"),
            _ => Value::Text(text),
        };
    }
    if let Some(number) = value.dyn_ref::<Number>() {
        return primitive(number).map_or(Value::Other("a number object"), Value::Number);
    }
    if value.is_undefined() {
        return Value::Absent;
    }
    if value.is_null() {
        return Value::Null;
    }
    if let Some(truth) = value.as_bool() {
        return Value::Bool(truth);
    }
    if value.is_bigint() {
        let digits = value.unchecked_ref::<BigInt>().to_string(10);
        return digits.map_or(Value::Other("a whole number"), |d| Value::Integer(d.into()));
    }
    if value.is_function() {
        return Value::Other("a function");
    }
    if value.is_symbol() {
        return Value::Other("a symbol");
    }
    if depth == 0 {
        return Value::Other("a value that is nested too deeply");
    }
    if *nodes > MAX_NODES {
        return Value::Other("a value that is too large");
    }
    match is_array(value) {
        Ok(true) => list(value, depth, nodes),
        Ok(false) => object(value, depth, nodes),
        Err(_) => Value::Other("an object that throws"),
    }
}

/// The shortest decimal form of a number.
fn primitive(number: &Number) -> Option<String> {
    let text = number.to_string_with_radix(10).ok()?;
    Some(text.into())
}

fn list(value: &JsValue, depth: usize, nodes: &mut usize) -> Value {
    let length = Reflect::get(value, &JsValue::from_str("length")).ok().and_then(|l| l.as_f64());
    let Some(length) = length else { return Value::Other("an array that throws") };
    let mut items = Vec::new();
    let mut index = 0_u32;
    while f64::from(index) < length {
        if *nodes > MAX_NODES {
            return Value::Other("a value that is too large");
        }
        let Ok(item) = Reflect::get_u32(value, index) else {
            return Value::Other("an array that throws");
        };
        items.push(read_bounded(&item, depth - 1, nodes));
        index += 1;
    }
    Value::List(items)
}

fn object(value: &JsValue, depth: usize, nodes: &mut usize) -> Value {
    if !value.is_object() {
        return Value::Other("no plain data");
    }
    // Whatever realm it comes from and whatever its prototype is.
    let object = value.unchecked_ref::<Object>();
    let Ok(keys) = Reflect::own_keys(object) else {
        return Value::Other("an object that throws");
    };
    let mut fields = Vec::new();
    for key in keys.iter() {
        // The façade copies no symbols: one is its mark, see `js/plain.js`.
        let Some(name) = key.dyn_ref::<JsString>() else {
            return Value::Other("a built-in object such as a Map");
        };
        let field = match Reflect::get(object, &key) {
            Ok(field) => read_bounded(&field, depth - 1, nodes),
            Err(_) => Value::Other("a getter that throws"),
        };
        fields.push((String::from(name), field));
    }
    Value::Object(fields)
}
