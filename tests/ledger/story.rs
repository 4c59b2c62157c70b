//! A story of `tests/data/ledger`: its lines, and what they expect.
//!
//! A line is a JSON object. `it` begins a new ledger; `call` with `args` expects an answer that has
//! at least what `expect` has, or the `same` answer as an earlier one, or a refusal of the call
//! itself. `as` names an answer for later lines.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::bank::{Answer, Bank, open};

#[derive(Default)]
struct Story {
    define: Json,
    named: BTreeMap<String, Json>,
    texts: BTreeMap<String, String>,
}

/// Plays a file; a story ends at its first failure.
pub fn told(file: &str, text: &str, failures: &mut Vec<String>) -> usize {
    let mut story = Story::default();
    let mut bank = open(&Json::Null).unwrap();
    let (mut name, mut broken, mut calls) = (String::new(), false, 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let line: Json = serde_json::from_str(line).unwrap_or_else(|e| panic!("{file}: {e}"));
        if let Some(it) = line["it"].as_str() {
            (name, broken) = (it.to_owned(), false);
            story = Story { define: story.define, ..Story::default() };
            bank = open(&line["config"]).unwrap_or_else(|e| panic!("{file} {name}: {e}"));
        } else if line["define"].is_object() {
            story.define = line["define"].clone();
        } else if !broken {
            calls += 1;
            if let Err(why) = story.play(&mut bank, &line) {
                broken = true;
                failures.push(format!("{file}:{} it {name}: {why}", number + 1));
            }
        }
    }
    calls
}

impl Story {
    fn play(&mut self, bank: &mut impl Bank, line: &Json) -> Result<(), String> {
        let arguments: Vec<_> =
            line["args"].as_array().unwrap().iter().map(|one| self.filled(one)).collect();
        let answer = Answer::of(bank.call(line["call"].as_str().unwrap(), &arguments))?;
        if line.get("refuses").is_some() {
            let refused = answer.status == -1;
            return refused.then_some(()).ok_or_else(|| format!("accepted: {}", answer.text));
        }
        if answer.status == -1 {
            return Err(format!("the call was refused: {}", answer.text));
        }
        if let Some(same) = line["same"].as_str() {
            let first = &self.texts[same];
            let expected = first.replace("\"replayed\":false", "\"replayed\":true");
            if expected != answer.text {
                return Err(format!("expected {expected}, not {}", answer.text));
            }
        }
        if let Some(expected) = line.get("expect") {
            let mut found = answer.json.clone();
            if let Some(object) = found.as_object_mut().filter(|_| answer.status > 0) {
                object.insert("code".to_owned(), json!(answer.outcome));
            }
            self.holds(expected, &found)
                .map_err(|why| format!("{why}\n  in the answer {}", answer.text))?;
        }
        if let Some(name) = line["as"].as_str() {
            self.named.insert(name.to_owned(), answer.json);
            self.texts.insert(name.to_owned(), answer.text);
        }
        Ok(())
    }

    /// Puts what is defined and what was answered into arguments.
    fn filled(&self, json: &Json) -> Json {
        match json {
            Json::String(text) if text.starts_with('$') && text != "$absent" => self.named(text),
            Json::Array(items) => items.iter().map(|item| self.filled(item)).collect(),
            Json::Object(fields) => {
                let Some(from) = fields.get("$from") else {
                    let field =
                        |(name, field): (&String, &Json)| (name.clone(), self.filled(field));
                    return Json::Object(fields.iter().map(field).collect());
                };
                let mut body = self.filled(&self.define[from.as_str().unwrap()]);
                for (name, field) in fields.iter().filter(|(name, _)| *name != "$from") {
                    let field = self.filled(field);
                    if !put(&mut body, name, &field) {
                        add(&mut body, name, field);
                    }
                }
                body
            }
            other => other.clone(),
        }
    }

    fn named(&self, text: &str) -> Json {
        let mut parts = text[1..].split('.');
        let mut found = &self.named[parts.next().unwrap()];
        for part in parts {
            found = match part.parse::<usize>() {
                Ok(index) => &found[index],
                Err(_) => &found[part],
            };
        }
        assert!(!found.is_null(), "{text} names nothing");
        found.clone()
    }

    fn holds(&self, expected: &Json, found: &Json) -> Result<(), String> {
        let differs = || Err(format!("expected {expected}, not {found}"));
        match expected {
            Json::String(text) if text == "$any" => {
                if found.is_null() {
                    differs()
                } else {
                    Ok(())
                }
            }
            Json::String(text) if text.starts_with("$contains:") => {
                let part = text.trim_start_matches("$contains:");
                if found.to_string().contains(part) { Ok(()) } else { differs() }
            }
            Json::String(text) if text.starts_with("$above:") => {
                let above: i64 = text.trim_start_matches("$above:").parse().unwrap();
                if found.as_i64().is_some_and(|found| found > above) { Ok(()) } else { differs() }
            }
            Json::String(text) if text.starts_with('$') => {
                if self.named(text) == *found {
                    Ok(())
                } else {
                    differs()
                }
            }
            Json::Array(items) => match found.as_array() {
                Some(all) if all.len() == items.len() => {
                    items.iter().zip(all).try_for_each(|(item, one)| self.holds(item, one))
                }
                _ => differs(),
            },
            Json::Object(fields) => match fields.get("$some") {
                Some(some) => some.as_array().unwrap().iter().try_for_each(|one| {
                    let all = found.as_array().map(Vec::as_slice).unwrap_or_default();
                    let has = all.iter().any(|each| self.holds(one, each).is_ok());
                    if has { Ok(()) } else { Err(format!("{one} is not among {found}")) }
                }),
                None if !found.is_object() => differs(),
                None => fields.iter().try_for_each(|(name, field)| {
                    if *field == "$absent" {
                        return if found.get(name).is_none() { Ok(()) } else { differs() };
                    }
                    self.holds(field, &found[name]).map_err(|why| format!("{name}: {why}"))
                }),
            },
            _ if expected == found => Ok(()),
            _ => differs(),
        }
    }
}

/// Sets the field of that name wherever it stands.
fn put(json: &mut Json, name: &str, value: &Json) -> bool {
    let Some(fields) = json.as_object_mut() else { return false };
    if *value == "$absent" && fields.remove(name).is_some() {
        return true;
    }
    if let Some(field) = fields.get_mut(name) {
        *field = value.clone();
        return true;
    }
    fields.values_mut().any(|field| put(field, name, value))
}

/// Adds a field to the wrapper of a body, or to the body.
fn add(json: &mut Json, name: &str, value: Json) {
    let fields = json.as_object_mut().unwrap();
    let wrapper = fields.len() == 1;
    match fields.values_mut().next().filter(|inner| wrapper && inner.is_object()) {
        Some(inner) => inner[name] = value,
        None => {
            fields.insert(name.to_owned(), value);
        }
    }
}
