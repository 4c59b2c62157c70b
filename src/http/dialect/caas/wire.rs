//! The operations of Charging as a Service by their paths. Whoever calls is known by the body.

use super::{CaasCode, balance_query, debit, push_code, subscribe, subscription_status};
use crate::http::json::Object;
use crate::http::media::Media;
use crate::http::rejection::Rejection;
use crate::http::reply::Reply;
use crate::http::route::{Action, Route, RouteBody, Security, ServedApi};

/// Charging as a Service, as it is served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "caas",
    about: "Charging as a Service: direct debits, balances and subscriptions. The HTTP status is \
            200 even for failures: the `statusCode` tells.",
    shape: None,
    security: Security::None,
    refusal: "CaasError",
    refuse,
    routes: &[
        Route {
            about: "Charges a subscriber directly.",
            body: RouteBody::Required("CaasDebit"),
            answers: &[(200, "CaasDebitResponse")],
            act: Action::Ledger(|ledger, call| debit(ledger, &call.body).into()),
            ..Route::new("POST", "/caas/direct/debit", "caasDebit")
        },
        Route {
            about: "What a subscriber could be charged.",
            body: RouteBody::Required("BalanceQuery"),
            answers: &[(200, "BalanceQueryResponse")],
            act: Action::Ledger(|ledger, call| balance_query(ledger, &call.body).into()),
            ..Route::new("POST", "/caas/balance/query", "balanceQuery")
        },
        Route {
            about: "Registers a subscriber with an application, or takes that back.",
            body: RouteBody::Required("Subscription"),
            answers: &[(200, "SubscriptionResponse")],
            act: Action::Ledger(|ledger, call| subscribe(ledger, &call.body).into()),
            ..Route::new("POST", "/subscription/send", "subscribe")
        },
        Route {
            about: "Whether a subscriber is registered with an application.",
            body: RouteBody::Required("SubscriptionStatus"),
            answers: &[(200, "SubscriptionResponse")],
            act: Action::Ledger(|ledger, call| subscription_status(ledger, &call.body).into()),
            ..Route::new("POST", "/subscription/getStatus", "subscriptionStatus")
        },
    ],
};

fn refuse(rejection: &Rejection, _media: Media) -> Reply {
    let code = match rejection {
        Rejection::Unauthorized => CaasCode::E1313,
        Rejection::Malformed(_)
        | Rejection::MethodNotAllowed
        | Rejection::NotAcceptable
        | Rejection::TooLarge
        | Rejection::Unavailable
        | Rejection::UnsupportedMediaType => CaasCode::E1312,
    };
    let mut object = Object::default();
    push_code(&mut object, code.text(), &code.detail("", ""));
    Reply::json(rejection.status(), object.done())
}
