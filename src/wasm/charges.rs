//! Whole requests, and the validators of request bodies.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::answer::{self, Answer, refuse, write};
use super::convert::read;
use crate::diagnostic::{Problem, Refusal};
use crate::pricing::ChargeCreation;
use crate::pricing::charges::{self, Book, Explained, Outcome, Source};
use crate::request::{ChargeCalculation, Reader, Value};

/// Price rules that have been read once, for many requests.
#[wasm_bindgen]
pub struct RawBook {
    book: Book,
    /// Where requests are written.
    buffer: Vec<u8>,
}

#[wasm_bindgen]
impl RawBook {
    /// Reads identities and rules by turns.
    pub fn read(rules: &Array, allocation: &JsValue) -> Result<RawBook, JsValue> {
        Ok(Self { book: book(rules, allocation, |_| true)?, buffer: Vec::new() })
    }

    /// Room for a request of so many bytes: where it is in the module's memory.
    pub fn reserve(&mut self, bytes: usize) -> usize {
        if self.buffer.len() < bytes {
            self.buffer = vec![0; bytes];
        }
        self.buffer.as_ptr() as usize
    }

    /// Calculates the charges of the request whose fields are the first bytes of the buffer, as
    /// text. `prices` is null without a host's source.
    ///
    /// The answer is text; where the host's source must be asked first, the positions of the lines
    /// that it has the prices of; and with `explain` an object.
    pub fn calculate(
        &self,
        bytes: usize,
        prices: &JsValue,
        explain: bool,
    ) -> Result<JsValue, JsValue> {
        let text = self.buffer.get(..bytes).unwrap_or_default();
        let text = core::str::from_utf8(text).unwrap_or_default();
        let mut reader = Reader::default();
        let request = ChargeCalculation::of_text(text, &mut reader);
        answered(&request, reader, &self.book, prices, explain)
    }
}

/// The same of a request that is any object, with rules of which it may name some.
#[wasm_bindgen]
pub fn calculate(
    request: &JsValue,
    rules: &Array,
    allocation: &JsValue,
    prices: &JsValue,
    explain: bool,
) -> Result<JsValue, JsValue> {
    let body = read(request);
    let mut reader = Reader::default();
    let request = ChargeCalculation::of_value(&body, false, &mut reader);
    let named = |id: &str| request.lines.iter().any(|line| line.price_rule_id() == Some(id));
    let book = book(rules, allocation, named)?;
    answered(&request, reader, &book, prices, explain)
}

fn answered(
    request: &ChargeCalculation<'_>,
    reader: Reader,
    book: &Book,
    prices: &JsValue,
    explain: bool,
) -> Result<JsValue, JsValue> {
    let source = match read(prices) {
        Value::Null => Source::Missing,
        Value::List(prices) => Source::Answers(prices),
        _ => Source::Unasked,
    };
    match charges::calculate(request, reader, book, &source, explain).map_err(refuse)? {
        charges::Answer::Ask(lines) => {
            Ok(write(&Value::List(lines.into_iter().map(Value::Count).collect())))
        }
        charges::Answer::Charges { outcomes, explained } => {
            let text = charges::text(request, &outcomes);
            if !explain {
                return Ok(JsValue::from_str(&text));
            }
            let mut explanations = Vec::with_capacity(explained.len());
            for (explained, outcome) in explained.iter().zip(&outcomes) {
                explanations.push(explanation(request, explained, outcome));
            }
            let answer = Answer::default().text("response", &text);
            Ok(write(&answer.field("explanations", Value::List(explanations)).done()))
        }
    }
}

fn explanation(
    request: &ChargeCalculation<'_>,
    explained: &Explained,
    outcome: &Outcome<'_>,
) -> Value {
    let line = request.lines.get(explained.line);
    let of = |text: Option<&str>| text.map_or(Value::Absent, |text| Value::Text(text.to_owned()));
    Answer::default()
        .text("path", &request.path(explained.line))
        .field("chargeCode", of(line.map(|line| line.charge_code())))
        .field("partyId", of(line.and_then(|line| line.party_id())))
        .field("partyToCharge", of(line.and_then(|line| line.party_to_charge())))
        .text("exact", &explained.exact.digits())
        .text("charge", &outcome.charge())
        .text("currency", outcome.currency())
        .list("steps", &explained.steps, answer::step)
        .done()
}

fn book(
    rules: &Array,
    allocation: &JsValue,
    wanted: impl Fn(&str) -> bool,
) -> Result<Book, JsValue> {
    let mut list = Vec::new();
    let mut identity = None;
    for entry in rules.iter() {
        match identity.take() {
            None => identity = entry.as_string(),
            Some(id) if wanted(&id) => list.push((id, read(&entry))),
            Some(_) => {}
        }
    }
    Book::read(list, &read(allocation)).map_err(refuse)
}

/// Judges the body of a charge calculation.
#[wasm_bindgen(js_name = validateChargeCalculation)]
pub fn validate_charge_calculation(body: &JsValue, strict: bool) -> JsValue {
    let body = read(body);
    let mut reader = Reader::default();
    let request = ChargeCalculation::of_value(&body, strict, &mut reader);
    charges::check_request(&request, &mut reader);
    judged(reader, &body)
}

/// Judges the body of a charge's creation.
#[wasm_bindgen(js_name = validateChargeCreation)]
pub fn validate_charge_creation(body: &JsValue, strict: bool) -> JsValue {
    let body = read(body);
    let mut reader = Reader::default();
    let _ = ChargeCreation::read(&body, strict, &mut reader);
    judged(reader, &body)
}

/// The body as plain data, or its problems.
fn judged(reader: Reader, body: &Value) -> JsValue {
    let answer = match reader.finish() {
        Ok(()) => Answer::default().truth("valid", Some(true)).field("value", body.clone()),
        Err(Refusal { problems, .. }) => {
            let answer = Answer::default().truth("valid", Some(false));
            answer.list("problems", &problems, judged_problem)
        }
    };
    write(&answer.done())
}

/// Unknown fields are warnings: the body could be worked with.
fn judged_problem(problem: &Problem) -> Value {
    match answer::problem(problem) {
        Value::Object(mut fields) if problem.code == "unknown-field" => {
            fields.push(("severity".to_owned(), Value::Text("warning".to_owned())));
            Value::Object(fields)
        }
        other => other,
    }
}
