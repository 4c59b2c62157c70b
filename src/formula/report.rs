//! Collects the diagnostics of one formula, with corrected texts.

use std::ops::Range;

use super::cure::{Cure, Edit, Readings};
use crate::diagnostic::{Code, Diagnostic, Related, Severity, excerpt, one_line};

/// The most problems that are reported for one formula: past that, nobody reads on.
pub const MAX_DIAGNOSTICS: usize = 100;

/// Above this length a correction is shown as the piece to write, not as the whole formula.
const LONGEST_SHOWN: usize = 80;

/// The problems found so far.
pub(super) struct Report<'s> {
    source: &'s str,
    /// The problems so far, in the order of their places in the formula.
    diagnostics: Vec<Diagnostic>,
    /// For each of them, the edits that would correct it.
    readings: Readings,
    /// The index of the problem that was added last.
    newest: usize,
}

impl<'s> Report<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, diagnostics: Vec::new(), readings: Vec::new(), newest: 0 }
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
        let diagnostic = Diagnostic {
            code,
            severity: Severity::Error,
            message: code.sentence(written),
            help: Some(code.help().to_owned()),
            start: place.start,
            end: place.end,
            related: Vec::new(),
            corrections: Vec::new(),
        };
        let mut at = self.diagnostics.len();
        while at > 0 && self.diagnostics.get(at - 1).is_some_and(|d| d.start > place.start) {
            at -= 1;
        }
        self.newest = at;
        self.diagnostics.insert(at, diagnostic);
        self.readings.insert(at, readings.to_vec());
    }

    /// Points from the newest problem to another place.
    pub(super) fn relate(&mut self, message: &str, place: &Range<usize>) {
        if let Some(newest) = self.diagnostics.get_mut(self.newest) {
            let message = message.to_owned();
            newest.related.push(Related { message, start: place.start, end: place.end });
        }
    }

    /// The edits that would correct each problem.
    pub(super) fn into_readings(self) -> Readings {
        self.readings
    }

    /// The problems, with the corrected formulas that hold; `judge` tells the problems of another
    /// text.
    pub(super) fn finish(mut self, judge: &dyn Fn(&str) -> Readings) -> Vec<Diagnostic> {
        let mut cure = Cure::new(self.source, &self.readings, judge);
        for (index, diagnostic) in self.diagnostics.iter_mut().enumerate() {
            let mut help = diagnostic.help.take().unwrap_or_default();
            for reading in self.readings.get(index).map_or(&[][..], Vec::as_slice) {
                let Some(whole) = cure.whole(index, reading) else { continue };
                if diagnostic.corrections.contains(&whole) {
                    continue;
                }
                let first = diagnostic.corrections.is_empty();
                help.push_str(if first { ": write `" } else { " or `" });
                let shown = if whole.len() > LONGEST_SHOWN { &reading.1 } else { &whole };
                help.push_str(&one_line(shown));
                help.push('`');
                diagnostic.corrections.push(whole);
            }
            diagnostic.help = Some(help);
        }
        self.diagnostics
    }
}
