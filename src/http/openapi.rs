//! Where the OpenAPI document is to be had.

use super::media::Media;
use super::rejection::Rejection;
use super::reply::Reply;
use super::route::{Action, Route, Security, ServedApi};

/// The document, which `tests/served/openapi.rs` writes.
const DOCUMENT: &str = include_str!("../../js/openapi.json");

/// The document, as it is served.
pub(super) static API: ServedApi = ServedApi {
    name: "openapi",
    about: "What is served.",
    shape: None,
    security: Security::None,
    refusal: "Problem",
    refuse,
    routes: &[Route {
        about: "This document.",
        answers: &[(200, "OpenApi")],
        act: Action::Ledger(|_, _| Reply::json(200, DOCUMENT.to_owned())),
        ..Route::new("GET", "/openapi.json", "openapi")
    }],
};

fn refuse(rejection: &Rejection, _media: Media) -> Reply {
    Reply::problem(rejection.status(), &rejection.detail())
}
