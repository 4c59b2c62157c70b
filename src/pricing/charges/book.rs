//! The price rules that requests name.

use crate::diagnostic::{Problem, Refusal};
use crate::money::AllocationMode;
use crate::pricing::options::TariffOptions;
use crate::pricing::rule::PriceRule;
use crate::request::{Reader, Value, pointer};

/// Price rules by their identity, and how shared charges are split.
#[derive(Clone, Debug, Default)]
pub struct Book {
    rules: Vec<BookRule>,
    /// Who gets the odd minor units of a shared charge.
    pub allocation: AllocationMode,
}

/// A price rule of a book.
#[derive(Clone, Debug)]
pub struct BookRule {
    /// What requests call it.
    pub id: String,
    /// The rule.
    pub rule: PriceRule,
    /// Its currency and rounding, as far as it names them.
    pub options: TariffOptions,
}

impl Book {
    /// Reads rules; paths begin with `/book`.
    ///
    /// # Errors
    /// Every problem of every rule.
    pub fn read(rules: Vec<(String, Value)>, allocation: &Value) -> Result<Self, Refusal> {
        let mut book = Self::default();
        let mut reader = Reader::default();
        match allocation {
            Value::Absent => {}
            Value::Text(name) => {
                let mode = AllocationMode::from_name(name).map_err(Problem::from);
                book.allocation = reader.keep("/book/allocation", mode).unwrap_or_default();
            }
            other => reader.wrong_type("a string", other, "/book/allocation"),
        }
        for (id, value) in rules {
            let path = ["/book/rules/", &pointer(&id)].concat();
            match PriceRule::read(&value, &TariffOptions::default()) {
                Ok((rule, options)) => {
                    book.rules.push(BookRule { id, rule, options });
                }
                Err(refusal) => reader.keep_all(&path, refusal.problems),
            }
        }
        reader.finish().map(|()| book)
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[BookRule] {
        &self.rules
    }
}
