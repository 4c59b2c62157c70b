//! Currencies of ISO 4217, with their minor units.

use core::fmt;

use super::iso4217::{CURRENCIES, NAMES, OTHERS};
use super::quote::{beginning, quote};

/// What amounts are in: a currency of ISO 4217 with its minor unit, one of the caller's own with up
/// to nine digits, or, by default, hundredths without a name.
///
/// The digits of a listed currency come from the list, not from the platform's locale data, which
/// differs for sixteen codes.
///
/// ```
/// use ready_reckoner::money::Currency;
///
/// let yen = Currency::from_code("JPY")?;
/// assert_eq!((yen.code(), yen.minor_units(), yen.name()), ("JPY", 0, "Yen"));
/// assert_eq!(Currency::of("USDT", 6).map(|own| own.minor_units()), Some(6));
/// assert_eq!((Currency::NONE.code(), Currency::NONE.minor_units()), ("", 2));
/// # Ok::<(), ready_reckoner::money::UnknownCurrency>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    /// The code, with zeros behind it; no text at all if there is no name.
    code: [u8; CODE_MAX],
    digits: u8,
}

impl Currency {
    /// Hundredths without a name: what amounts are in where nobody names a currency.
    pub const NONE: Currency = Currency { code: [0; CODE_MAX], digits: 2 };

    /// The rupee, which ledgers have unless they are told otherwise.
    pub const LKR: Currency = match Currency::of("LKR", 2) {
        Some(rupee) => rupee,
        None => Currency::NONE,
    };

    /// The currency of ISO 4217 with this code, in upper case as the standard writes it.
    ///
    /// # Errors
    ///
    /// [`UnknownCurrency`], which suggests the code that was probably meant.
    pub fn from_code(code: &str) -> Result<Currency, UnknownCurrency> {
        listed(code).ok_or_else(|| UnknownCurrency::new(code))
    }

    /// A currency of one's own: what the standard does not list, or lists with other digits. The
    /// code has 1 to 20 letters, digits, dots, hyphens or underscores; there are at most 9 digits.
    pub const fn of(code: &str, digits: u8) -> Option<Currency> {
        let text = code.as_bytes();
        if digits > DIGITS_MAX || text.is_empty() || text.len() > CODE_MAX {
            return None;
        }
        let mut own = Currency { code: [0; CODE_MAX], digits };
        let mut rest = text;
        let mut room: &mut [u8] = &mut own.code;
        while let ([first, others @ ..], [place, places @ ..]) = (rest, room) {
            if !(first.is_ascii_alphanumeric() || matches!(first, b'.' | b'-' | b'_')) {
                return None;
            }
            *place = *first;
            (rest, room) = (others, places);
        }
        Some(own)
    }

    /// The code; empty if the currency has no name.
    #[inline(never)]
    pub fn code(&self) -> &str {
        let length = self.code.iter().position(|byte| *byte == 0).unwrap_or(CODE_MAX);
        core::str::from_utf8(self.code.get(..length).unwrap_or_default()).unwrap_or_default()
    }

    /// The code, if the currency has a name.
    pub fn named(&self) -> Option<&str> {
        Some(self.code()).filter(|code| !code.is_empty())
    }

    /// Whether ISO 4217 lists it with just these digits, so that its code alone tells it.
    pub fn is_listed(&self) -> bool {
        listed(self.code()).as_ref() == Some(self)
    }

    /// Whether both have the same name; one of them may be finer than the other.
    pub fn is_same(&self, other: &Currency) -> bool {
        self.code == other.code
    }

    /// How many decimal digits the minor unit has: 2 for most, 0 for JPY, 3 for KWD, 4 for CLF.
    pub fn minor_units(self) -> u32 {
        self.digits.into()
    }

    /// How many minor units make a whole one: 100 for most.
    #[inline(never)]
    pub fn minor_units_in_one(self) -> i64 {
        // No currency has more than nine digits.
        10_i64.wrapping_pow(self.minor_units())
    }

    /// The English name of a listed currency; empty for others.
    pub fn name(&self) -> &'static str {
        let found = find(self.code()).and_then(|row| NAMES.split('\n').nth(row));
        found.unwrap_or_default()
    }

    /// Every listed currency, ordered by code.
    pub fn all() -> impl ExactSizeIterator<Item = Currency> {
        (0..COUNT).map(|row| in_row(row).unwrap_or_default())
    }
}

/// The listed currency with a code.
fn listed(code: &str) -> Option<Currency> {
    in_row(find(code)?)
}

/// The currency in a row of the table.
fn in_row(row: usize) -> Option<Currency> {
    let digits = CURRENCIES.as_bytes().get(row * ROW + CODE_LENGTH)?;
    Currency::of(code_in(row), digits.saturating_sub(b'0'))
}

