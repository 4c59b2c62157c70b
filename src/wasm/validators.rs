//! Bodies judged.

use wasm_bindgen::prelude::*;

use super::answer::{AnswerText, problem, problem_of, write};
use super::charges::salt;
use super::convert::read;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{self, ChargeCalculation, Reader};
use crate::pricing::{ChargeCreation, charges};

/// Judges a body of the kind that is named: plain data, or all that is wrong with it. What is only
/// suspicious is told beside that; if `strict`, it is wrong as well.
#[wasm_bindgen]
pub fn validate(kind: &str, body: &JsValue, strict: bool) -> JsValue {
    let body = read(body);
    let (mut reader, mut doubtful) = (Reader::default(), Reader::default());
    match kind {
        "chargeCalculation" => {
            let request = ChargeCalculation::of_value(&body, strict, &mut reader);
            let salt = salt();
            charges::check_request(&request, salt, &mut reader);
            let suspicions = if strict { &mut reader } else { &mut doubtful };
            charges::doubts(&request, None, salt, suspicions);
        }
        "chargeCreation" => {
            let _ = ChargeCreation::read(&body, strict, &mut reader);
        }
        _ => document::judge(kind, &body, strict, &mut reader),
    }
    if !strict {
        document::unknown_fields(kind, &body, &mut doubtful);
    }
    let read = reader.finish();
    let mut answer = AnswerText::default();
    answer.begin().truth("valid", Some(read.is_ok()));
    match read {
        Ok(()) => answer.name("value").tree(&body),
        Err(Refusal { problems, .. }) => answer.list("problems", &problems, &of_body),
    };
    write(answer.list("warnings", doubtful.problems(), &problem).end())
}

/// Unknown fields are problems only because they were looked for: the body could be worked with.
fn of_body(answer: &mut AnswerText, found: &Problem) {
    let is_unknown = found.code == Code::UnknownField;
    let severity = Some("warning").filter(|_| is_unknown);
    problem_of(answer, found, found.fault()).optional("severity", severity).end();
}

/// Judges a book: every rule as it would be compiled, and all that stands beside the rules. With
/// `lint`, what is odd about its rules is told, too.
#[wasm_bindgen(js_name = validateBook)]
pub fn validate_book(book: &JsValue, lint: bool) -> JsValue {
    let book = read(book);
    let (problems, warnings) = charges::judge_book(&book, lint);
    let mut answer = AnswerText::default();
    answer.begin().truth("valid", Some(problems.is_empty()));
    if problems.is_empty() {
        answer.name("value").tree(&book);
    } else {
        answer.list("problems", &problems, &of_book);
    }
    write(answer.list("warnings", &warnings, &of_book).end())
}

/// A problem whose path begins at the book.
fn of_book(answer: &mut AnswerText, found: &Problem) {
    problem_of(answer, found, "book").end();
}
