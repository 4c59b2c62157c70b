//! Who judges what was given, and what may be wrong with it.

use std::borrow::Cow;

use super::pointer::Pointer;
use super::raw::Raw;
use super::reader::{Reader, unexpected};
use crate::diagnostic::{Code, Problem};

/// What is wrong with a field.
pub enum Fault {
    /// Something else was expected.
    Expected(Code, Cow<'static, str>),
    /// Something else was expected; this is to be done, and this may have been meant.
    Meant(Code, &'static str, String, String),
    /// Something that is told in other words.
    Told(Problem),
}

impl Fault {
    /// A fault that is the same for every value of its type.
    #[must_use]
    pub const fn of(code: Code, expected: &'static str) -> Self {
        Self::Expected(code, Cow::Borrowed(expected))
    }
}

impl<P: Into<Problem>> From<P> for Fault {
    fn from(problem: P) -> Self {
        Self::Told(problem.into())
    }
}

/// Who judges a document, and by which profile.
pub struct Judge<'r> {
    /// Whether the strict profile holds.
    pub strict: bool,
    /// Who keeps the problems.
    pub reader: &'r mut Reader,
}

impl Judge<'_> {
    /// Notes what is wrong with a field.
    #[inline(never)]
    pub fn refuse(&mut self, fault: Fault, at: &Pointer<'_>, found: Raw<'_>) {
        match fault {
            Fault::Expected(code, expected) => {
                self.reader.unexpected(code, &at.path(), &expected, found);
            }
            Fault::Meant(code, expected, help, meant) => {
                let sentence = unexpected(code, expected, found);
                let problem = Problem::of(code, &[&sentence], &help).meaning(vec![meant]);
                self.reader.keep::<()>(&at.path(), Err(problem));
            }
            Fault::Told(problem) => {
                self.reader.keep::<()>(&at.path(), Err(problem));
            }
        }
    }
}
