//! Collects the diagnostics of one formula, with corrected texts.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Related, Severity, excerpt, one_line};

/// The most problems that are reported for one formula: past that, nobody reads on.
pub const MAX_DIAGNOSTICS: usize = 100;

/// Above this length a correction is shown as the piece to write, not as the whole formula.
const LONGEST_SHOWN: usize = 80;

/// A range of bytes, and the text to write in its place.
pub(super) type Edit = (Range<usize>, String);

/// The problems found so far.
pub(super) struct Report<'s> {
    source: &'s str,
    /// The problems so far, in the order of their places in the formula.
    diagnostics: Vec<Diagnostic>,
    /// The index of the problem that was added last.
    newest: usize,
}

impl<'s> Report<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, diagnostics: Vec::new(), newest: 0 }
    }

    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// The text at a place.
    pub(super) fn text(&self, place: &Range<usize>) -> &'s str {
        self.source.get(place.clone()).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Adds a problem whose sentence quotes the text at its place.
    pub(super) fn quote(&mut self, code: Code, place: &Range<usize>, readings: &[Edit]) {
        let text = excerpt(self.text(place));
        self.add(code, &[&text], place, readings);
    }

    /// Adds a problem; each reading corrects it in one of the ways that may have been meant.
    pub(super) fn add(
        &mut self,
        code: Code,
        written: &[&str],
        place: &Range<usize>,
        readings: &[Edit],
    ) {
        if self.diagnostics.len() >= MAX_DIAGNOSTICS {
            return;
        }
        let mut help = code.help().to_owned();
        let mut corrections = Vec::new();
        for (place, text) in readings {
            let end = place.end..self.source.len();
            let whole = [self.text(&(0..place.start)), text, self.text(&end)].concat();
            help.push_str(if corrections.is_empty() { ": write `" } else { " or `" });
            help.push_str(&one_line(if whole.len() > LONGEST_SHOWN { text } else { &whole }));
            help.push('`');
            corrections.push(whole);
        }
        let diagnostic = Diagnostic {
            code,
            severity: Severity::Error,
            message: code.sentence(written),
            help: Some(help),
            start: place.start,
            end: place.end,
            related: Vec::new(),
            corrections,
        };
        let mut at = self.diagnostics.len();
        while at > 0 && self.diagnostics.get(at - 1).is_some_and(|d| d.start > place.start) {
            at -= 1;
        }
        self.newest = at;
        self.diagnostics.insert(at, diagnostic);
    }

    /// Points from the newest problem to another place.
    pub(super) fn relate(&mut self, message: &str, place: &Range<usize>) {
        if let Some(newest) = self.diagnostics.get_mut(self.newest) {
            let message = message.to_owned();
            newest.related.push(Related { message, start: place.start, end: place.end });
        }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}
