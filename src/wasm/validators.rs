//! Bodies judged.

use wasm_bindgen::prelude::*;

use super::answer::{AnswerObject, fields_of, write};
use super::charges::salt;
use super::convert::read;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{self, ChargeCalculation, Reader, Value};
use crate::pricing::{ChargeCreation, charges};

/// Judges a body of the kind that is named: plain data, or all that is wrong with it.
#[wasm_bindgen]
pub fn validate(kind: &str, body: &JsValue, strict: bool) -> JsValue {
    let body = read(body);
    let mut reader = Reader::default();
    match kind {
        "chargeCalculation" => {
            let request = ChargeCalculation::of_value(&body, strict, &mut reader);
            charges::check_request(&request, salt(), &mut reader);
        }
        "chargeCreation" => {
            let _ = ChargeCreation::read(&body, strict, &mut reader);
        }
        _ => document::judge(kind, &body, strict, &mut reader),
    }
    let answer = match reader.finish() {
        Ok(()) => AnswerObject::default().truth("valid", Some(true)).field("value", body),
        Err(Refusal { problems, .. }) => {
            let answer = AnswerObject::default().truth("valid", Some(false));
            answer.list("problems", &problems, problem)
        }
    };
    write(&answer.done())
}

/// Unknown fields are warnings: the body could be worked with.
fn problem(problem: &Problem) -> Value {
    let severity = Some("warning").filter(|_| problem.code == Code::UnknownField);
    fields_of(problem).optional("severity", severity).done()
}
