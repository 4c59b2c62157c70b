//! Currencies of ISO 4217, with their minor units.

use core::fmt;

use super::iso4217::{CURRENCIES, REPLACED, WITHOUT_MINOR_UNIT};
use super::quote::quote;

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
    /// A row of the table.
    row: &'static str,
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
    pub fn code(self) -> &'static str {
        code_of(self.row)
    }

    /// How many decimal digits the minor unit has: 2 for most, 0 for JPY, 3 for KWD, 4 for CLF.
    pub fn minor_units(self) -> u32 {
        match self.row.as_bytes().get(DIGITS_AT) {
            Some(digit) => u32::from(digit.saturating_sub(b'0')),
            None => 0,
        }
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        self.row.get(NAME_AT..).unwrap_or_default()
    }

    /// Every currency, ordered by code.
    pub fn all() -> impl ExactSizeIterator<Item = Currency> {
        CURRENCIES.iter().map(|row| Currency { row })
    }

    fn find(code: &str) -> Option<Currency> {
        let index = CURRENCIES.binary_search_by(|row| code_of(row).cmp(code)).ok()?;
        CURRENCIES.get(index).map(|row| Currency { row })
    }
}

impl Default for Currency {
    fn default() -> Currency {
        Currency { row: DEFAULT_ROW }
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnknownReason {
    NoMinorUnit,
    NotListed(Option<Currency>),
    Replaced(Currency),
}

impl UnknownCurrency {
    fn new(code: &str) -> UnknownCurrency {
        let listed = |upper: &str| {
            if WITHOUT_MINOR_UNIT.contains(&upper) {
                return Some(UnknownReason::NoMinorUnit);
            }
            let (_, successor) = REPLACED.iter().find(|(old, _)| *old == upper)?;
            Currency::find(successor).map(UnknownReason::Replaced)
        };
        // Whatever has more than one spare letter is compared with nothing.
        let upper: String = code.trim().chars().take(CODE_LENGTH + 1).collect();
        let upper = upper.to_ascii_uppercase();
        let reason = Currency::find(&upper)
            .map(|currency| UnknownReason::NotListed(Some(currency)))
            .or_else(|| listed(&upper))
            .unwrap_or_else(|| UnknownReason::NotListed(nearest(&upper)));
        UnknownCurrency { code: quote(code), reason }
    }

    /// `unknown-currency`, or `currency-without-minor-unit` for codes such as XAU.
    pub fn code(&self) -> &'static str {
        match self.reason {
            UnknownReason::NoMinorUnit => "currency-without-minor-unit",
            UnknownReason::NotListed(_) | UnknownReason::Replaced(_) => "unknown-currency",
        }
    }

    /// The currency that was probably meant.
    pub fn suggestion(&self) -> Option<Currency> {
        match self.reason {
            UnknownReason::NoMinorUnit => None,
            UnknownReason::NotListed(suggestion) => suggestion,
            UnknownReason::Replaced(successor) => Some(successor),
        }
    }
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = &self.code;
        match self.reason {
            UnknownReason::NoMinorUnit => write!(
                f,
                "{code} has no minor unit, so no amount can be rounded to it; \
                 use the code of a currency, as in `LKR`"
            ),
            UnknownReason::NotListed(Some(currency)) => {
                write!(f, "{code} is no ISO 4217 currency; write `{currency}`")
            }
            UnknownReason::NotListed(None) => write!(
                f,
                "{code} is no ISO 4217 currency; \
                 write the three letters of one in upper case, as in `LKR`"
            ),
            UnknownReason::Replaced(successor) => {
                write!(f, "{code} is no longer an ISO 4217 currency; use `{successor}`")
            }
        }
    }
}

impl std::error::Error for UnknownCurrency {}

/// The one code that is a slip away: two neighbouring letters swapped, or one letter wrong and no
/// other currency as near. The last letter is the likeliest to be wrong, because the first two
/// name the country.
fn nearest(code: &str) -> Option<Currency> {
    let &[a, b, c] = code.as_bytes() else {
        return None;
    };
    if ![a, b, c].iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let swapped = [[b, a, c], [a, c, b]];
    let by_swap = |row: &&&str| swapped.iter().any(|swap| code_of(row).as_bytes() == swap);
    let wrong_letters = |row: &str| {
        code_of(row).bytes().zip(code.bytes()).filter(|(known, given)| known != given).count()
    };
    let same_country = |row: &&&str| row.as_bytes().starts_with(&[a, b]);
    let one_letter = || CURRENCIES.iter().filter(|row| wrong_letters(row) == 1);
    let row = CURRENCIES
        .iter()
        .find(by_swap)
        .or_else(|| only(one_letter().filter(same_country)))
        .or_else(|| only(one_letter()))?;
    Some(Currency { row })
}

/// The item, if there is exactly one.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

fn code_of(row: &str) -> &str {
    row.get(..CODE_LENGTH).unwrap_or_default()
}

const CODE_LENGTH: usize = 3;
const DIGITS_AT: usize = 4;
const NAME_AT: usize = 6;

/// Written out so that it is there without a search; a test holds it to the table.
const DEFAULT_ROW: &str = "LKR 2 Sri Lanka Rupee";
