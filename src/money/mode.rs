//! Modes by name.

use core::fmt;

use super::quote::quote;

/// A mode name that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMode {
    what: &'static str,
    code: &'static str,
    name: String,
    known: &'static [&'static str],
}

impl UnknownMode {
    /// `unknown-rounding` or `unknown-allocation`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        let known = self.known.join("`, `");
        [&self.name, " is no ", self.what, "; expected one of `", &known, "`"].concat()
    }
}

impl fmt::Display for UnknownMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for UnknownMode {}

/// The place of `name` in the list of the `known` ones.
pub(super) fn index(
    name: &str,
    known: &'static [&'static str],
    what: &'static str,
    code: &'static str,
) -> Result<usize, UnknownMode> {
    let index = known.iter().position(|known| *known == name);
    index.ok_or_else(|| UnknownMode { what, code, name: quote(name), known })
}
