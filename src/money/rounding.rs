//! The one step of a charge in which a digit may be lost.

use core::cmp::Ordering;
use core::fmt;

pub use super::minor_units::{MinorUnits, NotOnGrid};
pub use super::mode::UnknownMode;

use super::currency::Currency;
use super::exact::{self, Decimal, Overflow};
use super::integer;
use super::mode::{ModeKind, Modes};
use super::ratio::Ratio;
use super::text;

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
    /// [`UnknownMode`], which lists the names.
    pub fn from_name(name: &str) -> Result<RoundingMode, UnknownMode> {
        let index = MODES.index(name)?;
        Ok(RoundingMode::ALL.get(index).copied().unwrap_or_default())
    }

    /// Whether a quotient with a remainder, rounded down to an `odd` number or an even one, moves
    /// one step up. `half` is the remainder compared with what is missing to the divisor, because
    /// doubling it may overflow.
    fn moves_up(self, negative: bool, odd: bool, half: Ordering) -> bool {
        let on_tie = match self {
            RoundingMode::HalfUp => !negative,
            RoundingMode::HalfEven => odd,
            RoundingMode::HalfDown => negative,
            RoundingMode::Up => return !negative,
            RoundingMode::Down => return negative,
            RoundingMode::Ceiling => return true,
            RoundingMode::Floor => return false,
        };
        // Without a branch, which a processor would guess wrong half of the time.
        (half == Ordering::Greater) | ((half == Ordering::Equal) & on_tie)
    }
}

/// How a charge is rounded: to a currency's minor unit, or to a larger increment, in a mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    currency: Currency,
    mode: RoundingMode,
    /// In minor units; 1 where no increment is named.
    increment: MinorUnits,
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
            None => MinorUnits::of_part(1),
            Some(increment) => {
                let refusal = |reason| RoundingError { increment, currency, reason };
                if increment.mantissa() <= 0 {
                    return Err(refusal(RoundingErrorReason::NotPositive));
                }
                MinorUnits::from_amount(increment, currency.minor_units())
                    .map_err(|_| refusal(RoundingErrorReason::NotOnGrid))?
            }
        };
        Ok(Rounding { currency, mode, increment })
    }

    /// Rounding half away from zero to the minor unit.
    pub fn to_minor_units(currency: Currency) -> Rounding {
        Rounding { currency, mode: RoundingMode::default(), increment: MinorUnits::of_part(1) }
    }

    /// How many increments an amount is; `None` if it is no multiple of them.
    pub fn steps_in(&self, amount: MinorUnits) -> Option<MinorUnits> {
        let (steps, rest) = integer::divide_floor(amount.count(), self.increment());
        (rest == 0).then(|| MinorUnits::of_part(steps))
    }

    /// The amount of a number of increments that an amount was divided into.
    pub fn of_steps(&self, steps: MinorUnits) -> MinorUnits {
        MinorUnits::of_part(steps.count().wrapping_mul(self.increment()))
    }

    /// The increment as an amount.
    pub fn increment_units(&self) -> MinorUnits {
        self.increment
    }

    /// The same grid in another mode.
    #[must_use]
    pub fn in_mode(self, mode: RoundingMode) -> Rounding {
        Rounding { mode, ..self }
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
        self.increment.count()
    }

    /// The nearest multiple of the increment, as the mode says, computed from the exact value.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if the result has more than 28 digits in minor units.
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
        let count = self.steps(value).and_then(|steps| integer::product(steps, self.increment()));
        MinorUnits::new(count.ok_or(Overflow)?)
    }

    /// As [`Rounding::round`], of a decimal.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if the result has more than 28 digits in minor units.
    pub fn round_decimal(&self, value: Decimal) -> Result<MinorUnits, Overflow> {
        self.round(&Ratio::from(value))
    }

    /// The value in multiples of the increment. Whole units and what is below a minor unit are
    /// kept apart, so that a fraction has room however long it is.
    fn steps(&self, value: &Ratio) -> Option<i128> {
        let scale = integer::power_of_ten(self.currency.minor_units())?;
        let (numerator, denominator) = value.parts();
        let (whole, rest) = integer::divide_floor(numerator, denominator);
        let size = denominator.unsigned_abs();
        let (units, rest) = integer::share(scale.unsigned_abs(), rest.unsigned_abs(), size);
        let units = integer::product(whole, scale)?.checked_add(units as i128)?;
        // All that matters of the rest is how it compares with nothing and with a half, and three
        // quarters of a unit tell that as well.
        let quarters = match rest.cmp(&(size.wrapping_sub(rest))) {
            Ordering::Less => i128::from(rest > 0),
            Ordering::Equal => 2,
            Ordering::Greater => 3,
        };
        let numerator = integer::product(units, 4)?.checked_add(quarters)?;
        divide(numerator, integer::product(self.increment(), 4)?, self.mode)
    }
}

