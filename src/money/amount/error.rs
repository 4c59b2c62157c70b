//! What can be wrong with an amount, in words, and how to write it instead.

use core::fmt;

use super::kind::AmountErrorKind;
use super::scan::{Notation, TEXT_MAX, scan};
use crate::money::exact::{self, Decimal};
use crate::money::quote::{beginning, quote};
use crate::money::text;

/// A text that is not an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountError {
    kind: AmountErrorKind,
    /// What was read, cut after [`TEXT_MAX`] characters.
    text: String,
    surroundings: Surroundings,
}

/// What stands around an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Surroundings {
    Nothing,
    /// The rest of a fraction, which is right: what is before, and what is behind.
    Fraction([String; 2]),
    /// The rest of a fraction, which is wrong as well.
    Fault,
}

impl AmountError {
    #[cold]
    pub(super) fn new(kind: AmountErrorKind, text: &str) -> AmountError {
        let text = beginning(text, TEXT_MAX).to_owned();
        AmountError { kind, text, surroundings: Surroundings::Nothing }
    }

    /// The same error of a part of a fraction, with what stands before it and behind it, if that is
    /// right.
    #[cold]
    pub(super) fn inside(self, rest: Option<[String; 2]>) -> AmountError {
        let surroundings = rest.map_or(Surroundings::Fault, Surroundings::Fraction);
        AmountError { surroundings, ..self }
    }

    /// What is wrong.
    pub fn kind(&self) -> AmountErrorKind {
        self.kind
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        let (said, _) = self.kind.words();
        let character = if let AmountErrorKind::Character(character) = self.kind {
            quote(character.encode_utf8(&mut [0; 4])) + "; expected only digits"
        } else {
            String::new()
        };
        ["the amount ", &quote(&self.text), " ", said, &character].concat()
    }

    /// How to write it: the corrected text wherever there is one, both readings where there are
    /// two, else a rule.
    pub fn help(&self) -> String {
        let mut help = String::new();
        for correction in self.corrections() {
            help.push_str(if help.is_empty() { "write `" } else { " or `" });
            help.push_str(&correction);
            help.push('`');
        }
        if help.is_empty() { self.kind.words().1.to_owned() } else { help }
    }

    /// The texts that may have been meant; each is an amount.
    pub fn corrections(&self) -> Vec<String> {
        let mut corrections = Vec::new();
        if self.kind == AmountErrorKind::Exponent {
            corrections.extend(value(&self.text, Notation::Scientific).map(exact::digits));
        }
        for point in self.kind.points() {
            if let Some(corrected) = corrected(&self.text, *point)
                && value(&corrected, Notation::Plain).is_some()
            {
                corrections.push(corrected);
            }
        }
        match &self.surroundings {
            Surroundings::Nothing => corrections,
            Surroundings::Fault => Vec::new(),
            // A part is corrected where it stands.
            Surroundings::Fraction([before, behind]) => {
                corrections.iter().map(|part| [before, &**part, behind].concat()).collect()
            }
        }
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for AmountError {}

#[inline(never)]
fn value(text: &str, notation: Notation) -> Option<Decimal> {
    scan(text, notation)?.decimal().ok()
}

/// The text with `point` as its decimal point, if the other of point and comma divides groups of
/// three digits, and without what does not count: `1,000` may be a thousand or one, `1,5` only one
/// and a half.
fn corrected(text: &str, point: u8) -> Option<String> {
    let mut corrected = String::new();
    let (mut digits, mut grouped, mut pointed) = (0_u8, false, false);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => digits = digits.wrapping_add(1),
            b'-' => {}
            b'.' | b',' => {
                let divides = byte != point;
                let misplaced = pointed || !matches!(digits, 1..=3);
                if (grouped && digits != 3) || (divides && misplaced) {
                    return None;
                }
                (digits, grouped, pointed) = (0, divides, !divides);
                if divides {
                    continue;
                }
            }
            _ => continue,
        }
        text::push_byte(&mut corrected, if byte == point { b'.' } else { byte });
    }
    (!grouped || digits == 3).then_some(corrected)
}
