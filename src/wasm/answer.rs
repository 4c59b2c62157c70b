//! Our answers as JSON, and JSON as JavaScript data: a call for each field would take ten times as
//! long, and one serializer for each type would be a tenth of the module.

use js_sys::JSON;
use wasm_bindgen::JsValue;

use crate::diagnostic::{Diagnostic, Problem, Refusal, Related, Severity, count};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::{Value, push_json};
use crate::document::{push_inside, push_string};

/// An answer as plain JavaScript data.
pub(super) fn write(answer: &AnswerText) -> JsValue {
    JSON::parse(&answer.0).unwrap_or(JsValue::UNDEFINED)
}

/// An answer in the making: all of it goes into one text, lest each part be copied into what it is
/// a part of. A value follows a name, or stands in a list. No name needs an escape.
pub(super) struct AnswerText(String);

impl Default for AnswerText {
    /// Most answers have room in this.
    fn default() -> Self {
        Self::with_room(400)
    }
}

impl AnswerText {
    /// An empty one with room for so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Begins an object.
    #[inline(never)]
    pub(super) fn begin(&mut self) -> &mut Self {
        self.separate();
        self.plain("{")
    }

    /// Ends the object.
    #[inline(never)]
    pub(super) fn end(&mut self) -> &mut Self {
        self.plain("}")
    }

    /// Begins a field.
    #[inline(never)]
    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        self.before_name().plain(name).plain("\":")
    }

    fn before_name(&mut self) -> &mut Self {
        let is_first = self.0.ends_with('{');
        self.plain(if is_first { "\"" } else { ",\"" })
    }

    /// Divides a value in a list from what stands before it. What is inside a text never
    /// stands last: its quote does.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }

    /// Adds a piece of JSON as it is.
    pub(super) fn plain(&mut self, json: &str) -> &mut Self {
        self.0.push_str(json);
        self
    }

    /// Adds a text as a value.
    #[inline(never)]
    pub(super) fn string(&mut self, text: &str) -> &mut Self {
        self.separate();
        push_string(&mut self.0, text);
        self
    }

    pub(super) fn count(&mut self, number: usize) -> &mut Self {
        self.separate();
        self.plain(&count(number))
    }

    /// Adds a field with a text, in as few pieces as can be: most fields are such.
    #[inline(never)]
    pub(super) fn text(&mut self, name: &str, text: &str) -> &mut Self {
        self.before_name().plain(name).plain("\":\"");
        push_inside(&mut self.0, text);
        self.plain("\"")
    }

    #[inline(never)]
    pub(super) fn optional(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    pub(super) fn place(&mut self, start: usize, end: usize) -> &mut Self {
        self.name("start").count(start).name("end").count(end)
    }

    pub(super) fn list<T>(
        &mut self,
        name: &str,
        items: &[T],
        answer: Answering<'_, T>,
    ) -> &mut Self {
        self.name(name).items(items, answer)
    }

    /// Adds a list as a value.
    pub(super) fn items<T>(&mut self, items: &[T], answer: Answering<'_, T>) -> &mut Self {
        self.begin_list();
        for item in items {
            answer(self, item);
        }
        self.end_list()
    }

    #[inline(never)]
    pub(super) fn begin_list(&mut self) -> &mut Self {
        self.separate();
        self.plain("[")
    }

    #[inline(never)]
    pub(super) fn end_list(&mut self) -> &mut Self {
        self.plain("]")
    }

    #[inline(never)]
    pub(super) fn texts(&mut self, name: &str, texts: &[String]) -> &mut Self {
        self.list(name, texts, &|answer, text| {
            answer.string(text);
        })
    }

    /// What may have been meant, if anything is known of it.
    fn corrections(&mut self, corrections: &[String]) -> &mut Self {
        if corrections.is_empty() {
            return self;
        }
        self.texts("corrections", corrections)
    }

    /// Adds what was given, or a tree that is made once.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    pub(super) fn tree(&mut self, value: &Value) -> &mut Self {
        // JSON has all numbers of JavaScript but `NaN` and `Infinity`. A `BigInt` may have more
        // digits than they have.
        let is_bare = |value: &Value| {
            let Value::Number(number) = value else { return false };
            number.ends_with(|last: char| last.is_ascii_digit())
        };
        push_json(&mut self.0, value, is_bare);
        self
    }

    /// What has been written.
    #[cfg(feature = "requests")]
    pub(super) fn json(&self) -> &str {
        &self.0
    }
}

/// What is answered of each item of a list.
pub(super) type Answering<'a, T> = &'a dyn Fn(&mut AnswerText, &T);

/// A refusal as plain data: the façade makes it a `ReckonerError`.
pub(super) fn refuse(refusal: Refusal) -> JsValue {
    let mut answer = AnswerText::default();
    answer.begin().text("code", refusal.code.text()).text("message", &refusal.message);
    answer.list("diagnostics", &refusal.diagnostics, &diagnostic);
    write(answer.list("problems", &refusal.problems, &problem).end())
}

pub(super) fn diagnostic(answer: &mut AnswerText, diagnostic: &Diagnostic) {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    answer
        .begin()
        .text("code", diagnostic.code.text())
        .text("severity", severity)
        .text("message", &diagnostic.message)
        .optional("help", diagnostic.help.as_deref())
        .place(diagnostic.start, diagnostic.end);
    if !diagnostic.related.is_empty() {
        answer.list("related", &diagnostic.related, &related);
    }
    answer.corrections(&diagnostic.corrections).end();
}

fn related(answer: &mut AnswerText, related: &Related) {
    answer.begin().text("message", &related.message).place(related.start, related.end).end();
}

pub(super) fn problem(answer: &mut AnswerText, found: &Problem) {
    problem_of(answer, found, found.fault()).end();
}

/// A problem with whose fault it is; its object is yet to be ended.
pub(super) fn problem_of<'a>(
    answer: &'a mut AnswerText,
    found: &Problem,
    fault: &str,
) -> &'a mut AnswerText {
    answer
        .begin()
        .text("code", found.code.text())
        .text("path", &found.path)
        .text("message", &found.message)
        .optional("help", found.help.as_deref())
        .corrections(&found.corrections)
        .text("fault", fault)
}
