//! What is wrong with a line.

use crate::diagnostic::{Problem, Refusal};
use crate::money::Overflow;

/// Problems whose paths begin at the line.
pub(super) type Faults = Vec<Problem>;

pub(super) fn at(path: &str, problem: Problem) -> Faults {
    vec![problem.at(path)]
}

pub(super) fn refused(path: &str, refusal: Refusal) -> Faults {
    refusal.problems.into_iter().map(|problem| problem.at(path)).collect()
}

pub(super) fn overflow(error: Overflow) -> Faults {
    at("", Problem::from(error))
}
