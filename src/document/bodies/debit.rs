//! The body of a debit from any account.

use super::fault::{percentage, whole};
use super::form::{self, Kind, Row, needed, optional, optional_text, text};
use crate::document::reader::Reader;
use crate::document::value::Value;
use crate::money::Decimal;

pub(super) static DEBIT: [Row; 7] = [
    needed(0, "BILLERID", Kind::Text),
    needed(0, "AUTHFLAG", Kind::UpTo3),
    needed(0, "AMOUNT", Kind::Count),
    needed(0, "RC", Kind::Integer),
    optional(0, "TAXTYPE", Kind::UpTo5),
    optional(0, "TAX", Kind::Percent),
    optional(0, "TRID", Kind::Text),
];

/// A debit. Texts are without white space around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debit<'t> {
    /// The registered biller.
    pub biller_id: &'t str,
    /// 1: just charge; 2: notify; 3: ask for consent.
    pub authorization: i64,
    /// How much, in whole units of the currency.
    pub amount: i64,
    /// The reason code.
    pub reason_code: i64,
    /// Which taxes, 1 to 5.
    pub tax_type: Option<i64>,
    /// Percent of tax, with tax type 5.
    pub tax: Option<Decimal>,
    /// The key under which a retry is the same request.
    pub trid: Option<&'t str>,
}

impl<'t> Debit<'t> {
    /// Reads a body, or notes every problem of it. Unknown fields are among them if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let before = reader.count();
        let fields = form::of_value(&DEBIT, body, strict, reader);
        if reader.count() != before {
            return None;
        }
        let [biller, authorization, amount, reason, tax_type, tax, trid] = fields.as_slice() else {
            return None;
        };
        Some(Self {
            biller_id: text(*biller),
            authorization: whole(text(*authorization)),
            amount: whole(text(*amount)),
            reason_code: whole(text(*reason)),
            tax_type: optional_text(*tax_type).map(whole),
            tax: optional_text(*tax).and_then(percentage),
            trid: optional_text(*trid),
        })
    }
}
