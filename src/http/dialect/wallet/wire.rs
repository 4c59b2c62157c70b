//! The wallet's operations by their paths.

use super::part;
use super::refused::{exception_with, refused};
use super::reservation::{reservation, standing};
use super::transaction::{payment, refund, transaction};
use crate::document::codes::{Reason, WalletCode};
use crate::document::{Operation, Payment, Reader, Refund, Reservation, Value, msisdn};
use crate::flow::{Event, EventId, EventKind, MockLedger, identify};
use crate::http::answer::Answer;
use crate::http::credentials;
use crate::http::media::Media;
use crate::http::rejection::{Rejection, title};
use crate::http::reply::Reply;
use crate::http::route::{Action, Route, RouteBody, Security, ServedApi, WireCall};

/// The wallet, as it is served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "wallet",
    about: "Payments out of wallets, their refunds, and reservations.",
    shape: None,
    security: Security::Bearer,
    refusal: "WalletError",
    refuse,
    routes: &[
        Route {
            about: "Charges a subscriber.",
            answers: &[(200, "PaymentResponse")],
            ..post("payment", "/wallet/v1/transaction/{user}/payment", "Payment", pay)
        },
        Route {
            about: "Gives a payment back, whole or in parts.",
            answers: &[(200, "RefundResponse")],
            ..post("refund", "/wallet/v1/transaction/{user}/refund", "Refund", give_back)
        },
        Route {
            about: "The same at the address that the document has.",
            answers: &[(200, "RefundResponse")],
            ..post("refundOfUser", "/wallet/v1/{user}/refund", "Refund", give_back)
        },
        Route {
            about: "Holds an amount for later charges.",
            answers: &[(200, "ReservationResponse")],
            ..post("reserve", RESERVATIONS, "Reservation", reserve)
        },
        Route {
            about: "Holds more, charges a part or all, or gives up what is left, as the body's \
                    `transactionOperationStatus` says.",
            answers: &[(200, "ReservationResponse")],
            ..post("changeReservation", RESERVATION, "Reservation", change)
        },
        Route {
            answers: &[(200, "PaymentResponse")],
            ..get("getPayment", "/wallet/v1/transaction/{user}/payment/{reference}", payment_now)
        },
        Route {
            answers: &[(200, "RefundResponse")],
            ..get("getRefund", "/wallet/v1/transaction/{user}/refund/{reference}", refund_now)
        },
        Route {
            answers: &[(200, "ReservationResponse")],
            ..get("getReservation", RESERVATION, reservation_now)
        },
    ],
};

const RESERVATIONS: &str = "/wallet/v1/transaction/{user}/amountReservation";
const RESERVATION: &str = "/wallet/v1/transaction/{user}/amountReservation/{reference}";

