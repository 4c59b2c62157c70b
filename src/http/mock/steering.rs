//! The world as a test wants it, over HTTP: who there is, what is pending, what goes wrong.

use super::desk::refuse;
use super::named::{FoundIn, created, named};
use crate::http::route::{Action, Route, RouteBody, Security, ServedApi};

/// What brings the world into the state that a test needs, as it is served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "steering",
    about: "The test author's side: the world, pending payments, rules of behaviour, deliveries.",
    shape: None,
    security: Security::Machine,
    refusal: "Problem",
    refuse,
    routes: &[
        Route {
            about: "Adds a subscriber.",
            body: RouteBody::Required("MockSubscriber"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| {
                named(ledger, call, "addSubscriber", &[FoundIn::Body])
            }),
            ..Route::new("POST", "/mock/subscribers", "addSubscriber")
        },
        Route {
            about: "Changes a subscriber, from the next call on.",
            body: RouteBody::Required("MockSubscriberChange"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "setSubscriber", &CHANGE)),
            ..Route::new("PATCH", "/mock/subscribers/{msisdn}", "setSubscriber")
        },
        Route {
            about: "Changes an application, from the next call on.",
            body: RouteBody::Required("MockApplicationChange"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "setApplication", &CHANGE)),
            ..Route::new("PATCH", "/mock/applications/{id}", "setApplication")
        },
        Route {
            about: "Changes a biller, from the next call on.",
            body: RouteBody::Required("MockBillerChange"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "setBiller", &CHANGE)),
            ..Route::new("PATCH", "/mock/billers/{id}", "setBiller")
        },
        Route {
            about: "Ends now what is pending.",
            body: RouteBody::Required("MockSettlement"),
            answers: &[(200, "MockFlowAnswer")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "settle", &SETTLEMENT)),
            ..Route::new("POST", "/mock/settlements", "settle")
        },
        Route {
            about: "Sends the customer of a debit a second message: the old token stops.",
            query: &[("biller", "Whose debit it is, where several billers use one `TRID`.")],
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| {
                named(ledger, call, "resendToken", &[FoundIn::Part(0), FoundIn::Query])
            }),
            ..Route::new("POST", "/mock/debits/{trid}/resend-token", "resendToken")
        },
        Route {
            about: "The attempts to send notifications: those that were made, and those to come.",
            query: &[
                ("due", "`true` for those that are to be made now, `false` for all others."),
                ("id", "Those of one notification."),
            ],
            answers: &[(200, "MockDeliveries")],
            act: Action::Ledger(|ledger, call| {
                named(ledger, call, "deliveries", &[FoundIn::Query])
            }),
            ..Route::new("GET", "/mock/deliveries", "listDeliveries")
        },
        Route {
            about: "Notes how the attempt went that is due.",
            body: RouteBody::Required("MockDelivery"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "deliver", &CHANGE)),
            ..Route::new("POST", "/mock/deliveries/{id}", "deliver")
        },
        Route {
            about: "Pays a provider what it is owed.",
            body: RouteBody::Required("MockPayout"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "payout", &PAYOUT)),
            ..Route::new("POST", "/mock/payouts", "payout")
        },
        Route {
            about: "Pays the state what it is owed of a tax.",
            body: RouteBody::Required("MockRemittance"),
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "remit", &REMITTANCE)),
            ..Route::new("POST", "/mock/remittances", "remit")
        },
        Route {
            about: "The rules of behaviour that still act, oldest first.",
            answers: &[(200, "MockScripts")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "scripts", &[])),
            ..Route::new("GET", "/mock/scripts", "listScripts")
        },
        Route {
            about: "Adds a rule of behaviour: the newest that fits acts.",
            body: RouteBody::Required("MockScriptRule"),
            answers: &[(201, "MockScriptId")],
            act: Action::Ledger(|ledger, call| created(ledger, call, "script", &[FoundIn::Body])),
            ..Route::new("POST", "/mock/scripts", "addScript")
        },
        Route {
            about: "Takes all rules of behaviour away.",
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| named(ledger, call, "clearScript", &[])),
            ..Route::new("DELETE", "/mock/scripts", "clearScripts")
        },
        Route {
            about: "Takes a rule of behaviour away.",
            answers: &[(204, "")],
            act: Action::Ledger(|ledger, call| {
                named(ledger, call, "removeScript", &[FoundIn::Part(0)])
            }),
            ..Route::new("DELETE", "/mock/scripts/{id}", "removeScript")
        },
    ],
};

/// What is named by the path, and what of it changes.
const CHANGE: [FoundIn; 2] = [FoundIn::Part(0), FoundIn::Body];
const SETTLEMENT: [FoundIn; 3] =
    [FoundIn::Field("reference"), FoundIn::Field("outcome"), FoundIn::Options(&["biller"])];
const PAYOUT: [FoundIn; 2] = [FoundIn::Field("application"), FoundIn::Field("amount")];
const REMITTANCE: [FoundIn; 2] = [FoundIn::Field("component"), FoundIn::Field("amount")];
