//! Calls by name whose arguments come over HTTP.

use super::calls::call;
use super::refusal::refused;
use crate::diagnostic::{Code, Refusal, excerpt};
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
    given: &[FoundIn],
) -> Reply {
    match called(ledger, wire, operation, given) {
        Ok(text) if text == "null" => Reply::empty(204),
        Ok(text) => Reply::json(200, text),
        Err(reply) => reply,
    }
}

/// Calls an operation that returns the identifier of something new.
pub(super) fn created(
    ledger: &mut MockLedger,
    wire: &WireCall<'_>,
    operation: &str,
    given: &[FoundIn],
) -> Reply {
    match called(ledger, wire, operation, given) {
        Ok(id) => Reply::json(201, ["{\"id\":", &id, "}"].concat()),
        Err(reply) => reply,
    }
}

/// What an operation returns, in JSON; else how it is refused.
fn called(
    ledger: &mut MockLedger,
    wire: &WireCall<'_>,
    operation: &str,
    given: &[FoundIn],
) -> Result<String, Reply> {
    refuse_others(wire, given).map_err(|refusal| refused(&refusal))?;
    let mut arguments = Vec::with_capacity(given.len());
    for source in given {
        let found = argument(wire, *source);
        arguments.push(found.map_err(|refusal| refused(&refusal))?);
    }
    call(ledger, operation, &arguments).map_err(|refusal| refused(&placed(refusal, given)))
}

fn argument(wire: &WireCall<'_>, source: FoundIn) -> Result<Value, Refusal> {
    match source {
        FoundIn::Part(place) => Ok(Value::Text(wire.part(place).to_owned())),
        FoundIn::Field(name) => Ok(wire.body.field(name).clone()),
        FoundIn::Options(names) => {
            let fields = names.iter().map(|name| (String::from(*name), wire.body.field(name)));
            let given = fields.filter(|(_, value)| !value.is_absent());
            let options: Vec<_> = given.map(|(name, value)| (name, value.clone())).collect();
            Ok(if options.is_empty() { Value::Absent } else { Value::Object(options) })
        }
        FoundIn::Body => Ok(wire.body.clone()),
        FoundIn::Query => query(wire),
    }
}

/// The fields of the query as an object; whether something is due is no text.
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
fn refuse_others(wire: &WireCall<'_>, given: &[FoundIn]) -> Result<(), Refusal> {
    let mut known = Vec::new();
    for source in given {
        match source {
            FoundIn::Field(name) => known.push(*name),
            FoundIn::Options(names) => known.extend(*names),
            FoundIn::Body => return Ok(()),
            FoundIn::Part(_) | FoundIn::Query => {}
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
/// with their places.
fn placed(refusal: Refusal, given: &[FoundIn]) -> Refusal {
    let problems = refusal.problems.into_iter().map(|problem| {
        let path = problem.path.strip_prefix("/options").unwrap_or(&problem.path);
        let rest = path.strip_prefix('/').unwrap_or_default();
        let (place, inner) = rest.split_at_checked(1).unwrap_or((rest, ""));
        let source = place.parse().ok().and_then(|place: usize| given.get(place));
        let path = match source {
            Some(FoundIn::Field(name)) => ["/", name, inner].concat(),
            Some(FoundIn::Body | FoundIn::Part(_)) => inner.to_owned(),
            Some(FoundIn::Options(_) | FoundIn::Query) | None => path.to_owned(),
        };
        problem.at(&path)
    });
    Refusal::of_problems(problems.collect())
}
