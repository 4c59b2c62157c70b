//! The names of modes, and the refusal of a name that no mode has.

use core::fmt;

use super::quote::{SHOWN_MAX, beginning, quote};

/// The modes of one kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Modes {
    pub(super) kind: ModeKind,
    /// The names of the modes.
    pub(super) names: &'static [&'static str],
    /// What the modes are called elsewhere: what to write, and the names in small letters without
    /// marks between them.
    pub(super) synonyms: &'static [(&'static str, &'static str)],
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

    /// What is wrong.
    pub fn message(&self) -> String {
        let what = match self.modes.kind {
            ModeKind::Allocation => "allocation mode",
            ModeKind::Rounding => "rounding mode",
        };
        [&quote(&self.name), " is no ", what].concat()
    }

    /// What to write: our name for the mode, where it is known by another one, else all names.
    pub fn help(&self) -> String {
        match self.modes.named_elsewhere(&self.name) {
            Some(ours) => ["write `", ours, "`"].concat(),
            None => ["the modes are `", &self.modes.names.join("`, `"), "`"].concat(),
        }
    }
}

impl fmt::Display for UnknownMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&[self.message(), self.help()].join("; "))
    }
}

impl std::error::Error for UnknownMode {}

/// What stands before a name elsewhere, in this order.
const PREFIXES: [&str; 9] = [
    "php",
    "math",
    "decimal",
    "midpointrounding",
    "roundingmode",
    "rounding",
    "round",
    "mode",
    "tonearest",
];

impl Modes {
    /// The place of a name among the modes.
    pub(super) fn index(&'static self, name: &str) -> Result<usize, UnknownMode> {
        let index = self.names.iter().position(|known| *known == name);
        // A message shows no more of it than that.
        let shown = || beginning(name, SHOWN_MAX + 1).to_owned();
        index.ok_or_else(|| UnknownMode { name: shown(), modes: self })
    }

    /// What to write for a name of other libraries and languages: `HALF_UP`, `ROUND_HALF_EVEN`,
    /// `RoundingMode.CEILING`, `bankers`.
    fn named_elsewhere(&self, name: &str) -> Option<&'static str> {
        let mut plain = String::new();
        for letter in name.chars().filter(char::is_ascii_alphabetic) {
            plain.push(letter.to_ascii_lowercase());
        }
        let mut bare = plain.as_str();
        for affix in PREFIXES {
            bare = bare.strip_prefix(affix).filter(|rest| !rest.is_empty()).unwrap_or(bare);
        }
        for affix in ["mode", "rounding", "round", "method"] {
            bare = bare.strip_suffix(affix).unwrap_or(bare);
        }
        let own = self.names.iter().find(|own| own.eq_ignore_ascii_case(bare)).copied();
        own.or_else(|| {
            let known = |others: &str| others.split(' ').any(|other| other == bare);
            self.synonyms.iter().find(|(_, others)| known(others)).map(|(ours, _)| *ours)
        })
    }
}
