//! The test author's side over HTTP: what is below `/mock`.

use crate::http::media::Media;
use crate::http::rejection::Rejection;
use crate::http::reply::Reply;
use crate::http::route::{Api, Security};

/// What is below `/mock`, as it is served.
pub(in crate::http) static API: Api = Api {
    name: "mock",
    about: "The test author's side: the clock, the inbox, accounts, scripts, snapshots.",
    shape: None,
    security: Security::Machine,
    refuse,
    routes: &[],
};

fn refuse(rejection: &Rejection, _media: Media) -> Reply {
    Reply::problem(rejection.status(), &rejection.detail())
}
