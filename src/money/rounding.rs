//! The one step of a charge in which a digit may be lost.

use core::cmp::Ordering;
use core::fmt;

use ethnum::I256;

pub use super::minor_units::{MinorUnits, NotOnGrid};

use super::currency::Currency;
use super::exact::{Decimal, Overflow};
use super::quote::quote;
use super::ratio::Ratio;
use super::wide;

/// What happens to the part below the last place that is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RoundingMode {
    /// To the nearest; a half goes away from zero.
    #[default]
    HalfUp,
    /// To the nearest; a half goes to the even neighbour ("bankers' rounding").
    HalfEven,
    /// To the nearest; a half goes toward zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Toward zero.
    Down,
    /// Toward positive infinity.
    Ceiling,
    /// Toward negative infinity.
    Floor,
}

impl RoundingMode {
    /// Every mode, the default first.
    pub const ALL: [RoundingMode; 7] = [
        RoundingMode::HalfUp,
        RoundingMode::HalfEven,
        RoundingMode::HalfDown,
        RoundingMode::Up,
        RoundingMode::Down,
        RoundingMode::Ceiling,
        RoundingMode::Floor,
    ];

    /// The name in options and explanations, e.g. `halfUp`.
    pub const fn name(self) -> &'static str {
        match self {
            RoundingMode::HalfUp => "halfUp",
            RoundingMode::HalfEven => "halfEven",
            RoundingMode::HalfDown => "halfDown",
            RoundingMode::Up => "up",
            RoundingMode::Down => "down",
            RoundingMode::Ceiling => "ceiling",
            RoundingMode::Floor => "floor",
        }
    }

    /// The mode with this exact name.
    ///
    /// # Errors
    ///
    /// [`UnknownMode`], which lists the names and suggests the one that was probably meant.
    pub fn from_name(name: &str) -> Result<RoundingMode, UnknownMode> {
        let known = RoundingMode::ALL.map(RoundingMode::name);
        let mode = RoundingMode::ALL.into_iter().find(|mode| mode.name() == name);
        mode.ok_or_else(|| UnknownMode::new("rounding mode", "unknown-rounding", name, &known))
    }

    /// Whether a quotient with a remainder moves one step away from zero. `half` is the
    /// remainder's size compared with half the divisor.
    fn moves_away(self, negative: bool, odd: bool, half: Ordering) -> bool {
        match self {
            RoundingMode::HalfUp => half != Ordering::Less,
            RoundingMode::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && odd),
            RoundingMode::HalfDown => half == Ordering::Greater,
            RoundingMode::Up => true,
            RoundingMode::Down => false,
            RoundingMode::Ceiling => !negative,
            RoundingMode::Floor => negative,
        }
    }
}

/// A mode name that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMode {
    what: &'static str,
    code: &'static str,
    name: String,
    known: Vec<&'static str>,
    suggestion: Option<&'static str>,
}

impl UnknownMode {
    pub(super) fn new(
        what: &'static str,
        code: &'static str,
        name: &str,
        known: &[&'static str],
    ) -> UnknownMode {
        let plain = |name: &str| -> String {
            let letters = name.chars().filter(char::is_ascii_alphabetic).take(MODE_NAME_MAX);
            letters.map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let wanted = plain(name);
        let alias = ALIASES.iter().find(|(alias, _)| *alias == wanted).map(|(_, mode)| *mode);
        let suggestion =
            known.iter().find(|known| plain(known) == wanted || alias == Some(**known)).copied();
        UnknownMode { what, code, name: quote(name), known: known.to_vec(), suggestion }
    }

    /// `unknown-rounding` or `unknown-allocation`.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The name that was probably meant.
    pub fn suggestion(&self) -> Option<&'static str> {
        self.suggestion
    }
}

impl fmt::Display for UnknownMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is no {}", self.name, self.what)?;
        if let Some(suggestion) = self.suggestion {
            return write!(f, "; write `{suggestion}`");
        }
        write!(f, "; expected one of `{}`", self.known.join("`, `"))
    }
}

impl std::error::Error for UnknownMode {}

/// How a charge is rounded: to a currency's minor unit, or to a larger increment, in a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    currency: Currency,
    mode: RoundingMode,
    /// In minor units; 1 where no increment is named.
    increment: i128,
}

impl Rounding {
    /// Rounding to `increment`, an amount such as 0.05 for cash, or to the minor unit if there is
    /// none.
    ///
    /// # Errors
    ///
    /// [`RoundingError`] unless the increment is positive and a whole number of minor units.
    pub fn new(
        currency: Currency,
        mode: RoundingMode,
        increment: Option<Decimal>,
    ) -> Result<Rounding, RoundingError> {
        let increment = match increment {
            None => 1,
            Some(increment) => {
                let refusal = |reason| RoundingError { increment, currency, reason };
                if increment <= Decimal::ZERO {
                    return Err(refusal(RoundingErrorReason::NotPositive));
                }
                MinorUnits::from_amount(increment, currency.minor_units())
                    .map_err(|_| refusal(RoundingErrorReason::NotOnGrid))?
                    .count()
            }
        };
        Ok(Rounding { currency, mode, increment })
    }

    /// The currency whose minor unit is the grid.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The mode.
    pub fn mode(&self) -> RoundingMode {
        self.mode
    }

    /// The increment in minor units; 1 where none was named.
    pub fn increment(&self) -> i128 {
        self.increment
    }