/// The increment cannot be used with the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundingError {
    increment: Decimal,
    currency: Currency,
    reason: RoundingErrorReason,
}

/// Why an increment cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundingErrorReason {
    /// It is no whole number of minor units.
    NotOnGrid,
    /// It is zero or less.
    NotPositive,
}

impl RoundingError {
    /// Why the increment is refused.
    pub fn reason(&self) -> RoundingErrorReason {
        self.reason
    }

    /// What is wrong, and the cure.
    pub fn message(&self) -> String {
        let increment = exact::digits(self.increment);
        let unit = text::fixed(1, self.currency.minor_units());
        let code = self.currency.code();
        let (fault, currency): (&str, &str) = match self.reason {
            RoundingErrorReason::NotPositive => ("is not above zero", ""),
            // Amounts without a currency have minor units, too.
            RoundingErrorReason::NotOnGrid if code.is_empty() => {
                ("is not a whole number of minor units", "")
            }
            RoundingErrorReason::NotOnGrid => {
                ("is not a whole number of minor units of ", &["`", code, "`"].concat())
            }
        };
        let cure = "; use a multiple of `";
        ["the increment `", &increment, "` ", fault, currency, cure, &unit, "`"].concat()
    }
}

impl fmt::Display for RoundingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for RoundingError {}

/// `numerator / denominator` as a whole number, rounded in `mode`.
///
/// `None` if the denominator is not positive; nothing else can fail.
pub fn divide(numerator: i128, denominator: i128, mode: RoundingMode) -> Option<i128> {
    if denominator <= 0 {
        return None;
    }
    let (whole, rest) = integer::divide_floor(numerator, denominator);
    let half = rest.cmp(&denominator.wrapping_sub(rest));
    let up = rest > 0 && mode.moves_up(numerator < 0, whole & 1 == 1, half);
    Some(whole.wrapping_add(i128::from(up)))
}

/// As [`divide`], in 64 bits.
pub fn divide_i64(numerator: i64, denominator: i64, mode: RoundingMode) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    // One division, and steps that cannot leave 64 bits: the kernel spends most of its time here.
    let mut whole = numerator.wrapping_div(denominator);
    let mut rest = numerator.wrapping_sub(whole.wrapping_mul(denominator));
    if rest < 0 {
        (whole, rest) = (whole.wrapping_sub(1), rest.wrapping_add(denominator));
    }
    let half = rest.cmp(&denominator.wrapping_sub(rest));
    let up = rest > 0 && mode.moves_up(numerator < 0, whole & 1 == 1, half);
    Some(whole.wrapping_add(i64::from(up)))
}

static MODES: Modes = Modes { kind: ModeKind::Rounding, names: &NAMES, synonyms: SYNONYMS };

/// What others call the modes. What means one thing here and another there gets both.
const SYNONYMS: &[(&str, &str)] = &[
    ("halfUp", "half nearest commercial arithmetic standard common halfexpand halfawayfromzero"),
    ("halfUp", "midpointawayfromzero nearestawayfromzero tiesaway tiestoaway tiesawayfromzero"),
    ("halfUp", "orawayfromzero plain"),
    ("halfEven", "bank banker bankers even toeven halftoeven nearesteven midpointnearesteven"),
    ("halfEven", "midpointtoeven tiestoeven gaussian statistical convergent unbiased"),
    ("halfEven", "oreven tonearest"),
    ("halfDown", "halftrunc halftowardzero halftowardszero midpointtowardzero tiestowardzero"),
    ("up", "expand"),
    ("halfUp` or `up", "awayfromzero away"),
    ("down", "trunc truncate truncation tozero towardzero towardszero chop fix"),
    ("ceiling", "ceil topositiveinfinity towardpositiveinfinity positiveinfinity upward"),
    ("floor", "tonegativeinfinity towardnegativeinfinity negativeinfinity downward"),
];

const NAMES: [&str; 7] = {
    let [a, b, c, d, e, f, g] = RoundingMode::ALL;
    [a.name(), b.name(), c.name(), d.name(), e.name(), f.name(), g.name()]
};
