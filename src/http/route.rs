//! What an API has to say of itself, so that it can be served: its paths and operations, who may
//! call them, and how it refuses.

use super::media::Media;
use super::message::HttpRequest;
use super::rejection::Rejection;
use super::reply::Reply;
use super::site::Site;
use super::url::UrlParts;
use super::xml::Shape;
use crate::document::Value;
use crate::flow::MockLedger;
use crate::world::Config;

/// An API: a group of operations that speak alike.
pub(super) struct ServedApi {
    /// Its name, which is the tag of its operations in OpenAPI.
    pub(super) name: &'static str,
    /// What it is for.
    pub(super) about: &'static str,
    /// How its XML documents become trees, if it has some; all have JSON.
    pub(super) shape: Option<&'static Shape>,
    /// What is asked of whoever calls, which OpenAPI tells.
    pub(super) security: Security,
    /// The name of the schema that its refusals have.
    pub(super) refusal: &'static str,
    /// How it words what is wrong with a request, whatever its operation.
    pub(super) refuse: fn(&Rejection, Media) -> Reply,
    /// Its operations.
    pub(super) routes: &'static [Route],
}

/// How whoever calls is known.
#[derive(Clone, Copy)]
pub(super) enum Security {
    /// By nothing, or by what stands in the body.
    None,
    /// By being on this machine, or on one that the configuration names.
    Machine,
    /// By the bearer token of an application.
    Bearer,
    /// By headers.
    Headers {
        /// Their names.
        names: &'static [&'static str],
        /// Whether a bearer token belongs to them.
        with_bearer: bool,
        /// Whether they say who is meant.
        admits: fn(&Config, &HttpRequest<'_>) -> bool,
    },
}

/// An operation on a path.
pub(super) struct Route {
    pub(super) method: &'static str,
    /// The path; a part in braces stands for any text.
    pub(super) path: &'static str,
    /// The name of the operation.
    pub(super) name: &'static str,
    /// What it does.
    pub(super) about: &'static str,
    /// The fields of the query that it reads, and what each is.
    pub(super) query: &'static [(&'static str, &'static str)],
    pub(super) body: RouteBody,
    /// The good answers, by status, each with the name of its schema; none for an empty one, or one
    /// that is no document.
    pub(super) answers: &'static [(u16, &'static str)],
    /// What its good answers are in, if it is none of the API's formats.
    pub(super) writes: Option<Media>,
    pub(super) act: Action,
}

impl Route {
    /// An operation that reads nothing and says nothing of itself yet.
    pub(super) const fn new(method: &'static str, path: &'static str, name: &'static str) -> Self {
        let act = Action::Ledger(|_, _| Reply::empty(204));
        Self {
            method,
            path,
            name,
            about: "",
            query: &[],
            body: RouteBody::None,
            answers: &[],
            writes: None,
            act,
        }
    }
}

/// What an operation reads; each names the schema of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RouteBody {
    /// Nothing.
    None,
    /// A document.
    Required(&'static str),
    /// A document that may have up to so many bytes.
    Large(&'static str, usize),
}

/// What a route calls.
#[derive(Clone, Copy)]
pub(super) enum Action {
    /// An operation of the ledger.
    Ledger(fn(&mut MockLedger, &WireCall<'_>) -> Reply),
    /// An operation of the place that serves the ledger.
    Site(fn(&mut Site, &WireCall<'_>) -> Reply),
}

/// A request that a route leads to, read.
pub(super) struct WireCall<'c> {
    pub(super) request: &'c HttpRequest<'c>,
    pub(super) url: UrlParts<'c>,
    /// The parts of the path that the route names, decoded, in their order.
    pub(super) parts: Vec<String>,
    /// The body; absent if there is none.
    pub(super) body: Value,
    /// The format of the answer.
    pub(super) media: Media,
}

impl WireCall<'_> {
    /// A part of the path by its place.
    pub(super) fn part(&self, place: usize) -> &str {
        self.parts.get(place).map_or("", String::as_str)
    }

    /// A field of the query; the first of several.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let found = self.url.fields().find(|(given, _)| given == name);
        found.map(|(_, value)| value.into_owned())
    }
}
