//! A ledger that is served: requests in, responses out. No clock, no chance, no file and no socket.

use super::exchange::{ExchangeLog, Noted};
use super::limits::BYTES_MAX;
use super::media::{self, Media};
use super::message::{Handling, HttpRequest, HttpResponse};
use super::rejection::Rejection;
use super::reply::Reply;
use super::route::{Action, Route, RouteBody, Security, ServedApi, WireCall};
use super::router::{self, Routed};
use super::site::Site;
use super::url::{UrlParts, decoded};
use super::{credentials, date, json, origin, xml};
use crate::diagnostic::Problem;
use crate::document::Value;
use crate::flow::{MockLedger, identify};
use crate::store::Salt;

/// The longest URL, in bytes.
const URL_MAX: usize = 8 << 10;

/// The most bytes of all headers together.
const HEADERS_MAX: usize = 16 << 10;

/// The longest request identifier that is given back.
const REQUEST_ID_MAX: usize = 128;

/// A ledger with all its APIs.
pub struct Server(Site);

impl Server {
    /// A ledger that is served; whatever takes its place is salted as well.
    #[must_use]
    pub fn new(ledger: MockLedger, salt: Salt) -> Self {
        Self(Site { ledger, log: ExchangeLog::default(), salt, is_replaced: false })
    }

    /// The ledger.
    #[must_use]
    pub fn ledger(&self) -> &MockLedger {
        &self.0.ledger
    }

    /// The ledger, to be changed.
    pub fn ledger_mut(&mut self) -> &mut MockLedger {
        &mut self.0.ledger
    }

    /// Whether another ledger has taken the place of the one that there was when this was asked
    /// last: nothing that belonged to that one goes on.
    pub fn is_replaced(&mut self) -> bool {
        std::mem::take(&mut self.0.is_replaced)
    }

    /// Answers a request, or refuses it, as it is to be handled.
    pub fn respond(&mut self, request: &HttpRequest<'_>, handling: Handling) -> HttpResponse {
        let Handling { steers, is_out } = handling;
        if is_out { self.outage(request, steers) } else { self.handle(request, steers) }
    }

    /// Answers a request. Unless `steers`, nobody can reach what is only for whoever tests.
    pub fn handle(&mut self, request: &HttpRequest<'_>, steers: bool) -> HttpResponse {
        let url = UrlParts::of(request.url);
        let found = router::find(url.path);
        let mut reply = match refused_early(request) {
            Some(reply) => reply,
            None => match &found {
                Some((routed, parts)) if steers || !is_mock(routed.api) => {
                    self.routed(request, url, routed, parts)
                }
                _ => Reply::problem(404, "nothing has this path"),
            },
        };
        let id = self.request_id(request);
        if found.as_ref().is_none_or(|(routed, _)| !is_mock(routed.api)) {
            let operation = found.as_ref().map_or(["", ""], |(routed, _)| {
                let name = routed.route(request.method).map_or("", |route| route.name);
                [routed.api.name, name]
            });
            let about = Noted { at: self.0.ledger.now(), id: &id, path: url.path, operation };
            self.0.log.note(&about, request, &reply);
        }
        if let Some(origin) = origin::allowed(&self.0.ledger.world.config, request) {
            reply = origin::tell(reply, origin);
        }
        if steers {
            reply = told_to_tests(reply);
        }
        self.response(request, reply, id)
    }

    /// Refuses a request, as what is out of order does, in the words of its API. Nothing changes.
    #[must_use]
    pub fn outage(&self, request: &HttpRequest<'_>, steers: bool) -> HttpResponse {
        let found = router::find(UrlParts::of(request.url).path);
        let reply = match found.filter(|(routed, _)| steers || !is_mock(routed.api)) {
            Some((routed, _)) => {
                let offered = media::offered(routed.api.shape.is_some());
                let own = media::of_content(request.header("content-type"), offered);
                let route = routed.route(request.method);
                let media = own.and_then(|own| accepted(routed.api, route, request, own).ok());
                (routed.api.refuse)(&Rejection::Unavailable, media.unwrap_or(Media::Json))
            }
            None => Reply::problem(404, "nothing has this path"),
        };
        let state = &self.0.ledger.state;
        let given = sound_id(request).map(str::to_owned);
        let id = given.unwrap_or_else(|| identify::request(state.identifiers, state.requests));
        self.response(request, reply, id)
    }

    /// What a path's own API answers.
    fn routed(
        &mut self,
        request: &HttpRequest<'_>,
        url: UrlParts<'_>,
        routed: &Routed,
        parts: &[&str],
    ) -> Reply {
        let config = &self.0.ledger.world.config;
        if is_mock(routed.api) && !origin::may_steer(config, request) {
            return Reply::problem(403, ELSEWHERE);
        }
        if request.method == "OPTIONS" {
            let reply = Reply::empty(204).with("allow", routed.allow());
            let is_known = origin::allowed(config, request).is_some();
            return if is_known { origin::preflight(reply, &routed.allow()) } else { reply };
        }
        let Some(route) = routed.route(request.method) else {
            let reply = refused(routed.api, &Rejection::MethodNotAllowed, Media::Json);
            return reply.with("allow", routed.allow());
        };
        let [own, media] = match self.admitted(routed.api, route, request) {
            Ok(formats) => formats,
            Err(rejection) => return refused(routed.api, &rejection, Media::Json),
        };
        let body = match body(routed.api, route, request, own) {
            Ok(body) => body,
            Err(problem) => return refused(routed.api, &Rejection::Malformed(problem), media),
        };
        let parts = parts.iter().map(|part| decoded(part)).collect();
        let call = WireCall { request, url, parts, body, media };
        match route.act {
            Action::Ledger(act) => act(&mut self.0.ledger, &call),
            Action::Site(act) => act(&mut self.0, &call),
        }
    }

