//! A request of HTTP and the response to it, as plain data.

use super::json::{Object, push_integer};
use crate::diagnostic::Refusal;
use crate::document::{Reader, Value, pointer};

/// A request, however it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpRequest<'r> {
    /// The method, such as `POST`.
    pub method: &'r str,
    /// The path with its query, or a whole URL.
    pub url: &'r str,
    /// The headers by their names, whose case does not matter.
    pub headers: Vec<(&'r str, &'r str)>,
    /// The body, if there is one.
    pub body: Option<&'r str>,
}

/// What a request is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// The headers; their names are in small letters.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty if there is none.
    pub body: String,
    /// Whether a script has it lost on its way.
    pub is_lost: bool,
}

impl<'r> HttpRequest<'r> {
    /// Reads a request that was handed over as data.
    ///
    /// # Errors
    /// Every field that is no request's. What a request says, however bad, is no error.
    pub fn read(value: &'r Value) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(value, "");
        if value.is_absent() {
            reader.wrong_type("an object", value, "");
        }
        let [method, url] = ["method", "url"].map(|name| {
            if fields.is_nothing(name) && !value.is_absent() {
                reader.missing(&fields.path_of(name));
            }
            fields.text(name, &mut reader).map_or("", |(text, _)| text)
        });
        let (given, path) = fields.take("headers");
        let headers = headers(given, &path, &mut reader);
        let (body, path) = fields.take("body");
        let body = text(body, &path, &mut reader);
        fields.refuse_others(&mut reader);
        reader.finish().map(|()| Self { method, url, headers, body })
    }

    /// A request whose head is lines: the method, the URL, and of each header the name and the
    /// value. Nothing if there are not so many: one of the texts has an end of line in it.
    #[must_use]
    pub fn of_lines(head: &'r str, count: usize, body: Option<&'r str>) -> Option<Self> {
        let mut lines = head.split('\n');
        let (method, url) = (lines.next()?, lines.next()?);
        let mut headers = Vec::with_capacity(count.min(head.len()) / 2);
        while let Some(name) = lines.next() {
            headers.push((name, lines.next()?));
        }
        let is_whole = 2 + 2 * headers.len() == count;
        is_whole.then_some(Self { method, url, headers, body })
    }

    /// A header without white space around it; the first of several.
    pub(super) fn header(&self, name: &str) -> Option<&'r str> {
        let found = self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim_matches([' ', '\t']))
    }
}

/// How a request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handling {
    /// Whether what is below `/mock` can be reached; by default it can.
    pub steers: bool,
    /// Whether it is only refused, as by what is out of order.
    pub is_out: bool,
}

impl Handling {
    /// Reads the options of a call.
    ///
    /// # Errors
    /// Every field that is no option.
    pub fn read(options: &Value) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(options, "/options");
        let steers = fields.truth("admin", &mut reader).unwrap_or(true);
        let is_out = fields.truth("outage", &mut reader).unwrap_or_default();
        fields.refuse_others(&mut reader);
        reader.finish().map(|()| Self { steers, is_out })
    }
}

fn headers<'v>(given: &'v Value, path: &str, reader: &mut Reader) -> Vec<(&'v str, &'v str)> {
    let mut headers = Vec::new();
    if given.is_nothing() {
        return headers;
    }
    let Value::Object(fields) = given else {
        reader.wrong_type("an object", given, path);
        return headers;
    };
    for (name, value) in fields {
        let path = [path, "/", &pointer(name)].concat();
        headers.extend(text(value, &path, reader).map(|text| (name.as_str(), text)));
    }
    headers
}

/// A text, if there is one.
fn text<'v>(value: &'v Value, path: &str, reader: &mut Reader) -> Option<&'v str> {
    if let Value::Text(text) = value {
        return Some(text);
    }
    if !value.is_nothing() {
        reader.wrong_type("a string", value, path);
    }
    None
}

impl HttpResponse {
    /// The response itself as a document.
    #[must_use]
    pub fn json(&self) -> String {
        let mut object = Object::default();
        object.number("status", self.status.into());
        object.open("headers");
        for (name, value) in &self.headers {
            object.text(name, value);
        }
        object.close();
        object.text("body", &self.body);
        if self.is_lost {
            object.truth("lost", true);
        }
        object.done()
    }

    /// The response as one text: a line with its status, and `lost` if it is; a line for each
    /// header, whose name ends at the first colon; an empty line; the body.
    #[must_use]
    pub fn text(&self) -> String {
        let fields = self.headers.iter().map(|(name, value)| name.len() + value.len() + 2);
        let length = "200\n\n".len() + fields.sum::<usize>() + self.body.len();
        let mut text = String::with_capacity(length);
        push_integer(&mut text, self.status);
        text.push_str(if self.is_lost { " lost\n" } else { "\n" });
        for (name, value) in &self.headers {
            text.push_str(name);
            text.push(':');
            // Whatever stood behind an end of line would be a header of its own.
            text.push_str(value.split('\n').next().unwrap_or_default());
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.body);
        text
    }

    /// A header by its name in small letters.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}
