//! Who asks, by what only they know. Secrets are compared in a time that does not tell how much of
//! one is right.

use subtle::ConstantTimeEq;

use super::message::HttpRequest;
use crate::world::Config;

/// Whether a secret is the known one.
pub(super) fn is_same(given: &str, known: &str) -> bool {
    given.as_bytes().ct_eq(known.as_bytes()).into()
}

/// The bearer token of a request.
pub(super) fn bearer<'r>(request: &HttpRequest<'r>) -> Option<&'r str> {
    let (scheme, token) = request.header("authorization")?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty()).then_some(token)
}

/// The application whose token a request has; else the first to which any token leads. Where no
/// credentials are asked for, the first.
pub(super) fn application(config: &Config, request: &HttpRequest<'_>) -> Option<u16> {
    let token = bearer(request);
    let (mut own, mut open) = (None, None);
    for (place, application) in (0..).zip(&config.applications) {
        match (&application.token, token) {
            (Some(known), Some(token)) if is_same(token, known) => own = own.or(Some(place)),
            (None, Some(_)) => open = open.or(Some(place)),
            _ => {}
        }
    }
    let usual = (!config.asks_credentials).then_some(0);
    own.or(open).or(usual)
}

/// Whether a request may act for an application.
pub(super) fn may_act_for(config: &Config, request: &HttpRequest<'_>, application: u16) -> bool {
    let known = config.applications.get(usize::from(application));
    let is_known = known.zip(bearer(request)).is_some_and(|(application, token)| {
        application.token.as_ref().is_none_or(|known| is_same(token, known))
    });
    is_known || !config.asks_credentials
}