    /// The formats of the request's body and of its answer, if it may be answered.
    fn admitted(
        &self,
        api: &ServedApi,
        route: &Route,
        request: &HttpRequest<'_>,
    ) -> Result<[Media; 2], Rejection> {
        let own = content_type(api, route, request)?;
        let media = accepted(api, Some(route), request, own)?;
        let config = &self.0.ledger.world.config;
        let is_admitted = match api.security {
            Security::None | Security::Machine => true,
            Security::Bearer => credentials::application(config, request).is_some(),
            Security::Headers { admits, .. } => !config.asks_credentials || admits(config, request),
        };
        if is_admitted { Ok([own, media]) } else { Err(Rejection::Unauthorized) }
    }

    /// What the client calls the request; else a name of the ledger's own making.
    fn request_id(&mut self, request: &HttpRequest<'_>) -> String {
        if let Some(id) = sound_id(request) {
            return id.to_owned();
        }
        let state = &mut self.0.ledger.state;
        let number = state.requests;
        state.requests = number.wrapping_add(1);
        identify::request(state.identifiers, number)
    }

    fn response(&self, request: &HttpRequest<'_>, reply: Reply, id: String) -> HttpResponse {
        let mut headers = vec![
            ("cache-control", "no-store".to_owned()),
            ("date", date::written(self.0.ledger.now())),
            ("x-request-id", id),
        ];
        if !reply.content_type.is_empty() {
            headers.insert(0, ("content-type", reply.content_type.to_owned()));
        }
        headers.extend(reply.headers);
        let body = if request.method == "HEAD" { String::new() } else { reply.body };
        HttpResponse { status: reply.status, headers, body, is_lost: reply.is_lost }
    }
}

/// A reply with what only whoever tests is told: why it is no good answer, and that it is to be
/// lost on its way.
fn told_to_tests(mut reply: Reply) -> Reply {
    if let Some(reason) = reply.reason {
        reply = reply.with("x-mock-reason", reason);
    }
    if reply.is_lost { reply.with("x-mock-lost", "true") } else { reply }
}

/// What is said to a page that is not of this machine.
const ELSEWHERE: &str =
    "only this machine and the `origins` of the configuration reach what is below /mock";

/// What the client calls the request, if that can stand in a header.
fn sound_id<'r>(request: &HttpRequest<'r>) -> Option<&'r str> {
    request.header("x-request-id").filter(|id| {
        matches!(id.len(), 1..=REQUEST_ID_MAX) && id.bytes().all(|byte| matches!(byte, b' '..=b'~'))
    })
}

fn is_mock(api: &ServedApi) -> bool {
    matches!(api.security, Security::Machine)
}

/// A refusal in the words of an API.
fn refused(api: &ServedApi, rejection: &Rejection, media: Media) -> Reply {
    Reply { reason: rejection.reason(), ..(api.refuse)(rejection, media) }
}

/// Refusals that need nothing but the request's size.
fn refused_early(request: &HttpRequest<'_>) -> Option<Reply> {
    if request.url.len() > URL_MAX {
        return Some(Reply::problem(414, "the URL has more than 8192 bytes"));
    }
    let lengths = request.headers.iter().map(|(name, value)| name.len() + value.len());
    let is_large = lengths.sum::<usize>() > HEADERS_MAX;
    is_large.then(|| Reply::problem(431, "the headers have more than 16384 bytes"))
}

/// The format of a request's body, if that may be so long.
fn content_type(
    api: &ServedApi,
    route: &Route,
    request: &HttpRequest<'_>,
) -> Result<Media, Rejection> {
    let offered = media::offered(api.shape.is_some());
    let (most, is_read) = match route.body {
        RouteBody::None => (BYTES_MAX, false),
        RouteBody::Required(_) => (BYTES_MAX, true),
        RouteBody::Large(_, most) => (most, true),
    };
    let given = media::of_content(request.header("content-type"), offered);
    // Nothing here is unpacked.
    let encoding = request.header("content-encoding").unwrap_or("identity");
    let given = given.filter(|_| encoding.eq_ignore_ascii_case("identity"));
    match request.body {
        Some(body) if body.len() > most => Err(Rejection::TooLarge),
        Some(body) if is_read && !body.is_empty() => given.ok_or(Rejection::UnsupportedMediaType),
        _ => Ok(given.unwrap_or(Media::Json)),
    }
}

/// The format of the answer.
fn accepted(
    api: &ServedApi,
    route: Option<&Route>,
    request: &HttpRequest<'_>,
    own: Media,
) -> Result<Media, Rejection> {
    let accept = request.header("accept");
    let liked = match route.and_then(|route| route.writes) {
        Some(only) => media::of_accept(accept, only, &[only]),
        None => media::of_accept(accept, own, media::offered(api.shape.is_some())),
    };
    liked.ok_or(Rejection::NotAcceptable)
}

/// The body as a tree; absent where there may be none and is none.
fn body(
    api: &ServedApi,
    route: &Route,
    request: &HttpRequest<'_>,
    own: Media,
) -> Result<Value, Problem> {
    let text = request.body.unwrap_or_default();
    match (route.body, api.shape) {
        (RouteBody::None, _) => Ok(Value::Absent),
        (_, Some(shape)) if own.is_xml() => xml::read(text, shape),
        (RouteBody::Large(..), _) => json::read_long(text),
        (RouteBody::Required(_), _) => json::read(text),
    }
}
