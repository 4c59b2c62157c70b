//! A book of price rules, compiled once and charged by key.

use std::fmt;

use super::row::RowTariff;
use crate::diagnostic::Refusal;
use crate::document::{JsonLimits, Reader, Value, currency, pointer, push_string, read_json};
use crate::money::Currency;
use crate::pricing::charges::judge_book;
use crate::pricing::options::TariffOptions;
use crate::pricing::rule::PriceRule;
use crate::pricing::tariff::Tariff;

/// The tariffs of a book by their identity, in the order of its bytes.
#[derive(Debug)]
pub struct TariffBook(Vec<KeyedTariff>);

/// A tariff of a book.
#[derive(Debug)]
pub struct KeyedTariff {
    /// What rows call it.
    pub id: String,
    /// The tariff, in the currency of its rule or of the book.
    pub tariff: RowTariff,
}

impl TariffBook {
    /// Reads a book in JSON and compiles all of its rules.
    ///
    /// # Errors
    /// Every problem of the book and of its rules, with the path in the book; of a text that is not
    /// JSON, the first.
    ///
    /// ```
    /// use ready_reckoner::diagnostic::Code;
    /// use ready_reckoner::pricing::columns::{RowAmount, TariffBook};
    ///
    /// let mut book = TariffBook::read(r#"{ "rules": { "FEE": { "percentage": 2.5 } } }"#)?;
    /// let fee = &mut book.tariffs_mut()[0].tariff;
    /// let charge = fee.charge(RowAmount { mantissa: 1_250_000, scale: 3 });
    /// assert_eq!(charge.map(|charge| charge.format(2)), Ok("31.25".to_owned()));
    /// assert_eq!(fee.charge(RowAmount { mantissa: -1, scale: 0 }), Err(Code::AmountNegative));
    /// # Ok::<(), ready_reckoner::diagnostic::Refusal>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let book = read_json(text, LIMITS).map_err(|error| error.problem(text, LIMITS))?;
        let (problems, _) = judge_book(&book, false);
        if !problems.is_empty() {
            return Err(Refusal::of_problems(problems));
        }
        let named = Some(book.field("currency")).filter(|named| !named.is_absent());
        let usual = named.and_then(|named| currency(named, "", &mut Reader::default()));
        let Value::Object(rules) = book.field("rules") else { return Ok(Self(Vec::new())) };
        let mut reader = Reader::default();
        let mut tariffs = Vec::with_capacity(rules.len());
        for (id, rule) in rules {
            match compiled(rule, usual) {
                Ok(tariff) => {
                    tariffs.push(KeyedTariff { id: id.clone(), tariff: RowTariff::new(tariff) });
                }
                Err(refusal) => {
                    reader.keep_all(&["/rules/", &pointer(id)].concat(), refusal.problems);
                }
            }
        }
        reader.finish()?;
        tariffs.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(Self(tariffs))
    }

    /// The tariffs.
    #[must_use]
    pub fn tariffs(&self) -> &[KeyedTariff] {
        &self.0
    }

    /// The tariffs, to charge with: each learns from its rows where it can be quick.
    pub fn tariffs_mut(&mut self) -> &mut [KeyedTariff] {
        &mut self.0
    }

    /// The most decimal digits that a charge of any rule has.
    #[must_use]
    pub fn places(&self) -> u32 {
        let tariffs = self.0.iter().map(|keyed| &keyed.tariff);
        tariffs.map(|tariff| tariff.currency().minor_units()).max().unwrap_or_default()
    }
}

/// The canonical text: what is priced alike has the same one, however its file is laid out.
impl fmt::Display for TariffBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = "{\"rules\":{".to_owned();
        let mut separator = "";
        for KeyedTariff { id, tariff } in &self.0 {
            text.push_str(separator);
            separator = ",";
            push_string(&mut text, id);
            text.push(':');
            text.push_str(tariff.tariff().source());
        }
        text.push_str("}}");
        f.write_str(&text)
    }
}

/// A rule in its own currency, or else in the book's.
fn compiled(rule: &Value, usual: Option<Currency>) -> Result<Tariff, Refusal> {
    let (_, own) = PriceRule::read(rule, &TariffOptions::default())?;
    let currency = own.currency.or(usual);
    Tariff::compile_rule(rule, &TariffOptions { currency, ..TariffOptions::default() })
}

/// A book may have as many rules as a catalogue has products, but is not nested deeply.
const LIMITS: JsonLimits = JsonLimits { depth: 64, values: 10_000_000 };
