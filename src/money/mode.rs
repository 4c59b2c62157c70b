//! The names of modes, and the refusal of a name that no mode has.

use core::fmt;

use super::quote::{SHOWN_MAX, beginning, quote};

/// The modes of one kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Modes {
    pub(super) kind: ModeKind,
    /// The names of the modes.
    pub(super) names: &'static [&'static str],
}

/// What modes are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModeKind {
    /// Who gets the units that are left when an amount is split.
    Allocation,
    /// How a charge becomes minor units.
    Rounding,
}

/// A mode name that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMode {
    name: String,
    modes: &'static Modes,
}

impl UnknownMode {
    /// What the mode would be for.
    pub fn kind(&self) -> ModeKind {
        self.modes.kind
    }

    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        let names = self.modes.names.join("`, `");
        let what = match self.modes.kind {
            ModeKind::Allocation => "allocation mode",
            ModeKind::Rounding => "rounding mode",
        };
        [&quote(&self.name), " is no ", what, "; expected one of `", &names, "`"].concat()
    }
}

impl fmt::Display for UnknownMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for UnknownMode {}

impl Modes {
    /// The place of a name among the modes.
    pub(super) fn index(&'static self, name: &str) -> Result<usize, UnknownMode> {
        let index = self.names.iter().position(|known| *known == name);
        // A message shows no more of it than that.
        let shown = || beginning(name, SHOWN_MAX + 1).to_owned();
        index.ok_or_else(|| UnknownMode { name: shown(), modes: self })
    }
}
