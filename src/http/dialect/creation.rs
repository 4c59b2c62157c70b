//! The API that creates payment charges by formula.

use super::arguments::{Arguments, Called};
use super::reason::reason_of;
use crate::diagnostic::{Code, Problem};
use crate::document::Value;
use crate::document::codes::Reason;
use crate::flow::{MockLedger, NewCharge};
use crate::http::answer::Answer;
use crate::http::credentials::{bearer, is_same};
use crate::http::json::{Object, list, read_own};
use crate::http::media::Media;
use crate::http::message::HttpRequest;
use crate::http::rejection::{Rejection, in_words, title};
use crate::http::reply::Reply;
use crate::http::route::{Action, Route, RouteBody, Security, ServedApi, WireCall};
use crate::http::xml::{self, Shape};
use crate::world::Config;

/// The creation of charges, as it is served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "payment-charge",
    about: "Charges by formula, which later payments are priced with.",
    shape: Some(&Shape { lists: &[], numbers: &[] }),
    security: Security::Headers { names: &["apiKey"], with_bearer: true, admits },
    refusal: "ChargeCreationResponse",
    refuse,
    routes: &[
        route("createCharge", "/charges"),
        route("createWalletCharge", "/platform/wallets/charges"),
    ],
};

const fn route(name: &'static str, path: &'static str) -> Route {
    Route {
        about: "Creates a charge by formula.",
        body: RouteBody::Required("ChargeCreation"),
        answers: &[(200, "ChargeCreationResponse")],
        act: Action::Ledger(create),
        ..Route::new("POST", path, name)
    }
}

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
    if !may_create(&ledger.world.config, headers) {
        return unauthorized();
    }
    created(ledger, body)
}

fn unauthorized() -> Answer {
    let refused = answer(401, UNAUTHORIZED, Err(vec![(UNAUTHORIZED, UNKNOWN_KEY)]));
    refused.because(Reason::NotAuthenticated)
}

/// The same for whoever was let in.
fn created(ledger: &mut MockLedger, body: &Value) -> Answer {
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

fn may_create(config: &Config, headers: &Value) -> bool {
    if !config.asks_credentials || config.api_keys.is_none() {
        return true;
    }
    let text = |name| header(headers, name);
    let given =
        ["apiKey", "authorization"].into_iter().filter_map(|name| Some((name, text(name)?)));
    admits(config, &HttpRequest { headers: given.collect(), ..HttpRequest::default() })
}

/// Whether a request has a known key with its token, where keys are configured, or else any.
fn admits(config: &Config, request: &HttpRequest<'_>) -> bool {
    let key = request.header("apiKey").filter(|key| !key.is_empty());
    let Some((key, token)) = key.zip(bearer(request)) else { return false };
    let known = |keys: &[(String, String)]| {
        let place = config.names.api_keys.get(key)?;
        keys.get(place).map(|(_, own)| is_same(token, own))
    };
    config.api_keys.as_deref().is_none_or(|keys| known(keys).unwrap_or(false))
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
    [&problem.path, ": ", &in_words(problem)].concat()
}

/// Creates the charge of a request.
fn create(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    let answer = created(ledger, &call.body);
    in_media(answer, call.media)
}

/// An answer in a format: in XML, each error is an element of its own.
fn in_media(answer: Answer, media: Media) -> Reply {
    if !media.is_xml() {
        return answer.into();
    }
    let mut tree = read_own(&answer.body).unwrap_or(Value::Absent);
    if let Value::Object(fields) = &mut tree {
        for (name, field) in fields {
            if let Value::List(errors) = field {
                let errors = Value::List(std::mem::take(errors));
                *field = Value::Object(vec![("error".to_owned(), errors)]);
            } else if name == "data" && field.is_nothing() {
                *field = Value::Object(Vec::new());
            }
        }
    }
    let body = xml::write(&tree, "response");
    Reply { content_type: media.content_type(), body, ..answer.into() }
}

fn refuse(rejection: &Rejection, media: Media) -> Reply {
    let status = rejection.status();
    let (name, detail) = match rejection {
        Rejection::Malformed(problem) => (problem.code.text(), in_words(problem)),
        Rejection::Unauthorized => (UNAUTHORIZED, UNKNOWN_KEY.to_owned()),
        Rejection::MethodNotAllowed
        | Rejection::NotAcceptable
        | Rejection::TooLarge
        | Rejection::Unavailable
        | Rejection::UnsupportedMediaType => (title(status), rejection.detail()),
    };
    let reply = in_media(answer(status, title(status), Err(vec![(name, &detail)])), media);
    if status == 401 { reply.with("www-authenticate", "Bearer") } else { reply }
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
