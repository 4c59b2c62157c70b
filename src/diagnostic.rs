//! One shape for everything that is wrong, or doubtful, in what a user wrote.

use serde::Serialize;

/// Whether a text is refused or only doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The text has no meaning; nothing can be charged with it.
    Error,
    /// The text has a meaning, but probably not the one intended.
    Warning,
}

/// A problem in a text, with its place and, where there is one, its cure.
///
/// `message` and `help` are one line each, lower case, without a full stop. `start` and `end` are
/// byte offsets of the source; [`Diagnostic::in_utf16`] makes them UTF-16 code units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable name in kebab case, listed in `docs/diagnostics.md`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where the place begins.
    pub start: usize,
    /// Where the place ends, exclusive.
    pub end: usize,
    /// Other places that belong to the problem.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The whole text, corrected: one entry for each reading of what was meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<String>,
}

/// A second place that a [`Diagnostic`] speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// What stands there.
    pub message: String,
    /// Where the place begins.
    pub start: usize,
    /// Where the place ends, exclusive.
    pub end: usize,
}

/// A problem in a body or an option, with the JSON pointer of its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// A stable name in kebab case, listed in `docs/diagnostics.md`.
    pub code: &'static str,
    /// A JSON pointer; empty for the whole value.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to give instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Why a call was refused: what JavaScript sees as `ReckonerError`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The code of the first problem.
    pub code: &'static str,
    /// The first problem in words, with its cure, and how many there are besides.
    pub message: String,
    /// Problems of a text, with their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Problems of a value, with their paths.
    pub problems: Vec<Problem>,
}

impl Refusal {
    /// One problem that has no place.
    #[must_use]
    pub fn new(code: &'static str, message: impl ToString, help: Option<String>) -> Self {
        let (message, path) = (message.to_string(), String::new());
        Self::of_problems(vec![Problem { code, path, message, help }])
    }

    /// The problems of a text; offsets in bytes become UTF-16 code units.
    #[must_use]
    pub fn of_diagnostics(source: &str, diagnostics: Vec<Diagnostic>) -> Self {
        let first = diagnostics.first().map(|d| (d.code, d.message.as_str(), d.help.as_deref()));
        let (code, message) = summary(first, diagnostics.len());
        let diagnostics = diagnostics.into_iter().map(|d| d.in_utf16(source)).collect();
        Self { code, message, diagnostics, problems: Vec::new() }
    }

    /// The problems of a value.
    #[must_use]
    pub fn of_problems(problems: Vec<Problem>) -> Self {
        let first = problems.first().map(|p| (p.code, p.message.as_str(), p.help.as_deref()));
        let (code, message) = summary(first, problems.len());
        let path = problems.first().map_or("", |problem| problem.path.as_str());
        let message = if path.is_empty() { message } else { format!("{path}: {message}") };
        Self { code, message, diagnostics: Vec::new(), problems }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

fn summary(
    first: Option<(&'static str, &str, Option<&str>)>,
    count: usize,
) -> (&'static str, String) {
    let Some((code, message, help)) = first else { return ("refused", String::new()) };
    let help = help.map(|help| format!("; {help}")).unwrap_or_default();
    let more = match count {
        0 | 1 => String::new(),
        2 => " (and 1 more problem)".to_owned(),
        many => format!(" (and {} more problems)", many - 1),
    };
    (code, format!("{message}{help}{more}"))
}

impl Diagnostic {
    /// A refusal that is not about the text itself, as diagnostics at its beginning.
    #[must_use]
    pub fn of_refusal(refusal: &Refusal) -> Vec<Self> {
        let problems = refusal.problems.iter().map(|problem| Self {
            code: problem.code,
            severity: Severity::Error,
            message: problem.message.clone(),
            help: problem.help.clone(),
            start: 0,
            end: 0,
            related: Vec::new(),
            corrections: Vec::new(),
        });
        refusal.diagnostics.iter().cloned().chain(problems).collect()
    }

    /// The same diagnostic with its offsets counted in UTF-16 code units, as JavaScript counts.
    #[must_use]
    pub fn in_utf16(mut self, source: &str) -> Self {
        let units = |offset| utf16_offset(source, offset);
        self.start = units(self.start);
        self.end = units(self.end);
        for related in &mut self.related {
            related.start = units(related.start);
            related.end = units(related.end);
        }
        self
    }
}

/// A byte offset as JavaScript counts: in UTF-16 code units.
#[must_use]
pub fn utf16_offset(source: &str, offset: usize) -> usize {
    let before = source.char_indices().take_while(|(at, _)| *at < offset);
    before.map(|(_, character)| character.len_utf16()).sum()
}

/// Shortens a piece of user input for a message, on a character boundary.
#[must_use]
pub fn excerpt(input: &str) -> String {
    const LONGEST: usize = 60;
    if input.chars().count() <= LONGEST {
        return input.to_owned();
    }
    let kept: String = input.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf16_code_units() {
        let source = "é😀x";
        let diagnostic = Diagnostic {
            code: "test",
            severity: Severity::Error,
            message: String::new(),
            help: None,
            start: 2,
            end: 7,
            related: vec![Related { message: String::new(), start: 6, end: 7 }],
            corrections: Vec::new(),
        };
        let place = diagnostic.in_utf16(source);
        assert_eq!((place.start, place.end), (1, 4));
        assert_eq!(place.related.first().map(|r| (r.start, r.end)), Some((3, 4)));
    }

    #[test]
    fn excerpts_are_short_and_whole_characters() {
        assert_eq!(excerpt("5C"), "5C");
        assert_eq!(excerpt(&"😀".repeat(100)).chars().count(), 60);
    }
}
