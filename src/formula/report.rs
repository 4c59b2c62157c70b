//! Collects the diagnostics of one formula, with corrected texts.

use std::ops::Range;

use super::fault::Fault;
use crate::diagnostic::{Diagnostic, Related, Severity};

/// The most problems that are reported for one formula: past that, nobody reads on.
pub const MAX_DIAGNOSTICS: usize = 100;

/// Above this length a correction is shown as the piece to write, not as the whole formula.
const LONGEST_SHOWN: usize = 80;

/// A piece of the source to be written anew.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    place: Range<usize>,
    text: String,
}

impl Edit {
    pub(super) fn replace(place: &Range<usize>, text: &str) -> Self {
        Self { place: place.clone(), text: text.to_owned() }
    }
}

/// The problems found so far.
pub(super) struct Report<'s> {
    source: &'s str,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Report<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self { source, diagnostics: Vec::new() }
    }

    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// The text at a place.
    pub(super) fn text(&self, place: &Range<usize>) -> &'s str {
        self.source.get(place.clone()).unwrap_or("")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    pub(super) fn add(&mut self, fault: Fault, place: Range<usize>) {
        self.add_corrected(fault, place, Vec::new());
    }

    /// Adds a problem; each entry of `readings` is the edits of one possible meaning.
    pub(super) fn add_corrected(
        &mut self,
        fault: Fault,
        place: Range<usize>,
        readings: Vec<Vec<Edit>>,
    ) {
        if self.diagnostics.len() >= MAX_DIAGNOSTICS {
            return;
        }
        let corrections: Vec<String> = readings.iter().map(|edits| self.corrected(edits)).collect();
        let shown: Vec<String> = readings
            .iter()
            .zip(&corrections)
            .map(|(edits, whole)| if whole.len() > LONGEST_SHOWN { pieces(edits) } else { whole.clone() })
            .map(|text| format!("`{text}`"))
            .collect();
        let help = if shown.is_empty() {
            fault.help()
        } else {
            format!("{}: write {}", fault.help(), shown.join(" or "))
        };
        self.diagnostics.push(Diagnostic {
            code: fault.code(),
            severity: Severity::Error,
            message: fault.to_string(),
            help: Some(help),
            start: place.start,
            end: place.end,
            related: Vec::new(),
            corrections,
        });
    }

    /// Points from the newest problem to another place.
    pub(super) fn relate(&mut self, message: &str, place: Range<usize>) {
        if let Some(last) = self.diagnostics.last_mut() {
            let message = message.to_owned();
            last.related.push(Related { message, start: place.start, end: place.end });
        }
    }

    /// All problems, in the order of their places.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.start, diagnostic.end));
        self.diagnostics
    }

    fn corrected(&self, edits: &[Edit]) -> String {
        let mut whole = String::with_capacity(self.source.len() + 8);
        let mut at = 0;
        for edit in edits {
            whole.push_str(self.text(&(at..edit.place.start)));
            whole.push_str(&edit.text);
            at = edit.place.end;
        }
        whole.push_str(self.text(&(at..self.source.len())));
        whole
    }
}

fn pieces(edits: &[Edit]) -> String {
    edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>().join(" … ")
}
