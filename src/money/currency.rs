//! Currencies of ISO 4217, with their minor units.

use core::cmp::Ordering;
use core::fmt;

use super::iso4217::{CURRENCIES, NAMES, OTHERS};
use super::quote::{beginning, quote};

/// A currency of ISO 4217 list one that has a minor unit. The default is LKR.
///
/// The digits come from the list, not from the platform's locale data, which differs for sixteen
/// codes.
///
/// ```
/// use ready_reckoner::money::Currency;
///
/// let yen = Currency::from_code("JPY")?;
/// assert_eq!((yen.code(), yen.minor_units(), yen.name()), ("JPY", 0, "Yen"));
/// assert_eq!(Currency::default().code(), "LKR");
/// # Ok::<(), ready_reckoner::money::UnknownCurrency>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    /// The index of the currency in the table.
    index: u8,
}

impl Currency {
    /// The currency with this code, in upper case as the standard writes it.
    ///
    /// # Errors
    ///
    /// [`UnknownCurrency`], which suggests the code that was probably meant.
    pub fn from_code(code: &str) -> Result<Currency, UnknownCurrency> {
        Currency::find(code).ok_or_else(|| UnknownCurrency::new(code))
    }

    /// The three-letter code.
    #[inline(never)]
    pub fn code(self) -> &'static str {
        self.row().get(..CODE_LENGTH).unwrap_or_default()
    }

    /// How many decimal digits the minor unit has: 2 for most, 0 for JPY, 3 for KWD, 4 for CLF.
    #[inline(never)]
    pub fn minor_units(self) -> u32 {
        match self.row().as_bytes().get(DIGITS_AT) {
            Some(digit) => u32::from(digit.saturating_sub(b'0')),
            None => 0,
        }
    }

    /// How many minor units make a whole one: 100 for most.
    #[inline(never)]
    pub fn minor_units_in_one(self) -> i64 {
        // No currency has more than four digits.
        10_i64.wrapping_pow(self.minor_units())
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        NAMES.split('\n').nth(self.index.into()).unwrap_or_default()
    }

    /// Every currency, ordered by code.
    pub fn all() -> impl ExactSizeIterator<Item = Currency> {
        (0..COUNT).map(|index| Currency { index })
    }

    /// The table from the currency's row on.
    fn row(self) -> &'static str {
        CURRENCIES.get(usize::from(self.index) * ROW..).unwrap_or_default()
    }

    fn find(code: &str) -> Option<Currency> {
        let (mut low, mut high) = (0, COUNT);
        while low < high {
            let middle = Currency { index: low.midpoint(high) };
            match middle.code().cmp(code) {
                Ordering::Less => low = middle.index + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle.index,
            }
        }
        None
    }
}

impl Default for Currency {
    fn default() -> Currency {
        Currency { index: DEFAULT }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A code that is not a currency with a minor unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCurrency {
    code: String,
    reason: UnknownReason,
}

/// Why a code is not that of a currency with a minor unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownReason {
    /// It is listed, but has no minor unit: gold and the like.
    NoMinorUnit,
    /// ISO 4217 does not list it; the currency that was probably meant.
    NotListed(Option<Currency>),
    /// ISO 4217 no longer lists it; the currency that took its place.
    Replaced(Currency),
}

impl UnknownCurrency {
    fn new(code: &str) -> UnknownCurrency {
        // Whatever has more than one spare letter is compared with nothing.
        let upper = beginning(code.trim_ascii(), CODE_LENGTH + 1).to_ascii_uppercase();
        let other = OTHERS.iter().find(|(other, _)| *other == upper);
        let reason = match other.map(|(_, successor)| Currency::find(successor)) {
            None => UnknownReason::NotListed(Currency::find(&upper)),
            Some(None) => UnknownReason::NoMinorUnit,
            Some(Some(successor)) => UnknownReason::Replaced(successor),
        };
        UnknownCurrency { code: quote(code), reason }
    }

    /// Why no amount can be in it.
    pub fn reason(&self) -> UnknownReason {
        self.reason
    }

    /// The currency that was probably meant.
    pub fn suggestion(&self) -> Option<Currency> {
        match self.reason {
            UnknownReason::NoMinorUnit => None,
            UnknownReason::NotListed(suggestion) => suggestion,
            UnknownReason::Replaced(successor) => Some(successor),
        }
    }

    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        let (fault, code) = match self.reason {
            UnknownReason::NoMinorUnit => (
                " has no minor unit, so no amount can be rounded to it; use a currency, as `",
                "LKR",
            ),
            UnknownReason::NotListed(Some(currency)) => {
                (" is no ISO 4217 currency; write `", currency.code())
            }
            UnknownReason::NotListed(None) => {
                (" is no ISO 4217 currency; write the code of one, as `", "LKR")
            }
            UnknownReason::Replaced(successor) => {
                (" is no longer an ISO 4217 currency; use `", successor.code())
            }
        };
        [&self.code, fault, code, "`"].concat()
    }
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for UnknownCurrency {}

/// The bytes of a row of the table, and where they hold what.
const ROW: usize = 4;
const CODE_LENGTH: usize = 3;
const DIGITS_AT: usize = 3;
/// The table has fewer rows than a byte can count.
const COUNT: u8 = (CURRENCIES.len() / ROW) as u8;

/// LKR, written out so that it is there without a search; a test holds it to the table.
const DEFAULT: u8 = 80;