/// The code in a row of the table.
fn code_in(row: usize) -> &'static str {
    CURRENCIES.get(row * ROW..row * ROW + CODE_LENGTH).unwrap_or_default()
}

/// The row of a code.
fn find(code: &str) -> Option<usize> {
    let [a, b, c] = *code.as_bytes() else { return None };
    let (rows, _) = CURRENCIES.as_bytes().as_chunks::<ROW>();
    // As numbers, codes are compared in one step.
    let number = |a, b, c| u32::from_be_bytes([0, a, b, c]);
    rows.binary_search_by_key(&number(a, b, c), |[a, b, c, _]| number(*a, *b, *c)).ok()
}

impl Default for Currency {
    fn default() -> Currency {
        Currency::NONE
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
        let upper = beginning(code.trim_ascii(), CODE_LENGTH + 2).to_ascii_uppercase();
        let other = OTHERS.iter().find(|(other, _)| *other == upper);
        let reason = match other.map(|(_, successor)| listed(successor)) {
            None => UnknownReason::NotListed(meant(&upper)),
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
        let suggestion = self.suggestion();
        let suggested = suggestion.as_ref().map_or("LKR", Currency::code);
        let fault = match self.reason {
            UnknownReason::NoMinorUnit => {
                " has no minor unit, so no amount can be rounded to it; use a currency, as `"
            }
            UnknownReason::NotListed(Some(_)) => " is no ISO 4217 currency; write `",
            UnknownReason::NotListed(None) => {
                " is no ISO 4217 currency; give `{ code, minorUnits }`, or the code of one, as `"
            }
            UnknownReason::Replaced(_) => " is no longer an ISO 4217 currency; use `",
        };
        [&self.code, fault, suggested, "`"].concat()
    }
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for UnknownCurrency {}

/// The currency that was probably meant: its code in capitals, its name, or nearly its code.
fn meant(code: &str) -> Option<Currency> {
    listed(code).or_else(|| listed(called(code))).or_else(|| nearest(code))
}

/// The code for what a currency is called where its name is not the beginning of its code: `YEN` is
/// nearer to `PEN` than to `JPY`.
fn called(name: &str) -> &'static str {
    match name {
        "YEN" => "JPY",
        "WON" => "KRW",
        "RMB" | "YUAN" => "CNY",
        "NTD" => "TWD",
        "SFR" => "CHF",
        "STG" | "UKP" | "POUND" | "POUNDS" => "GBP",
        "DOLLAR" | "DOLLARS" => "USD",
        "EUROS" => "EUR",
        _ => "",
    }
}

/// The listed currency whose code differs least: by two letters that changed places, or by one
/// letter. Among several it is the one that is traded most.
fn nearest(code: &str) -> Option<Currency> {
    let mut best = (FAR, "");
    let is_own = OWN.contains(&code);
    if is_own || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    for row in (0..TRADED.len() / CODE_LENGTH).map(traded).chain((0..COUNT).map(code_in)) {
        let distance = distance(code.as_bytes(), row.as_bytes());
        if distance < best.0 {
            best = (distance, row);
        }
    }
    listed(best.1)
}

/// What no state has issued, though its code is well known and near to that of another.
const OWN: [&str; 4] = ["BTC", "ETH", "USDC", "USDT"];

fn traded(row: usize) -> &'static str {
    TRADED.get(row * CODE_LENGTH..(row + 1) * CODE_LENGTH).unwrap_or_default()
}

/// 0 for two neighbours that changed places, 1 for another letter, one too many or too few.
fn distance(one: &[u8], other: &[u8]) -> u8 {
    match (one, other) {
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && a != b => {
            if rest == others { 0 } else { FAR }
        }
        ([a, rest @ ..], [b, others @ ..]) if a == b => distance(rest, others),
        ([_, rest @ ..], [_, others @ ..]) if rest == others => 1,
        ([_, rest @ ..], _) if rest == other => 1,
        (_, [_, others @ ..]) if one == others => 1,
        _ => FAR,
    }
}

const FAR: u8 = 2;

/// The codes that are written most, in that order.
const TRADED: &str = "USDEURJPYGBPCNYAUDCADCHFHKDSGDSEKKRWNOKNZDINRMXNTWDZARBRLLKR";

/// The bytes of a row of the table: a code and a digit.
const ROW: usize = 4;
const CODE_LENGTH: usize = 3;
const COUNT: usize = CURRENCIES.len() / ROW;

/// The longest code and the most digits that a currency of one's own has.
const CODE_MAX: usize = 20;
const DIGITS_MAX: u8 = 9;
