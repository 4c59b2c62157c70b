//! What a route answers, before it is a response.

use super::answer::Answer;
use super::json::{Object, list};
use super::media::Media;
use super::rejection::title;
use crate::diagnostic::Problem;
use crate::document::codes::Reason;

/// An answer with its format and the headers that it alone has.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// What it says of its body; empty if it has none.
    pub(super) content_type: &'static str,
    pub(super) body: String,
    pub(super) headers: Vec<(&'static str, String)>,
    /// Why it is no good answer, by name.
    pub(super) reason: Option<&'static str>,
    /// Whether a script has it lost on its way.
    pub(super) is_lost: bool,
}

/// The media type of RFC 9457.
const PROBLEM: &str = "application/problem+json";

impl Reply {
    /// A document in JSON.
    pub(super) fn json(status: u16, body: String) -> Self {
        Self::of(status, Media::Json, body)
    }

    /// A document in a format.
    pub(super) fn of(status: u16, media: Media, body: String) -> Self {
        let content_type = media.content_type();
        let headers = Vec::new();
        Self { status, content_type, body, headers, reason: None, is_lost: false }
    }

    /// An answer without a body.
    pub(super) fn empty(status: u16) -> Self {
        Self { content_type: "", ..Self::json(status, String::new()) }
    }

    /// The same with one header more.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// What is wrong, as RFC 9457 has it.
    pub(super) fn problem(status: u16, detail: &str) -> Self {
        Self::of_problem(status, problem(status, detail))
    }

    /// The same with problems of the request, each with its place.
    pub(super) fn problems(status: u16, detail: &str, problems: &[Problem]) -> Self {
        let mut object = problem(status, detail);
        object.raw("problems", &list(problems.iter().map(listed)));
        Self::of_problem(status, object)
    }

    fn of_problem(status: u16, object: Object) -> Self {
        Self { content_type: PROBLEM, ..Self::json(status, object.done()) }
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        let reason = answer.reason.map(Reason::text);
        Self { reason, is_lost: answer.lost, ..Self::json(answer.status, answer.body) }
    }
}

fn problem(status: u16, detail: &str) -> Object {
    let mut object = Object::default();
    object.text("type", "about:blank");
    object.text("title", title(status));
    object.number("status", status.into());
    object.text("detail", detail);
    object
}

fn listed(problem: &Problem) -> String {
    let mut object = Object::default();
    object.text("code", problem.code.text());
    object.text("path", &problem.path);
    object.text("message", &problem.message);
    object.optional("help", problem.help.as_deref());
    object.done()
}
