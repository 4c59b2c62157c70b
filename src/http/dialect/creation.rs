//! The API that creates payment charges by formula.

use super::arguments::{Arguments, Called};
use super::reason::reason_of;
use crate::diagnostic::{Code, Problem};
use crate::document::Value;
use crate::document::codes::Reason;
use crate::flow::{MockLedger, NewCharge};
use crate::http::answer::Answer;
use crate::http::json::{Object, list};

/// What is said of a request without a known key.
const UNAUTHORIZED: &str = "Unauthorized";
const UNKNOWN_KEY: &str = "the `apiKey` and its bearer token are not known";

/// Calls the operation with this name.
pub(super) fn call(
    ledger: &mut MockLedger,
    operation: &str,
    given: &Arguments<'_>,
) -> Option<Called> {
    let is_ours = operation == "createCharge";
    is_ours.then(|| Ok(create_charge(ledger, given.get(0), given.get(1))))
}

/// Creates the charge of a body, if the headers may; their names are in any case.
fn create_charge(ledger: &mut MockLedger, body: &Value, headers: &Value) -> Answer {
    if !may_create(ledger, headers) {
        let refused = answer(401, UNAUTHORIZED, Err(vec![(UNAUTHORIZED, UNKNOWN_KEY)]));
        return refused.because(Reason::NotAuthenticated);
    }
    match ledger.create_charge(body) {
        Ok(NewCharge { product, formula, number }) => {
            let mut data = Object::default();
            data.text("tenantId", &product.on_behalf_of);
            data.text("productType", &product.purchase_category_code);
            data.text("paymentMethod", &product.channel);
            data.text("chargeFormula", &formula);
            let number = crate::diagnostic::count(number as usize);
            data.text("id", &["CHARGE-", &number].concat());
            answer(200, "Successful", Ok(&data.done()))
        }
        Err(problems) => {
            let texts: Vec<_> = problems.iter().map(described).collect();
            let codes = problems.iter().map(|problem| problem.code.text());
            let errors = codes.zip(texts.iter().map(String::as_str)).collect();
            let reason = problems.first().map_or(Reason::MalformedBody, reason);
            answer(400, "Bad Request", Err(errors)).because(reason)
        }
    }
}

/// Why a body is refused: what is wrong with a formula has many names.
fn reason(problem: &Problem) -> Reason {
    if problem.path == "/chargeFormula" && problem.code != Code::MissingField {
        return Reason::FormulaInvalid;
    }
    reason_of(problem.code)
}

fn may_create(ledger: &MockLedger, headers: &Value) -> bool {
    let Some(keys) = &ledger.world.config.api_keys else { return true };
    let Some(key) = header(headers, "apiKey") else { return false };
    let authorization = header(headers, "authorization").unwrap_or_default();
    let Some((scheme, token)) = authorization.split_once(' ') else { return false };
    let is_bearer = scheme.eq_ignore_ascii_case("Bearer");
    let known = ledger.world.config.names.api_keys.get(key).and_then(|place| keys.get(place));
    is_bearer && known.is_some_and(|(_, bearer)| bearer == token.trim())
}

/// A header by its name, whose case does not matter.
fn header<'h>(headers: &'h Value, name: &str) -> Option<&'h str> {
    let Value::Object(headers) = headers else { return None };
    let found = headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
    match found {
        Some((_, Value::Text(text))) => Some(text.trim()),
        _ => None,
    }
}

/// A problem with its place and its cure.
fn described(problem: &Problem) -> String {
    let mut text = [&problem.path, ": ", &problem.message].concat();
    if let Some(help) = &problem.help {
        text.push_str("; ");
        text.push_str(help);
    }
    text
}

/// The envelope around the new charge, or around the errors.
fn answer(status: u16, message: &str, data: Result<&str, Vec<(&str, &str)>>) -> Answer {
    let mut object = Object::default();
    object.truth("status", data.is_ok());
    object.number("statusCode", if data.is_ok() { 0 } else { i64::from(status) });
    object.text("message", message);
    object.raw("data", data.as_ref().map_or("null", |data| *data));
    let errors = data.err().unwrap_or_default().into_iter().map(|(message, description)| {
        let mut error = Object::default();
        error.text("message", message);
        error.text("descriptiveMessage", description);
        error.done()
    });
    object.raw("errors", &list(errors));
    Answer::new(status, object.done())
}
