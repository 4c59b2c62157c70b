//! Calls by name whose arguments come over HTTP.

use super::calls::call;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::{Reader, Value};
use crate::flow::MockLedger;
use crate::http::reply::Reply;
use crate::http::route::WireCall;

/// Where an argument of a call stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// In a part of the path, by its place.
    Part(usize),
    /// In a field of the body.
    Field(&'static str),
    /// In those of these fields of the body that are there, which make an object.
    Options(&'static [&'static str]),
    /// It is the body.
    Body,
    /// In the fields of the query, which make an object.
    Query,
}

/// Calls an operation, and answers what it returns.
pub(super) fn named(
    ledger: &mut MockLedger,
    wire: &WireCall<'_>,
    operation: &str,
    given: &[Given],
) -> Reply {
    match called(ledger, wire, operation, given) {
        Ok(text) if text == "null" => Reply::empty(204),
        Ok(text) => Reply::json(200, text),
        Err(reply) => reply,
    }
}

/// What an operation returns, in JSON; else how it is refused.
pub(super) fn called(
    ledger: &mut MockLedger,
    wire: &WireCall<'_>,
    operation: &str,
    given: &[Given],
) -> Result<String, Reply> {
    refuse_others(wire, given).map_err(|refusal| Reply::refusal(400, &refusal))?;
    let mut arguments = Vec::with_capacity(given.len());
    for source in given {
        arguments.push(argument(wire, *source).map_err(|refusal| Reply::refusal(400, &refusal))?);
    }
    call(ledger, operation, &arguments).map_err(|refusal| refused(&refusal, given))
}

fn argument(wire: &WireCall<'_>, source: Given) -> Result<Value, Refusal> {
    match source {
        Given::Part(place) => Ok(Value::Text(wire.part(place).to_owned())),
        Given::Field(name) => Ok(wire.body.field(name).clone()),
        Given::Options(names) => {
            let found =
                names.iter().map(|name| ((*name).to_owned(), wire.body.field(name).clone()));
            let fields: Vec<_> = found.filter(|(_, value)| !value.is_absent()).collect();
            Ok(if fields.is_empty() { Value::Absent } else { Value::Object(fields) })
        }
        Given::Body => Ok(wire.body.clone()),
        Given::Query => query(wire),
    }
}

/// The fields of the query as an object; those that count something are numbers.
pub(super) fn query(wire: &WireCall<'_>) -> Result<Value, Refusal> {
    let mut reader = Reader::default();
    let mut fields: Vec<(String, Value)> = Vec::new();
    for (name, value) in wire.url.fields() {
        if fields.iter().any(|(known, _)| *known == name) {
            reader.say(Code::QueryTwice, "", &[&excerpt(&name)]);
            continue;
        }
        let value = match (&*name, &*value) {
            ("due", "true") => Value::Bool(true),
            ("due", "false") => Value::Bool(false),
            _ => Value::Text(value.into_owned()),
        };
        fields.push((name.into_owned(), value));
    }
    reader.finish().map(|()| Value::Object(fields))
}

/// Refuses the fields of a body that no argument is made of.
fn refuse_others(wire: &WireCall<'_>, given: &[Given]) -> Result<(), Refusal> {
    let mut known = Vec::new();
    for source in given {
        match source {
            Given::Field(name) => known.push(*name),
            Given::Options(names) => known.extend(*names),
            Given::Body => return Ok(()),
            Given::Part(_) | Given::Query => {}
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
fn refused(refusal: &Refusal, given: &[Given]) -> Reply {
    let mut problems = Vec::with_capacity(refusal.problems.len());
    let mut status = if refusal.code == Code::BooksUnbalanced { 500 } else { 400 };
    for problem in &refusal.problems {
        let rest = problem.path.strip_prefix('/').unwrap_or_default();
        let (place, inner) = rest.split_at_checked(1).unwrap_or((rest, ""));
        let source = place.parse().ok().and_then(|place: usize| given.get(place));
        let path = match source {
            Some(Given::Field(name)) => ["/", name, inner].concat(),
            Some(Given::Body | Given::Options(_) | Given::Query) => inner.to_owned(),
            Some(Given::Part(_)) | None => problem.path.clone(),
        };
        let is_part = matches!(source.or(given.first()), Some(Given::Part(_)));
        if is_part && is_unknown(problem) {
            status = 404;
        }
        problems.push(problem.clone().at(&path));
    }
    Reply::refusal(status, &Refusal { problems, ..refusal.clone() })
}

fn is_unknown(problem: &Problem) -> bool {
    [Code::UnknownNotification, Code::UnknownSubscriber].contains(&problem.code)
}
