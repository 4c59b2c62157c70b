//! The calculation of charges: its documents, and the service that answers them.

use crate::diagnostic::Problem;
use crate::document::{ChargeCalculation, Reader, Value};
use crate::flow::MockLedger;
use crate::http::json::{read_own, write};
use crate::http::media::Media;
use crate::http::message::HttpRequest;
use crate::http::rejection::Rejection;
use crate::http::reply::Reply;
use crate::http::route::{Action, Route, RouteBody, Security, ServedApi, WireCall};
use crate::http::xml::{self, Shape};
use crate::pricing::charges::{self, Calculated, Salt, Source};
use crate::world::Config;

/// The request, with its root or as a bare transaction, and the answer.
pub const SHAPE: Shape = Shape {
    lists: &["txnDetails", "priceMethods", "slabDetails", "txnAttributes", "chargeDetails"],
    numbers: &[
        "amount",
        "charge",
        "chargeCriteriaValue",
        "chargeSharingPct",
        "exchangeRate",
        "fromSlab",
        "maxChgAmount",
        "maxChgPct",
        "minChgAmount",
        "minChgPct",
        "percentage",
        "slidingScaleTenor",
        "tenor",
        "toSlab",
        "unit",
    ],
};

/// The calculation of charges, as it is served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "charge-calculation",
    about: "Charges calculated by the rules of the configuration.",
    shape: Some(&SHAPE),
    security: Security::Headers { names: &HEADERS, with_bearer: false, admits },
    refusal: "Problem",
    refuse,
    routes: &[Route {
        about: "Calculates the charges of a request.",
        body: RouteBody::Required("ChargeCalculationRequest"),
        answers: &[(200, "ChargeCalculationResponse")],
        act: Action::Ledger(calculate),
        ..Route::new("POST", "/service/v1/charges", "calculateCharges")
    }],
};

/// Who calls, from where and for whom.
const HEADERS: [&str; 3] = ["appId", "branchCode", "userId"];

/// The most characters of each of them.
const HEADER_MAX: usize = 64;

/// The element around a transaction's charges.
const ROOT: &str = "TransactionDetailsResponseDto";
/// The element around those of several transactions.
const ROOT_OF_SEVERAL: &str = "TransactionDetailsResponseDtos";

fn admits(_config: &Config, request: &HttpRequest<'_>) -> bool {
    let is_sound = |text: &str| matches!(text.chars().count(), 1..=HEADER_MAX);
    HEADERS.iter().all(|name| request.header(name).is_some_and(is_sound))
}

fn calculate(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    match calculated(&ledger.world.config, &call.body) {
        Ok(response) => Reply::of(200, call.media, written(response, call.media)),
        Err(problems) => malformed(&problems, call.media),
    }
}

/// The response to a body, whose figures are numbers with all their digits.
fn calculated(config: &Config, body: &Value) -> Result<Value, Vec<Problem>> {
    let mut reader = Reader::default();
    let request = ChargeCalculation::of_value(body, config.strict, &mut reader);
    // The order in a table that is salted shows nowhere.
    let salt = Salt::of_random(config.seed);
    let outcome =
        charges::calculate(&request, reader, &config.rules, &Source::Missing, false, salt);
    match outcome.map_err(|refusal| refusal.problems)? {
        Calculated::Charges { outcomes, .. } => {
            let mut response =
                read_own(&charges::json(&request, &outcomes)).map_err(|problem| vec![problem])?;
            number(&mut response);
            Ok(response)
        }
        // Only who has a source is asked.
        Calculated::Ask(_) => Err(Vec::new()),
    }
}

/// Makes numbers of the fields that are numbers.
fn number(tree: &mut Value) {
    tree.each_field(&mut |name, field| {
        if let Value::Text(digits) = field
            && SHAPE.numbers.contains(&name)
        {
            *field = Value::Number(std::mem::take(digits));
        }
    });
}

/// The response as a document: of one transaction, or a list of several.
fn written(mut response: Value, media: Media) -> String {
    if let Value::List(items) = &mut response
        && items.len() == 1
        && let Some(only) = items.pop()
    {
        response = only;
    }
    if !media.is_xml() {
        return write(&response);
    }
    if matches!(response, Value::List(_)) {
        let several = Value::Object(vec![(ROOT.to_owned(), response)]);
        return xml::write(&several, ROOT_OF_SEVERAL);
    }
    xml::write(&response, ROOT)
}

/// What the document says of a status.
const fn sentence(status: u16) -> &'static str {
    match status {
        400 => "Malformed syntax.",
        401 => "Request does not have sufficient credentials.",
        403 => "Request is not authorized.",
        _ => "",
    }
}

fn malformed(problems: &[Problem], media: Media) -> Reply {
    told(Reply::problems(400, sentence(400), problems), media)
}

fn refuse(rejection: &Rejection, media: Media) -> Reply {
    let status = rejection.status();
    match rejection {
        Rejection::Malformed(problem) => malformed(std::slice::from_ref(problem), media),
        Rejection::Unauthorized => told(Reply::problem(status, sentence(status)), media),
        Rejection::MethodNotAllowed
        | Rejection::NotAcceptable
        | Rejection::TooLarge
        | Rejection::Unavailable
        | Rejection::UnsupportedMediaType => {
            told(Reply::problem(status, &rejection.detail()), media)
        }
    }
}

/// The document has statuses and no bodies of refusals: they are those of RFC 9457, in both
/// formats.
fn told(reply: Reply, media: Media) -> Reply {
    if !media.is_xml() {
        return reply;
    }
    let tree = read_own(&reply.body).unwrap_or(Value::Absent);
    let body = xml::write(&tree, "problem");
    let body = body.replacen("<problem>", "<problem xmlns=\"urn:ietf:rfc:7807\">", 1);
    Reply { body, content_type: "application/problem+xml", ..reply }
}
