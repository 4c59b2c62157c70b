//! The JSON Schemas that the package ships are those of the readers' declarations. After a change
//! of a declaration, `WRITE=1 cargo test --test schemas` writes them anew.

#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/json.rs"]
mod json;

use std::fs::{read_to_string, write};
use std::path::Path;

use ready_reckoner::document::{Value, request_schema};
use ready_reckoner::pricing::charges::book_schema;

use json::json_of;

fn is_current(name: &str, schema: &Value) -> bool {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("js").join(name);
    let text = format!("{}\n", serde_json::to_string_pretty(&json_of(schema)).unwrap());
    if std::env::var_os("WRITE").is_some() {
        write(&file, &text).unwrap();
    }
    read_to_string(&file).is_ok_and(|found| found == text)
}

#[test]
fn schemas_are_current() {
    for (name, schema) in
        [("book.schema.json", book_schema()), ("request.schema.json", request_schema())]
    {
        assert!(is_current(name, &schema), "{name} is not what the readers declare");
    }
}
