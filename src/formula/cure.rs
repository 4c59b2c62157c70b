//! Corrected formulas: what is offered has all its mistakes cured, or is not offered.

use std::ops::Range;

/// A range of bytes, and the text to write in its place.
pub(super) type Edit = (Range<usize>, String);

/// The readings of each problem of a text, each of which would correct it.
pub(super) type Readings = Vec<Vec<Edit>>;

/// A correction may bring to light what could not be seen before; after so many no more is tried.
const ROUNDS: usize = 6;

/// The most texts that are tried for all problems of a formula together.
const TRIALS: usize = 48;

/// Tries corrections of one formula.
pub(super) struct Cure<'c> {
    source: &'c str,
    readings: &'c Readings,
    /// The problems of another text.
    judge: &'c dyn Fn(&str) -> Readings,
    trials: usize,
    /// Texts that were tried, and what became of each.
    known: Vec<(String, Option<String>)>,
}

impl<'c> Cure<'c> {
    pub(super) fn new(
        source: &'c str,
        readings: &'c Readings,
        judge: &'c dyn Fn(&str) -> Readings,
    ) -> Self {
        Self { source, readings, judge, trials: 0, known: Vec::new() }
    }

    /// The whole formula without a problem, for one reading of one of its problems.
    pub(super) fn whole(&mut self, problem: usize, reading: &Edit) -> Option<String> {
        let text = edited(self.source, reading, self.readings, problem);
        if let Some((_, whole)) = self.known.iter().find(|(known, _)| *known == text) {
            return whole.clone();
        }
        let whole = self.holding(text.clone());
        // Each text of a formula with one problem is another one.
        if self.readings.len() > 1 {
            self.known.push((text, whole.clone()));
        }
        whole
    }

    /// The text, corrected until it has no problem.
    fn holding(&mut self, mut text: String) -> Option<String> {
        for _ in 0..ROUNDS {
            if self.trials == TRIALS {
                return None;
            }
            self.trials += 1;
            let problems = (self.judge)(&text);
            if problems.is_empty() {
                return Some(text);
            }
            let first = problems.iter().position(|readings| !readings.is_empty())?;
            let reading = problems.get(first)?.first()?;
            text = edited(&text, reading, &problems, first);
        }
        None
    }
}

/// The text with one reading of a problem, and the first reading of every other problem that
/// leaves what is written already alone.
fn edited(text: &str, reading: &Edit, readings: &Readings, problem: usize) -> String {
    let mut edits: Vec<&Edit> = vec![reading];
    for (index, others) in readings.iter().enumerate() {
        let Some(other) = others.first().filter(|_| index != problem) else { continue };
        let is_apart = |edit: &&Edit| other.0.end <= edit.0.start || edit.0.end <= other.0.start;
        if edits.iter().all(is_apart) {
            // A sort would weigh more than all the rest of this file.
            let before = |edit: &&Edit| (edit.0.start, edit.0.end) <= (other.0.start, other.0.end);
            let at = edits.iter().take_while(|edit| before(edit)).count();
            edits.insert(at, other);
        }
    }
    let added: usize = edits.iter().map(|(_, written)| written.len()).sum();
    let (mut edited, mut done) = (String::with_capacity(text.len() + added), 0);
    for (place, written) in edits {
        edited.push_str(text.get(done..place.start).unwrap_or_default());
        edited.push_str(written);
        done = place.end;
    }
    edited.push_str(text.get(done..).unwrap_or_default());
    edited
}