/// What a route calls.
type Serve = fn(&mut MockLedger, &WireCall<'_>) -> Reply;

const fn post(name: &'static str, path: &'static str, body: &'static str, act: Serve) -> Route {
    Route { method: "POST", body: RouteBody::Required(body), ..get(name, path, act) }
}

const fn get(name: &'static str, path: &'static str, act: Serve) -> Route {
    let about = "The transaction as it stands now.";
    Route { about, act: Action::Ledger(act), ..Route::new("GET", path, name) }
}

fn pay(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    let strict = ledger.world.config.strict;
    for_user(ledger, call, "makePayment", payment, |body| {
        Payment::of_value(body, strict, &mut Reader::default()).is_some()
    })
}

fn give_back(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    let strict = ledger.world.config.strict;
    for_user(ledger, call, "refundTransaction", refund, |body| {
        Refund::of_value(body, strict, &mut Reader::default()).is_some()
    })
}

fn reserve(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    step(ledger, call, Operation::Reserved)
}

const STEP: &str = "amountReservationTransaction";

/// A later step of the reservation that the path names.
fn change(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    let text = |name| {
        let field = call.body.field(STEP).field(name);
        if let Value::Text(text) = field { text.trim_ascii() } else { "" }
    };
    let named = text("serverReferenceCode");
    if !named.is_empty() && named != call.part(1) {
        let refusal = refused(WalletCode::SVC0002, &[part::NO_RESERVATION]);
        return refusal.because(Reason::ReservationNotFound).into();
    }
    let status = text("transactionOperationStatus");
    let known = [Operation::Reserved, Operation::Charged, Operation::Released];
    let wanted = known.into_iter().find(|known| status.eq_ignore_ascii_case(known.name()));
    let Some(operation) = wanted else {
        let missing = [part::MISSING, "transactionOperationStatus"].concat();
        return refused(WalletCode::SVC0002, &[&missing]).because(Reason::MissingField).into();
    };
    step(ledger, call, operation)
}

fn step(ledger: &mut MockLedger, call: &WireCall<'_>, operation: Operation) -> Reply {
    let strict = ledger.world.config.strict;
    let act = |ledger: &mut _, body: &_, by| reservation(ledger, body, operation, by);
    for_user(ledger, call, STEP, act, |body| {
        Reservation::of_value(body, operation, strict, &mut Reader::default()).is_some()
    })
}

/// Calls an operation for the user that the path names, who must be the body's.
fn for_user(
    ledger: &mut MockLedger,
    call: &WireCall<'_>,
    wrapper: &str,
    act: impl FnOnce(&mut MockLedger, &Value, u16) -> Answer,
    is_sound: impl FnOnce(&Value) -> bool,
) -> Reply {
    let user = msisdn::digits(call.part(0));
    let given = call.body.field(wrapper).field("endUserId");
    let digits = if let Value::Text(text) = given { msisdn::digits(text.trim()) } else { None };
    // What else is wrong with the body is said first.
    if digits != user && is_sound(&call.body) {
        let refusal = refused(WalletCode::SVC0002, &[part::TWO_USERS]);
        return refusal.because(Reason::UserMismatch).into();
    }
    let application = credentials::application(&ledger.world.config, call.request);
    act(ledger, &call.body, application.unwrap_or_default()).into()
}

fn payment_now(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    now(ledger, call, EventKind::Payment, transaction)
}

fn refund_now(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    now(ledger, call, EventKind::Refund, transaction)
}

fn reservation_now(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    now(ledger, call, EventKind::Reservation, standing)
}

/// What is told of the attempt that the path names, if it is the caller's.
fn now(
    ledger: &MockLedger,
    call: &WireCall<'_>,
    kind: EventKind,
    tell: fn(&MockLedger, EventId) -> Option<String>,
) -> Reply {
    let id = identify::of_server_reference(ledger.state.identifiers, call.part(1));
    let user = msisdn::digits(call.part(0));
    let is_meant = |event: &Event| {
        let details = ledger.record(event).details;
        event.kind == kind
            && user.is_some()
            && details.transaction().map(|transaction| transaction.msisdn) == user
            && credentials::may_act_for(&ledger.world.config, call.request, event.party)
    };
    let found = id.filter(|id| ledger.event(*id).is_some_and(is_meant));
    match found.and_then(|id| tell(ledger, id)) {
        Some(body) => Reply::json(200, body),
        None => refused(WalletCode::POL0010, &[]).into(),
    }
}

fn refuse(rejection: &Rejection, _media: Media) -> Reply {
    let status = rejection.status();
    let (code, variable) = match rejection {
        Rejection::Malformed(_) => (WalletCode::POL0299, ""),
        Rejection::Unauthorized => (WalletCode::POL1009, "charging"),
        Rejection::MethodNotAllowed
        | Rejection::NotAcceptable
        | Rejection::TooLarge
        | Rejection::Unavailable
        | Rejection::UnsupportedMediaType => (WalletCode::SVC0001, title(status)),
    };
    let reply = Reply::json(status, exception_with(code, &[variable]));
    if status == 401 { reply.with("www-authenticate", "Bearer") } else { reply }
}