    /// The nearest multiple of the increment, as the mode says, computed from the exact value.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if the result has more than 28 digits in minor units, or the value is a
    /// fraction so long that scaling it exceeds 256 bits.
    ///
    /// ```
    /// use ready_reckoner::money::{Currency, Ratio, Rounding, RoundingMode};
    ///
    /// let cents = Rounding::new(Currency::default(), RoundingMode::HalfUp, None)?;
    /// let third = Ratio::new(100, 3)?;
    /// assert_eq!(cents.round(&third)?.format(2), "33.33");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn round(&self, value: &Ratio) -> Result<MinorUnits, Overflow> {
        let scale = wide::power_of_ten(self.currency.minor_units()).ok_or(Overflow)?;
        let steps = self
            .steps(value, scale)
            .or_else(|| self.steps_wide(&value.reduced(), scale))
            .ok_or(Overflow)?;
        MinorUnits::new(steps.checked_mul(self.increment).ok_or(Overflow)?)
    }

    /// As [`Rounding::round`], of a decimal.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if the result has more than 28 digits in minor units.
    pub fn round_decimal(&self, value: Decimal) -> Result<MinorUnits, Overflow> {
        self.round(&Ratio::from(value))
    }

    /// The value in multiples of the increment, in 128 bits.
    fn steps(&self, value: &Ratio, scale: i128) -> Option<i128> {
        let (numerator, denominator) = value.parts();
        let numerator = wide::narrow(numerator)?.checked_mul(scale)?;
        let denominator = wide::narrow(denominator)?.checked_mul(self.increment)?;
        divide(numerator, denominator, self.mode)
    }

    fn steps_wide(&self, value: &Ratio, scale: i128) -> Option<i128> {
        let (numerator, denominator) = value.parts();
        let numerator = wide::multiply(numerator, I256::new(scale))?;
        let denominator = wide::multiply(denominator, I256::new(self.increment))?;
        wide::narrow(divide_i256(numerator, denominator, self.mode)?)
    }
}

/// The increment cannot be used with the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundingError {
    increment: Decimal,
    currency: Currency,
    reason: RoundingErrorReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RoundingErrorReason {
    NotOnGrid,
    NotPositive,
}

impl RoundingError {
    /// `increment-not-positive` or `increment-not-on-grid`.
    pub fn code(&self) -> &'static str {
        match self.reason {
            RoundingErrorReason::NotOnGrid => "increment-not-on-grid",
            RoundingErrorReason::NotPositive => "increment-not-positive",
        }
    }
}

impl fmt::Display for RoundingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RoundingError { increment, currency, reason } = self;
        let unit = MinorUnits::new(1).map(|unit| unit.format(currency.minor_units()));
        let unit = unit.unwrap_or_default();
        match reason {
            RoundingErrorReason::NotOnGrid => write!(
                f,
                "the increment `{increment}` is not a whole number of minor units of `{currency}`; \
                 use a multiple of `{unit}`"
            ),
            RoundingErrorReason::NotPositive => write!(
                f,
                "the increment `{increment}` is not above zero; \
                 use a multiple of `{unit}` or leave it out"
            ),
        }
    }
}

impl std::error::Error for RoundingError {}

macro_rules! division {
    ($(#[$doc:meta])* $name:ident, $int:ty) => {
        $(#[$doc])*
        ///
        /// `None` if the denominator is not positive; nothing else can fail.
        pub fn $name(numerator: $int, denominator: $int, mode: RoundingMode) -> Option<$int> {
            let (zero, one) = (<$int>::from(0_i8), <$int>::from(1_i8));
            if denominator <= zero {
                return None;
            }
            let quotient = numerator / denominator;
            let remainder = numerator - quotient * denominator;
            if remainder == zero {
                return Some(quotient);
            }
            let rest = remainder.unsigned_abs();
            // Comparing with what is missing to the divisor avoids doubling, which may overflow.
            let half = rest.cmp(&(denominator.unsigned_abs() - rest));
            let negative = numerator < zero;
            match (mode.moves_away(negative, quotient & one == one, half), negative) {
                (false, _) => Some(quotient),
                (true, false) => Some(quotient + one),
                (true, true) => Some(quotient - one),
            }
        }
    };
}

division!(
    /// `numerator / denominator` as a whole number, rounded in `mode`, in 128 bits.
    divide, i128
);
division!(
    /// `numerator / denominator` as a whole number, rounded in `mode`, in 64 bits.
    divide_i64, i64
);
division!(
    /// `numerator / denominator` as a whole number, rounded in `mode`, in 256 bits.
    divide_i256, I256
);

/// Names that other libraries give to our modes, in lower case without separators.
const ALIASES: [(&str, &str); 12] = [
    ("awayfromzero", "up"),
    ("bankers", "halfEven"),
    ("bankersrounding", "halfEven"),
    ("ceil", "ceiling"),
    ("halfawayfromzero", "halfUp"),
    ("halftowardzero", "halfDown"),
    ("roundhalfdown", "halfDown"),
    ("roundhalfeven", "halfEven"),
    ("roundhalfup", "halfUp"),
    ("towardzero", "down"),
    ("trunc", "down"),
    ("truncate", "down"),
];

/// More letters than any name has: enough to recognise one, and a bound on hostile input.
const MODE_NAME_MAX: usize = 32;
