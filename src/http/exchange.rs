//! The last exchanges, for whoever wants to know what a client has sent and got. What only one side
//! may know is never told.

use std::collections::VecDeque;

use super::json::{Object, read_own, write};
use super::message::HttpRequest;
use super::reply::Reply;
use super::url::without_user;
use super::xml::{self, Shape};
use crate::document::Value;

/// How many exchanges are remembered.
const EXCHANGES_MAX: usize = 1_000;

/// Longer bodies are told by their length only.
const BODY_MAX: usize = 4_096;

/// The headers that are told as they are.
const HEADERS: [&str; 8] = [
    "accept",
    "appid",
    "branchcode",
    "content-type",
    "origin",
    "user-agent",
    "userid",
    "x-request-id",
];

/// The headers of which only is told that they are there.
const SECRET_HEADERS: [&str; 2] = ["apikey", "authorization"];

/// What the names of fields have in them of which only is told that they are there: also where they
/// are misspelt, and nobody reads them.
const SECRET_NAMES: [&str; 6] = ["apikey", "authorization", "passw", "pwd", "secret", "token"];

/// What stands in the place of a secret.
const SECRET: &str = "***";

/// What was sent and answered.
pub(super) struct Exchange {
    /// The number among all exchanges, from 1.
    pub(super) number: u64,
    /// When it was, in milliseconds of the ledger's time.
    at: i64,
    /// What the client knows it by.
    id: String,
    method: String,
    path: String,
    /// The API and the operation; empty if none was found.
    operation: [&'static str; 2],
    status: u16,
    /// Why it was refused, by name.
    reason: Option<&'static str>,
    headers: Vec<(String, String)>,
    bodies: [KeptBody; 2],
}

/// What is kept of a body.
enum KeptBody {
    None,
    Text(String),
    /// A body so long.
    Long(usize),
}

/// The last exchanges, oldest first.
#[derive(Default)]
pub(super) struct ExchangeLog {
    list: VecDeque<Exchange>,
    count: u64,
}

/// What an exchange was about.
pub(super) struct Noted<'n> {
    pub(super) at: i64,
    pub(super) id: &'n str,
    pub(super) path: &'n str,
    pub(super) operation: [&'static str; 2],
}

impl ExchangeLog {
    /// Remembers an exchange in the place of the oldest.
    pub(super) fn note(&mut self, about: &Noted<'_>, request: &HttpRequest<'_>, reply: &Reply) {
        if self.list.len() == EXCHANGES_MAX {
            self.list.pop_front();
        }
        self.count += 1;
        self.list.push_back(Exchange {
            number: self.count,
            at: about.at,
            id: about.id.to_owned(),
            method: kept(request.method),
            path: kept(&without_user(about.path)),
            operation: about.operation,
            status: reply.status,
            reason: reply.reason,
            headers: headers(request),
            bodies: [KeptBody::of(request.body), KeptBody::of(Some(&reply.body))],
        });
    }

    /// The exchanges behind one, oldest first.
    pub(super) fn after(&self, number: u64) -> impl Iterator<Item = &Exchange> {
        self.list.iter().filter(move |exchange| exchange.number > number)
    }
}

impl Exchange {
    /// The exchange as a document.
    pub(super) fn json(&self) -> String {
        let [request, response] = &self.bodies;
        let [api, operation] = self.operation;
        let mut object = Object::default();
        object.text("id", &self.number.to_string());
        object.number("at", self.at);
        object.text("requestId", &self.id);
        object.text("method", &self.method);
        object.text("path", &self.path);
        object.optional("api", Some(api).filter(|name| !name.is_empty()));
        object.optional("operation", Some(operation).filter(|name| !name.is_empty()));
        object.number("status", self.status.into());
        object.optional("reason", self.reason);
        object.open("request");
        object.open("headers");
        for (name, value) in &self.headers {
            object.text(name, value);
        }
        object.close();
        request.push("body", &mut object);
        object.close();
        object.open("response");
        response.push("body", &mut object);
        object.close();
        object.done()
    }
}

/// The beginning of a text that may be long.
fn kept(text: &str) -> String {
    text.chars().take(BODY_MAX / 8).collect()
}

fn headers(request: &HttpRequest<'_>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in &request.headers {
        let name = name.to_ascii_lowercase();
        if headers.iter().any(|(known, _)| *known == name) {
            continue;
        }
        if HEADERS.contains(&name.as_str()) {
            headers.push((name, kept(value)));
        } else if SECRET_HEADERS.contains(&name.as_str()) {
            headers.push((name, SECRET.to_owned()));
        }
    }
    headers
}

impl KeptBody {
    fn of(body: Option<&str>) -> Self {
        match body {
            None | Some("") => Self::None,
            Some(text) if text.len() > BODY_MAX => Self::Long(text.len()),
            Some(text) => Self::Text(text.to_owned()),
        }
    }

    /// Adds the body as a tree. What cannot be read is told by its length, since nobody knows what
    /// in it is secret.
    fn push(&self, name: &str, object: &mut Object) {
        let length = match self {
            Self::None => return,
            Self::Text(text) => match tree(text) {
                Some(mut tree) => {
                    hide(&mut tree);
                    object.raw(name, &write(&tree));
                    return;
                }
                None => text.len(),
            },
            Self::Long(length) => *length,
        };
        object.number("bodyBytes", i64::try_from(length).unwrap_or(i64::MAX));
    }
}

fn tree(text: &str) -> Option<Value> {
    let shape = Shape { lists: &[], numbers: &[] };
    read_own(text).or_else(|_| xml::read(text, &shape)).ok()
}

/// Puts something else in the place of every secret.
fn hide(tree: &mut Value) {
    tree.each_field(&mut |name, field| {
        let name = name.to_ascii_lowercase();
        if SECRET_NAMES.iter().any(|secret| name.contains(secret)) {
            *field = Value::Text(SECRET.to_owned());
        } else if let Value::Text(text) = field {
            *text = without_user(text);
        }
    });
}
