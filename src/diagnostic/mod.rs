//! One shape for everything that is wrong, or doubtful, in what a user wrote.

mod code;

use std::ops::Deref;

pub use code::{Code, filled};

/// Whether a text is refused or only doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The text has no meaning; nothing can be charged with it.
    Error,
    /// The text has a meaning, but probably not the one intended.
    Warning,
}

/// A problem in a text, with its place and, where there is one, its cure.
///
/// `message` and `help` are one line each, lower case, without a full stop. `start` and `end` are
/// byte offsets of the source; [`in_utf16`] makes them UTF-16 code units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong, by its stable name.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where the place begins.
    pub start: usize,
    /// Where the place ends, exclusive.
    pub end: usize,
    /// Other places that belong to the problem.
    pub related: Vec<Related>,
    /// The whole text, corrected: one entry for each reading of what was meant.
    pub corrections: Vec<String>,
}

/// A second place that a [`Diagnostic`] speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub message: String,
    /// Where the place begins.
    pub start: usize,
    /// Where the place ends, exclusive.
    pub end: usize,
}

/// A problem in a body or an option, with the JSON pointer of its place. It is one pointer wide,
/// because it travels in most results and is seldom there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<ProblemFields>);

/// What a [`Problem`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemFields {
    /// What is wrong, by its stable name.
    pub code: Code,
    /// A JSON pointer; empty for the whole value.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to give instead.
    pub help: Option<String>,
    /// What may have been meant, each as the whole value.
    pub corrections: Vec<String>,
}

/// Why a call was refused: what JavaScript sees as `ReckonerError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code of the first problem.
    pub code: Code,
    /// The first problem in words, with its cure, and how many there are besides.
    pub message: String,
    /// Problems of a text, with their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Problems of a value, with their paths.
    pub problems: Vec<Problem>,
}

impl Problem {
    /// A problem of the whole value.
    #[must_use]
    pub fn new(code: Code, message: String, help: Option<String>) -> Self {
        let (path, corrections) = (String::new(), Vec::new());
        Self(Box::new(ProblemFields { code, path, message, help, corrections }))
    }

    /// A problem whose message comes in parts; an empty help is none.
    #[must_use]
    #[inline(never)]
    pub fn of(code: Code, message: &[&str], help: &str) -> Self {
        let help = if help.is_empty() { None } else { Some(help.to_owned()) };
        Self::new(code, message.concat(), help)
    }

    /// A problem in its code's own words; `given` fills its sentence.
    #[must_use]
    #[inline(never)]
    pub fn says(code: Code, given: &[&str]) -> Self {
        let help = if code.help().is_empty() { None } else { Some(code.help().to_owned()) };
        Self::new(code, code.sentence(given), help)
    }

    /// The same problem with what may have been meant.
    #[must_use]
    pub fn meaning(mut self, corrections: Vec<String>) -> Self {
        self.0.corrections = corrections;
        self
    }

    /// The same problem at a path.
    #[must_use]
    #[inline(never)]
    pub fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.0.path);
        self
    }

    /// With other words for what to give instead.
    #[must_use]
    pub fn helped(mut self, change: impl FnOnce(String) -> String) -> Self {
        self.0.help = self.0.help.map(change);
        self
    }
}

impl ProblemFields {
    /// Whose fault it is: the path says it.
    #[must_use]
    pub fn fault(&self) -> &'static str {
        let path = self.path.as_str();
        if path == "/book/externalPrice" {
            "host"
        } else if path == "/book" || path.starts_with("/book/") {
            "book"
        } else {
            "request"
        }
    }
}

impl Deref for Problem {
    type Target = ProblemFields;

    fn deref(&self) -> &ProblemFields {
        &self.0
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::of_problems(vec![problem])
    }
}

impl Refusal {
    /// One problem that has no place.
    #[must_use]
    pub fn new(code: Code, message: String, help: Option<String>) -> Self {
        Problem::new(code, message, help).into()
    }

    /// The problems of a text; offsets in bytes become UTF-16 code units.
    #[must_use]
    pub fn of_diagnostics(source: &str, diagnostics: Vec<Diagnostic>) -> Self {
        let first = diagnostics.first().map(|d| (d.code, d.message.as_str(), d.help.as_deref()));
        let (code, message) = summary(first, diagnostics.len());
        Self { code, message, diagnostics: in_utf16(diagnostics, source), problems: Vec::new() }
    }

