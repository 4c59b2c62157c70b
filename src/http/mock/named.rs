//! Calls by name whose arguments come over HTTP.

use super::calls::call;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::{Reader, Value};
use crate::flow::MockLedger;
use crate::http::reply::Reply;
use crate::http::route::WireCall;

/// Where an argument of a call stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FoundIn {
    /// In a part of the path, by its place.
    Part(usize),
    /// In a field of the body.
    Field(&'static str),
    /// It is the body.
    Body,
}

/// Calls an operation, and answers what it returns.
pub(super) fn named(
    ledger: &mut MockLedger,
    wire: &WireCall<'_>,
    operation: &str,
    given: &[FoundIn],
) -> Reply {
    if let Err(refusal) = refuse_others(wire, given) {
        return Reply::refusal(400, &refusal);
    }
    let mut arguments = Vec::with_capacity(given.len());
    for source in given {
        arguments.push(match source {
            FoundIn::Part(place) => Value::Text(wire.part(*place).to_owned()),
            FoundIn::Field(name) => wire.body.field(name).clone(),
            FoundIn::Body => wire.body.clone(),
        });
    }
    match call(ledger, operation, &arguments) {
        Ok(text) if text == "null" => Reply::empty(204),
        Ok(text) => Reply::json(200, text),
        Err(refusal) => refused(&refusal, given),
    }
}

/// The fields of the query as an object.
pub(super) fn query(wire: &WireCall<'_>) -> Result<Value, Refusal> {
    let mut reader = Reader::default();
    let mut fields: Vec<(String, Value)> = Vec::new();
    for (name, value) in wire.url.fields() {
        if fields.iter().any(|(known, _)| *known == name) {
            reader.say(Code::QueryTwice, "", &[&excerpt(&name)]);
            continue;
        }
        fields.push((name.into_owned(), Value::Text(value.into_owned())));
    }
    reader.finish().map(|()| Value::Object(fields))
}

/// Refuses the fields of a body that no argument is made of.
fn refuse_others(wire: &WireCall<'_>, given: &[FoundIn]) -> Result<(), Refusal> {
    let mut known = Vec::new();
    for source in given {
        match source {
            FoundIn::Field(name) => known.push(*name),
            FoundIn::Body => return Ok(()),
            FoundIn::Part(_) => {}
        }
    }
    let mut reader = Reader::default();
    reader.fields(&wire.body, "");
    if let Value::Object(fields) = &wire.body {
        reader.refuse_others("", fields, &known);
    }
    reader.finish()
}

/// A refusal whose problems stand where the request has what is wrong: the paths of arguments begin
/// with their places. What the path names and is not there is not found.
fn refused(refusal: &Refusal, given: &[FoundIn]) -> Reply {
    let mut problems = Vec::with_capacity(refusal.problems.len());
    let mut status = if refusal.code == Code::BooksUnbalanced { 500 } else { 400 };
    for problem in &refusal.problems {
        let rest = problem.path.strip_prefix('/').unwrap_or_default();
        let (place, inner) = rest.split_at_checked(1).unwrap_or((rest, ""));
        let source = place.parse().ok().and_then(|place: usize| given.get(place));
        let path = match source {
            Some(FoundIn::Field(name)) => ["/", name, inner].concat(),
            Some(FoundIn::Body) => inner.to_owned(),
            Some(FoundIn::Part(_)) | None => problem.path.clone(),
        };
        let is_part = matches!(source.or(given.first()), Some(FoundIn::Part(_)));
        if is_part && is_unknown(problem) {
            status = 404;
        }
        problems.push(problem.clone().at(&path));
    }
    Reply::refusal(status, &Refusal { problems, ..refusal.clone() })
}

fn is_unknown(problem: &Problem) -> bool {
    [Code::UnknownNotification, Code::UnknownScript, Code::UnknownSubscriber]
        .contains(&problem.code)
}
