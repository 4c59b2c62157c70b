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

/// What was sent and answered, as it came: it becomes a document if somebody asks for it.
#[derive(Default)]
pub(super) struct Exchange {
    /// The number among all exchanges, from 1.
    pub(super) number: u64,
    /// When it was, in milliseconds of the ledger's time.
    at: i64,
    /// The API and the operation; empty if none was found.
    operation: [&'static str; 2],
    status: u16,
    /// Why it was refused, by name.
    reason: Option<&'static str>,
    /// The names of the headers that are told.
    headers: Vec<&'static str>,
    /// The bytes of the bodies of the request and of the answer, of which long ones are not kept.
    lengths: [usize; 2],
    /// What the client knows it by, the method, the path, both bodies, and the headers' values.
    texts: Texts,
}

/// Texts one behind the other, whose room the texts of a later exchange use again.
#[derive(Default)]
struct Texts {
    all: String,
    /// Where each of them ends.
    ends: Vec<usize>,
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
        let oldest = if self.list.len() < EXCHANGES_MAX { None } else { self.list.pop_front() };
        let mut exchange = oldest.unwrap_or_default();
        self.count += 1;
        exchange.number = self.count;
        exchange.keep(about, request, reply);
        self.list.push_back(exchange);
    }

    /// The exchanges behind one, oldest first.
    pub(super) fn after(&self, number: u64) -> impl Iterator<Item = &Exchange> {
        self.list.iter().filter(move |exchange| exchange.number > number)
    }
}

impl Exchange {
    /// Puts everything but the number in the place of what it was.
    fn keep(&mut self, about: &Noted<'_>, request: &HttpRequest<'_>, reply: &Reply) {
        self.at = about.at;
        self.operation = about.operation;
        self.status = reply.status;
        self.reason = reply.reason;
        let bodies = [request.body.unwrap_or_default(), &reply.body];
        self.lengths = bodies.map(str::len);
        self.headers.clear();
        self.texts.clear();
        let path = without_user(about.path);
        for text in [about.id, beginning(request.method), beginning(&path)] {
            self.texts.push(text);
        }
        for body in bodies {
            self.texts.push(if body.len() > BODY_MAX { "" } else { body });
        }
        for (given, value) in &request.headers {
            let Some((name, is_secret)) = told_header(given) else { continue };
            if !self.headers.contains(&name) {
                self.headers.push(name);
                self.texts.push(if is_secret { SECRET } else { beginning(value) });
            }
        }
    }

    /// The exchange as a document.
    pub(super) fn json(&self) -> String {
        let mut texts = self.texts.iter();
        let [id, method, path, request, response] =
            [(); 5].map(|()| texts.next().unwrap_or_default());
        let [api, operation] = self.operation;
        let [sent, answered] = self.lengths;
        let mut object = Object::default();
        object.text("id", &self.number.to_string());
        object.number("at", self.at);
        object.text("requestId", id);
        object.text("method", method);
        object.text("path", path);
        object.optional("api", Some(api).filter(|name| !name.is_empty()));
        object.optional("operation", Some(operation).filter(|name| !name.is_empty()));
        object.number("status", self.status.into());
        object.optional("reason", self.reason);
        object.open("request");
        object.open("headers");
        for (name, value) in self.headers.iter().zip(texts) {
            object.text(name, value);
        }
        object.close();
        push_body(&mut object, request, sent);
        object.close();
        object.open("response");
        push_body(&mut object, response, answered);
        object.close();
        object.done()
    }
}

impl Texts {
    fn clear(&mut self) {
        self.all.clear();
        self.ends.clear();
    }

    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// The texts in their order.
    fn iter(&self) -> impl Iterator<Item = &str> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| self.all.get(begin..*end).unwrap_or_default())
    }
}

/// The beginning of a text that may be long.
fn beginning(text: &str) -> &str {
    const MOST: usize = BODY_MAX / 8;
    if text.len() <= MOST {
        return text;
    }
    let end = text.char_indices().nth(MOST).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The name of a header that is told, and whether its value is not.
fn told_header(given: &str) -> Option<(&'static str, bool)> {
    let named = |names: &[&'static str]| {
        names.iter().copied().find(|name| given.eq_ignore_ascii_case(name))
    };
    let plain = named(&HEADERS).map(|name| (name, false));
    plain.or_else(|| named(&SECRET_HEADERS).map(|name| (name, true)))
}

/// Adds a body of so many bytes as a tree. What is too long or cannot be read is told by its
/// length, since nobody knows what in it is secret.
fn push_body(object: &mut Object, text: &str, length: usize) {
    if length == 0 {
        return;
    }
    match Some(text).filter(|text| text.len() == length).and_then(tree) {
        Some(mut tree) => {
            hide(&mut tree);
            object.raw("body", &write(&tree));
        }
        None => object.number("bodyBytes", i64::try_from(length).unwrap_or(i64::MAX)),
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
            *text = without_user(text).into_owned();
        }
    });
}
