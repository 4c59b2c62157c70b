//! The test author's side over HTTP: what is below `/mock`.

use super::clock::{clock, move_clock};
use super::inbox::answer_message;
use super::keeping::{log, put_snapshot, reset, told_snapshot};
use super::listed::{PAGE, listed};
use super::named::{FoundIn, named};
use crate::http::media::Media;
use crate::http::rejection::Rejection;
use crate::http::reply::Reply;
use crate::http::route::{Action, Route, RouteBody, Security, ServedApi};

/// The longest body with a snapshot, in bytes.
const SNAPSHOT_MAX: usize = 16 << 20;

/// What is below `/mock`, as it is served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "mock",
    about: "The test author's side: the clock, the inbox, accounts, snapshots, the log.",
    shape: None,
    security: Security::Machine,
    refusal: "Problem",
    refuse,
    routes: &[
        Route {
            about: "The time of the ledger's clock.",
            answers: &[(200, "MockClock")],
            act: Action::Ledger(|ledger, _| clock(ledger)),
            ..Route::new("GET", "/mock/clock", "getClock")
        },
        Route {
            about: "Moves the clock; what falls due meanwhile happens, in order.",
            body: RouteBody::Required("MockClockChange"),
            answers: &[(200, "MockClock")],
            act: Action::Ledger(move_clock),
            ..Route::new("POST", "/mock/clock", "moveClock")
        },
        Route {
            about: "The messages sent to subscribers, oldest first.",
            query: &[("to", "The number that they were sent to."), PAGE[0], PAGE[1]],
            answers: &[(200, "MockMessages")],
            act: Action::Ledger(|ledger, call| listed(ledger, call, "messages")),
            ..Route::new("GET", "/mock/messages", "listMessages")
        },
        Route {
            about: "The customer answers a message: with its token, or by refusing.",
            body: RouteBody::Required("MockReply"),
            answers: &[(200, "MockFlowAnswer")],
            act: Action::Ledger(answer_message),
            ..Route::new("POST", "/mock/messages/{id}/reply", "replyToMessage")
        },
        Route {
            about: "The notifications sent to applications, oldest first.",
            query: &PAGE,
            answers: &[(200, "MockNotifications")],
            act: Action::Ledger(|ledger, call| listed(ledger, call, "notifications")),
            ..Route::new("GET", "/mock/notifications", "listNotifications")
        },
        Route {
            about: "The application has received a notification: it is not sent again.",
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| {
                named(ledger, call, "acknowledge", &[FoundIn::Part(0)])
            }),
            ..Route::new("POST", "/mock/notifications/{id}/acknowledge", "acknowledge")
        },
        Route {
            about: "Every account with its balance.",
            query: &PAGE,
            answers: &[(200, "MockAccounts")],
            act: Action::Ledger(|ledger, call| listed(ledger, call, "accounts")),
            ..Route::new("GET", "/mock/accounts", "listAccounts")
        },
        Route {
            about: "How a subscriber's account stands.",
            answers: &[(200, "MockAccount")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "account", &[FoundIn::Part(0)])),
            ..Route::new("GET", "/mock/accounts/{msisdn}", "getAccount")
        },
        Route {
            about: "Adds to a prepaid balance.",
            body: RouteBody::Required("MockPayIn"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "topUp", &PAY_IN)),
            ..Route::new("POST", "/mock/top-ups", "topUp")
        },
        Route {
            about: "Pays what a postpaid account owes, or a part; more only as credit.",
            body: RouteBody::Required("MockBillPayment"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "payBill", &PAY_BILL)),
            ..Route::new("POST", "/mock/bill-payments", "payBill")
        },
        Route {
            about: "What has happened, oldest first, as far as it agrees with every field.",
            query: &[
                ("kind", "What was attempted."),
                ("status", "What has become of it."),
                ("subscriber", "The number."),
                ("application", "The application's id."),
                ("biller", "The biller's id."),
                ("clientCorrelator", "The key, whatever its API calls it."),
                ("referenceCode", "The caller's own reference."),
                ("serverReferenceCode", "The ledger's own reference."),
                PAGE[0],
                PAGE[1],
            ],
            answers: &[(200, "MockTransactions")],
            act: Action::Ledger(|ledger, call| listed(ledger, call, "transactions")),
            ..Route::new("GET", "/mock/transactions", "listTransactions")
        },
        Route {
            about: "The whole state, to be put back later.",
            answers: &[(200, "MockSnapshot")],
            act: Action::Ledger(|ledger, _| told_snapshot(ledger)),
            ..Route::new("GET", "/mock/snapshot", "getSnapshot")
        },
        Route {
            about: "Goes on from a snapshot.",
            body: RouteBody::Large("MockSnapshot", SNAPSHOT_MAX),
            answers: &[(204, "")],
            act: Action::Site(put_snapshot),
            ..Route::new("PUT", "/mock/snapshot", "putSnapshot")
        },
        Route {
            about: "Begins anew, from the configuration.",
            answers: &[(204, "")],
            act: Action::Site(|site, _| reset(site)),
            ..Route::new("POST", "/mock/reset", "reset")
        },
        Route {
            about: "Checks that the books balance.",
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "verify", &[])),
            ..Route::new("GET", "/mock/verify", "verify")
        },
        Route {
            about: "The last 1,000 exchanges with the APIs, oldest first, without what is secret.",
            query: &PAGE,
            answers: &[(200, "MockExchanges")],
            act: Action::Site(|site, call| log(site, call)),
            ..Route::new("GET", "/mock/log", "getLog")
        },
    ],
};

/// The arguments of a payment from outside.
const PAY_IN: [FoundIn; 2] = [FoundIn::Field("msisdn"), FoundIn::Field("amount")];
const PAY_BILL: [FoundIn; 3] = [PAY_IN[0], PAY_IN[1], FoundIn::Options(&["credit"])];

/// A refusal of what is below `/mock`.
pub(super) fn refuse(rejection: &Rejection, _media: Media) -> Reply {
    match rejection {
        Rejection::Malformed(problem) => {
            Reply::problems(400, &rejection.detail(), std::slice::from_ref(problem))
        }
        Rejection::MethodNotAllowed
        | Rejection::NotAcceptable
        | Rejection::TooLarge
        | Rejection::Unavailable
        | Rejection::Unauthorized
        | Rejection::UnsupportedMediaType => {
            Reply::problem(rejection.status(), &rejection.detail())
        }
    }
}
