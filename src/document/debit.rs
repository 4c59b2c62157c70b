//! A debit from any account.

use super::declare::document;
use super::field::Slot;
use super::judge::{Fault, Judge};
use super::numbers::{Count, Integer, Percent, Whole, number};
use super::pointer::Pointer;
use super::raw::Raw;
use super::reader::Reader;
use super::texts::Words;
use super::tree;
use super::value::Value;
use crate::diagnostic::Code;
use crate::money::Decimal;

document! {
    /// A debit. Texts are without white space around them.
    whole struct Debit<'t> {
        /// The registered biller.
        biller_id: Words = "BILLERID";
        /// 1: just charge; 2: notify; 3: ask for consent.
        authorization: Whole<1, 3> = "AUTHFLAG";
        /// How much, in whole units of the currency.
        amount: Count = "AMOUNT";
        /// The reason code.
        reason_code: Integer = "RC";
        /// Which taxes, 1 to 5.
        tax_type: Option<Whole<1, 5>> = "TAXTYPE";
        /// Percent of tax; needed with tax type 5, and refused with any other.
        tax: Option<Percent> = "TAX", judged by tax_by_caller(tax_type);
        /// The key under which a retry is the same request.
        trid: Option<Words> = "TRID";
    }
}

/// The tax type whose percentage comes with the request.
const TAX_BY_CALLER: i64 = 5;

/// The percentage of tax, which comes with one tax type only.
fn tax_by_caller(
    given: Option<Raw<'_>>,
    tax_type: Option<Option<i64>>,
    at: &Pointer<'_>,
    judge: &mut Judge<'_>,
) -> Option<Option<Decimal>> {
    if tax_type == Some(Some(TAX_BY_CALLER)) {
        return <Percent as Slot>::settle(given, at, judge).map(Some);
    }
    let raw = given.unwrap_or(Raw::Absent);
    let fault = match number(raw) {
        Ok(None) => return Some(None),
        // Of a tax type that is wrong itself nobody knows what belongs to it.
        Ok(Some(_)) if tax_type.is_none() => return None,
        Ok(Some(_)) => Fault::of(Code::TaxUnexpected, "no `TAX` where `TAXTYPE` is not `5`"),
        Err(fault) => fault,
    };
    judge.refuse(fault, at, raw);
    None
}

impl<'t> Debit<'t> {
    /// Reads a body, or notes every problem of it. Unknown fields are among them if `strict`.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        tree::read(body, strict, reader)
    }
}
