//! The debits' operations by their paths: those of billers, and ours for the customer's side.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{DebitCode, call as call_named, debit, worded};
use crate::document::codes::Reason;
use crate::document::{Value, msisdn};
use crate::flow::{ConsentError, DebitName, MockLedger};
use crate::http::credentials;
use crate::http::dialect::arguments::Arguments;
use crate::http::media::Media;
use crate::http::rejection::{Rejection, title};
use crate::http::reply::Reply;
use crate::http::route::{Action, Route, RouteBody, Security, ServedApi, WireCall};
use crate::world::Biller;

/// Debits, as they are served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "account-debit",
    about: "Debits from any account, at once or with the customer's consent.",
    shape: None,
    security: Security::Bearer,
    refusal: "DebitAnswer",
    refuse,
    routes: &[
        Route {
            about: "Debits an account, at once or when its customer has consented.",
            body: RouteBody::Required("Debit"),
            answers: &[(201, "DebitAnswer"), (202, "DebitAnswer")],
            act: Action::Ledger(begin),
            ..Route::new("POST", "/accountdebit/v1/{account}", "debit")
        },
        Route {
            about: "How a debit stands (ours).",
            query: BILLER,
            answers: &[(201, "DebitAnswer"), (202, "DebitAnswer")],
            act: Action::Ledger(|ledger, call| consent(ledger, call, "debitStatus")),
            ..Route::new("GET", "/accountdebit/v1/{account}/{trid}", "debitStatus")
        },
        Route {
            about: "The customer consents, with the token of the message (ours).",
            query: BILLER,
            body: RouteBody::Required("DebitToken"),
            answers: &[(201, "DebitAnswer")],
            act: Action::Ledger(|ledger, call| consent(ledger, call, "confirmDebit")),
            ..Route::new("POST", "/accountdebit/v1/{account}/{trid}/confirm", "confirmDebit")
        },
        Route {
            about: "The customer refuses (ours): the debit ends as 409.",
            query: BILLER,
            act: Action::Ledger(|ledger, call| consent(ledger, call, "refuseDebit")),
            ..Route::new("POST", "/accountdebit/v1/{account}/{trid}/refuse", "refuseDebit")
        },
        Route {
            about: "The biller withdraws the debit (ours): it ends as 409.",
            query: BILLER,
            act: Action::Ledger(|ledger, call| consent(ledger, call, "cancelDebit")),
            ..Route::new("POST", "/accountdebit/v1/{account}/{trid}/cancel", "cancelDebit")
        },
    ],
};

const BILLER: &[(&str, &str)] =
    &[("biller", "Whose debit it is, where several billers use one `TRID`.")];

fn begin(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    let world = &ledger.world;
    if let Value::Text(biller) = call.body.field("BILLERID") {
        let biller = world.biller_named(biller.trim_ascii()).and_then(|place| world.biller(place));
        let may = |biller: &Biller| {
            credentials::may_act_for(&world.config, call.request, biller.application)
        };
        if !biller.is_none_or(may) {
            return refuse(&Rejection::Unauthorized, call.media);
        }
    }
    let account = Value::Text(call.part(0).to_owned());
    let answer = debit(ledger, &account, &call.body);
    let place = answer.trid.as_deref().filter(|_| answer.status == 202).map(|trid| {
        let digits = msisdn::digits(call.part(0)).unwrap_or_default();
        [&ledger.world.root, "/accountdebit/v1/", digits, "/", &encoded(trid)].concat()
    });
    let reply = Reply::from(answer);
    match place {
        Some(place) => reply.with("location", place),
        None => reply,
    }
}

/// A text as a part of a path.
fn encoded(text: &str) -> String {
    const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');
    utf8_percent_encode(text, RESERVED).to_string()
}

/// What is done about the debit that the path names, if it is the caller's.
fn consent(ledger: &mut MockLedger, call: &WireCall<'_>, operation: &str) -> Reply {
    let trid = call.part(1).trim_ascii();
    let biller = match meant(ledger, call, trid) {
        Ok(biller) => biller,
        Err(reply) => return reply,
    };
    let mut given = vec![Value::Text(trid.to_owned())];
    if operation == "confirmDebit" {
        let (Value::Text(token) | Value::Number(token)) = call.body.field("token") else {
            return Reply { reason: Some(Reason::MissingField.text()), ..failed() };
        };
        given.push(Value::Text(token.clone()));
    }
    given.push(Value::Object(vec![("biller".to_owned(), Value::Text(biller))]));
    match call_named(ledger, operation, &Arguments(&given)) {
        Some(Ok(answer)) => answer.into(),
        Some(Err(_)) | None => failed(),
    }
}

/// The biller whose debit the path names: the one that the query names, or the only one of the
/// caller's who has such a debit of the account.
fn meant(ledger: &MockLedger, call: &WireCall<'_>, trid: &str) -> Result<String, Reply> {
    let world = &ledger.world;
    let billers = &world.config.billers;
    let is_callers =
        |place: &u16| is_callers(ledger, call, DebitName { trid, biller: Some(*place) });
    let all = (0..).take(billers.len());
    let mut fitting: Vec<u16> = match (call.query("biller"), any(ledger, trid)) {
        (Some(id), _) => world.biller_named(&id).into_iter().collect(),
        (None, Ok(place)) => place.into_iter().collect(),
        (None, Err(())) => all.collect(),
    };
    fitting.retain(is_callers);
    match fitting.as_slice() {
        [] => Err(Reply::json(404, worded(404, title(404)))),
        [place] => Ok(world.biller(*place).map_or_else(String::new, |biller| biller.id.clone())),
        _ => Err(failed()),
    }
}

/// The biller of the debit with a key, if one has it; an error if several have.
fn any(ledger: &MockLedger, trid: &str) -> Result<Option<u16>, ()> {
    match ledger.debit_named(DebitName { trid, biller: None }) {
        Ok(id) => Ok(ledger.event(id).map(|event| event.party)),
        Err(ConsentError::SeveralFit) => Err(()),
        Err(ConsentError::NotPending | ConsentError::WrongToken) => Ok(None),
    }
}

/// Whether a debit is one of the account that the path names and of an application that calls.
fn is_callers(ledger: &MockLedger, call: &WireCall<'_>, name: DebitName<'_>) -> bool {
    let world = &ledger.world;
    let account = msisdn::digits(call.part(0).trim_ascii());
    let found = ledger.debit_named(name).ok().and_then(|id| ledger.event(id));
    let biller = name.biller.and_then(|place| world.biller(place));
    found.zip(biller).is_some_and(|(event, biller)| {
        account.is_some()
            && world.msisdn(event.subscriber) == account
            && credentials::may_act_for(&world.config, call.request, biller.application)
    })
}

fn failed() -> Reply {
    Reply::json(409, worded(409, DebitCode::Failed.sentence()))
}

fn refuse(rejection: &Rejection, _media: Media) -> Reply {
    let status = rejection.status();
    let sentence = match rejection {
        Rejection::Malformed(_) => DebitCode::Failed.sentence(),
        Rejection::Unauthorized => DebitCode::Unauthorised.sentence(),
        Rejection::MethodNotAllowed
        | Rejection::NotAcceptable
        | Rejection::TooLarge
        | Rejection::Unavailable
        | Rejection::UnsupportedMediaType => title(status),
    };
    let reply = Reply::json(status, worded(status, sentence));
    if status == 401 { reply.with("www-authenticate", "Bearer") } else { reply }
}