    /// The problems of a value.
    #[must_use]
    pub fn of_problems(problems: Vec<Problem>) -> Self {
        let first = problems.first().map(|p| (p.code, p.message.as_str(), p.help.as_deref()));
        let (code, message) = summary(first, problems.len());
        let path = problems.first().map_or("", |problem| problem.path.as_str());
        let message = if path.is_empty() { message } else { [path, ": ", &message].concat() };
        Self { code, message, diagnostics: Vec::new(), problems }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

fn summary(first: Option<(Code, &str, Option<&str>)>, count: usize) -> (Code, String) {
    let Some((code, message, help)) = first else { return (Code::Internal, String::new()) };
    let mut text = message.to_owned();
    if let Some(help) = help {
        text.push_str("; ");
        text.push_str(help);
    }
    if count > 1 {
        text.push_str(" (the first of ");
        text.push_str(&self::count(count));
        text.push_str(" problems)");
    }
    (code, text)
}

impl Diagnostic {
    /// A refusal that is not about the text itself, as diagnostics at its beginning.
    #[must_use]
    pub fn of_refusal(refusal: Refusal) -> Vec<Self> {
        let mut diagnostics = refusal.diagnostics;
        for problem in refusal.problems {
            let ProblemFields { code, message, help, corrections, .. } = *problem.0;
            diagnostics.push(Self {
                code,
                severity: Severity::Error,
                message,
                help,
                start: 0,
                end: 0,
                related: Vec::new(),
                corrections,
            });
        }
        diagnostics
    }
}

/// The same diagnostics with their offsets counted in UTF-16 code units, as JavaScript counts.
#[must_use]
pub fn in_utf16(mut diagnostics: Vec<Diagnostic>, source: &str) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        diagnostic.start = utf16_offset(source, diagnostic.start);
        diagnostic.end = utf16_offset(source, diagnostic.end);
        for related in &mut diagnostic.related {
            related.start = utf16_offset(source, related.start);
            related.end = utf16_offset(source, related.end);
        }
    }
    diagnostics
}

/// A byte offset as JavaScript counts: in UTF-16 code units.
#[must_use]
pub fn utf16_offset(source: &str, offset: usize) -> usize {
    let mut units = 0;
    for byte in source.bytes().take(offset) {
        // Continuation bytes add nothing; a character of four bytes is two code units.
        units += match byte {
            0x80..0xC0 => 0,
            0xF0.. => 2,
            _ => 1,
        };
    }
    units
}

/// Shortens a piece of user input for a message, on a character boundary, and keeps it on one line.
#[must_use]
pub fn excerpt(input: &str) -> String {
    const LONGEST: usize = 60;
    if input.len() <= LONGEST {
        return one_line(input);
    }
    let mut end = LONGEST - '…'.len_utf8();
    while !input.is_char_boundary(end) {
        end -= 1;
    }
    one_line(input.get(..end).unwrap_or_default()) + "…"
}

/// A number of things, in digits.
#[must_use]
pub fn count(things: usize) -> String {
    let mut text = if things < 10 { String::new() } else { count(things / 10) };
    text.push(char::from(b'0' | (things % 10) as u8));
    text
}

/// A text with blanks in the place of control characters and line separators, and marks in the
/// place of characters that would hide or turn around what stands beside them.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        line.push(match character {
            '\0'..' ' | '\u{7F}'..'\u{A0}' | '\u{2028}' | '\u{2029}' => ' ',
            // The joiners U+200C and U+200D are part of some languages' words.
            '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}' => char::REPLACEMENT_CHARACTER,
            other => other,
        });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf16_code_units() {
        let source = "é😀x";
        let diagnostic = Diagnostic {
            code: Code::Internal,
            severity: Severity::Error,
            message: String::new(),
            help: None,
            start: 2,
            end: 7,
            related: vec![Related { message: String::new(), start: 6, end: 7 }],
            corrections: Vec::new(),
        };
        let place = in_utf16(vec![diagnostic], source);
        assert_eq!((place[0].start, place[0].end), (1, 4));
        assert_eq!(place[0].related.first().map(|r| (r.start, r.end)), Some((3, 4)));
    }

    #[test]
    fn excerpts_are_short_and_whole_characters() {
        assert_eq!(excerpt("5C\r\n|\u{2028}A"), "5C  | A");
        assert_eq!(excerpt("5C\u{202E}A"), "5C\u{FFFD}A");
        assert_eq!(excerpt(&"😀".repeat(100)), "😀".repeat(14) + "…");
    }
}
