//! A story of `tests/data/http`: requests, and what they are answered.
//!
//! A line is a JSON object. `define` names bodies for the lines below, and `headers` those that
//! every request has. `it` begins a new ledger with its `config`. `send` is a method and a path;
//! with `headers`, of which `null` takes one away, and a `body`, which is text or is made text. The
//! answer has the `status`, at least the headers `with` and at least what `says` says of its body.
//! `as` names a body for later lines, which have `${name.field}` for what is in it, and
//! `${name@header}` for one of its headers. `hidden` is a host that hides what is below `/mock`.

use std::collections::BTreeMap;

use ready_reckoner::http::{HttpRequest, HttpResponse, Server};
use serde_json::{Map, Value as Json};

use super::client::open;

#[derive(Default)]
struct Story {
    define: Json,
    headers: Map<String, Json>,
    named: BTreeMap<String, (Json, Map<String, Json>)>,
}

/// What a story was answered, byte by byte.
pub struct Transcript {
    pub it: String,
    pub text: String,
}

/// Plays a file; a story ends at its first failure. `watch` is shown every exchange with its line.
pub fn told(
    file: &str,
    text: &str,
    failures: &mut Vec<String>,
    watch: &mut dyn FnMut(&Json, &HttpRequest<'_>, &HttpResponse),
) -> Vec<Transcript> {
    let mut story = Story::default();
    let mut server: Option<Server> = None;
    let mut transcripts: Vec<Transcript> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let at = format!("{file}:{}", number + 1);
        let line: Json = serde_json::from_str(line).unwrap_or_else(|e| panic!("{at}: {e}"));
        if let Some(it) = line["it"].as_str() {
            server = Some(open(&line["config"]));
            story.named.clear();
            transcripts.push(Transcript { it: it.to_owned(), text: String::new() });
        } else if line["send"].is_null() {
            story.define = line["define"].clone();
            story.headers = line["headers"].as_object().cloned().unwrap_or_default();
        } else if let (Some(server), Some(told)) = (&mut server, transcripts.last_mut())
            && let Err(why) = story.play(server, &line, told, watch)
        {
            failures.push(format!("{at} it {}: {why}", told.it));
        }
    }
    transcripts
}

impl Story {
    fn play(
        &mut self,
        server: &mut Server,
        line: &Json,
        told: &mut Transcript,
        watch: &mut dyn FnMut(&Json, &HttpRequest<'_>, &HttpResponse),
    ) -> Result<(), String> {
        let sent = self.filled_text(line["send"].as_str().unwrap());
        let (method, url) = sent.split_once(' ').ok_or("no method")?;
        let mut headers = self.headers.clone();
        for (name, value) in line["headers"].as_object().into_iter().flatten() {
            headers.remove(name);
            if !value.is_null() {
                headers.insert(name.clone(), self.filled(value));
            }
        }
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
        let body = match line.get("body") {
            None => None,
            Some(Json::String(text)) => Some(self.filled_text(text)),
            Some(other) => Some(self.filled(other).to_string()),
        };
        let headers = headers.collect();
        let request = HttpRequest { method, url, headers, body: body.as_deref() };
        let steers = line["hidden"] != true;
        let response = server.handle(&request, steers);
        watch(line, &request, &response);
        // The OpenAPI document is compared elsewhere: it shows other stories.
        if response.body.len() < 1 << 16 {
            told.text.push_str(&response.json());
            told.text.push('\n');
        }
        self.judge(line, &response).map_err(|why| format!("{why}\n  in {}", response.json()))
    }

    fn judge(&mut self, line: &Json, response: &HttpResponse) -> Result<(), String> {
        if line["status"] != response.status {
            return Err(format!("expected {}", line["status"]));
        }
        let headers: Map<String, Json> = response
            .headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Json::String(value.clone())))
            .collect();
        for (name, expected) in line["with"].as_object().into_iter().flatten() {
            self.holds(expected, headers.get(name).unwrap_or(&Json::Null))
                .map_err(|why| format!("the header {name}: {why}"))?;
        }
        let is_json = response.header("content-type").is_some_and(|kind| kind.contains("json"));
        let text = || Json::String(response.body.clone());
        let body = if is_json { serde_json::from_str(&response.body).ok() } else { None };
        let body = body.unwrap_or_else(text);
        if let Some(expected) = line.get("says") {
            self.holds(expected, &body)?;
        }
        if let Some(name) = line["as"].as_str() {
            self.named.insert(name.to_owned(), (body, headers));
        }
        Ok(())
    }

    /// Puts what is defined and what was answered into a value.
    fn filled(&self, json: &Json) -> Json {
        match json {
            Json::String(text) => Json::String(self.filled_text(text)),
            Json::Array(items) => items.iter().map(|item| self.filled(item)).collect(),
            Json::Object(fields) => {
                let Some(from) = fields.get("$from") else {
                    let filled =
                        |(name, field): (&String, &Json)| (name.clone(), self.filled(field));
                    return Json::Object(fields.iter().map(filled).collect());
                };
                let mut body = self.filled(&self.define[from.as_str().unwrap()]);
                for (name, field) in fields.iter().filter(|(name, _)| *name != "$from") {
                    assert!(put(&mut body, name, &self.filled(field)), "{name} is nowhere");
                }
                body
            }
            other => other.clone(),
        }
    }

    fn filled_text(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once("${") else { return text.to_owned() };
        let (name, rest) = rest.split_once('}').unwrap();
        let found = match name.split_once('@') {
            Some((name, header)) => self.named[name].1[header].clone(),
            None => {
                let mut path = name.split('.');
                let first = path.next().unwrap();
                let body = &self.named.get(first).unwrap_or_else(|| panic!("no {first}")).0;
                path.fold(body, |at, part| match part.parse::<usize>() {
                    Ok(index) => &at[index],
                    Err(_) => &at[part],
                })
                .clone()
            }
        };
        let found = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
        [before, &found, &self.filled_text(rest)].concat()
    }

    fn holds(&self, expected: &Json, found: &Json) -> Result<(), String> {
        let differs = || Err(format!("expected {expected}, not {found}"));
        let is = |is: bool| if is { Ok(()) } else { differs() };
        match expected {
            Json::String(text) if text == "$any" => is(!found.is_null()),
            Json::String(text) if text == "$absent" => is(found.is_null()),
            Json::String(text) => match text.strip_prefix("$contains:") {
                Some(part) => is(found.to_string().replace("\\\"", "\"").contains(part)),
                None => is(found.as_str() == Some(&self.filled_text(text))),
            },
            Json::Array(items) => match found.as_array() {
                Some(all) if all.len() == items.len() => {
                    items.iter().zip(all).try_for_each(|(item, one)| self.holds(item, one))
                }
                _ => differs(),
            },
            Json::Object(fields) => fields.iter().try_for_each(|(name, field)| {
                let inner = found.get(name).unwrap_or(&Json::Null);
                self.holds(field, inner).map_err(|why| format!("{name}: {why}"))
            }),
            other => is(other == found),
        }
    }
}

/// Sets the field of that name wherever it stands first; whether it stands anywhere.
fn put(body: &mut Json, name: &str, value: &Json) -> bool {
    if let Json::Array(items) = body {
        return items.iter_mut().any(|item| put(item, name, value));
    }
    let Some(fields) = body.as_object_mut() else { return false };
    if fields.contains_key(name) {
        if value == "$absent" {
            fields.remove(name);
        } else {
            fields.insert(name.to_owned(), value.clone());
        }
        return true;
    }
    fields.values_mut().any(|field| put(field, name, value))
}
