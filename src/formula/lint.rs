//! What is doubtful in a formula that has a meaning.

use std::ops::Range;

use super::evaluate::{self, Letters, Supplied, Untraced};
use super::lower;
use super::syntax::{Bound, Choice, Condition, Expression, ExpressionKind, Syntax};
use crate::curve::{self, Curve, Interval, Line, Piece};
use crate::diagnostic::{Code, excerpt, filled};
use crate::money::exact::{Decimal, Overflow, Ratio};

/// Something doubtful, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What kind of doubt it is.
    pub code: Code,
    /// What is doubtful, in words.
    pub message: String,
    /// How to mend it, in words.
    pub help: &'static str,
    /// Where it stands in the formula as it was written, in bytes.
    pub place: Range<usize>,
}

impl Doubt {
    /// A doubt in its code's own words.
    #[must_use]
    pub fn of(code: Code, given: &[&str], place: Range<usize>) -> Self {
        Self { code, message: code.sentence(given), help: code.help(), place }
    }
}

/// The first and the last of the values in an interval that the formula is ever given.
pub type Reached<'r> = &'r dyn Fn(&Interval) -> Result<Option<(Ratio, Ratio)>, Overflow>;

/// Where doubts go, in the order in which they are found.
pub type Tell<'t> = &'t mut dyn FnMut(Doubt);

/// A formula that is looked over for what is doubtful in it.
pub(super) struct Review<'f> {
    pub(super) syntax: &'f Syntax,
    pub(super) supplied: Supplied,
}

impl Review<'_> {
    /// What can be said of the formula alone: letters that it was given and does not use, prices
    /// that nothing reaches, bounds that do nothing or everything.
    pub(super) fn doubts(&self, written: &str, reached: Reached<'_>, tell: Tell<'_>) {
        self.unused_letters(written, tell);
        let mut guards = Vec::with_capacity(self.syntax.choices.len());
        for choice in &self.syntax.choices {
            // Where a condition is not linear, the choice may have all that is left, and may leave
            // all of it: what holds for more amounts than there are holds for those that there are.
            let guard = lower::guard(choice, self.supplied);
            let own = guard.unwrap_or(Some(Interval::all()));
            let mut region = Vec::new();
            for open in curve::uncovered(&guards) {
                if let Some(shared) = own.and_then(|own| open.intersect(&own)) {
                    region.push(shared);
                }
            }
            guards.push(guard.flatten());
            match any_reached(&region, reached) {
                Ok(true) => self.bounds(choice, &region, reached, written, tell),
                Ok(false) => {
                    let met = own.map_or(Ok(false), |own| any_reached(&[own], reached));
                    tell(never_reached(choice, met != Ok(false), written));
                }
                Err(Overflow) => {}
            }
        }
    }

    fn unused_letters(&self, written: &str, tell: Tell<'_>) {
        let (mut percentage, mut constant) = (false, false);
        self.syntax.expressions(&mut |expression| {
            expression.walk(&mut |inner| {
                percentage |= matches!(inner.kind, ExpressionKind::SuppliedPercentage);
                constant |= matches!(inner.kind, ExpressionKind::SuppliedConstant);
            });
        });
        if self.supplied.percentage.is_some() && !percentage {
            tell(Doubt::of(Code::UnusedPercentage, &[], 0..written.len()));
        }
        if self.supplied.constant.is_some() && !constant {
            tell(Doubt::of(Code::UnusedConstant, &[], 0..written.len()));
        }
    }

    /// Judges the bounds of a choice up to the first one of which nothing can be known.
    fn bounds(
        &self,
        choice: &Choice,
        region: &[Interval],
        reached: Reached<'_>,
        written: &str,
        tell: Tell<'_>,
    ) {
        let Some(price) = lower::line(&choice.price, self.supplied) else { return };
        let mut price = Curve::new(vec![Piece::everywhere(price)]);
        for bound in &choice.bounds {
            let Some(limit) = lower::line(&bound.limit, self.supplied) else { return };
            let Ok(bites) = bites(bound, &price, &limit, region, reached) else { return };
            if let Some(doubt) = bites.doubt(bound, written) {
                tell(doubt);
            }
            let held = if bound.is_floor() { curve::floor } else { curve::cap };
            match held(&price, &limit) {
                Ok(held) => price = held,
                Err(Overflow) => return,
            }
        }
    }

    /// The condition that holds for only one of two values: where the way parts.
    pub(super) fn parting(&self, one: Decimal, two: Decimal) -> Option<Range<usize>> {
        for choice in &self.syntax.choices {
            for condition in &choice.conditions {
                let (one, two) = (self.holds(condition, one)?, self.holds(condition, two)?);
                if one != two {
                    return Some(span(&condition.left, &condition.right));
                }
                // Both leave the choice here, and go on to the next one.
                if !one {
                    break;
                }
            }
        }
        None
    }

    fn holds(&self, condition: &Condition, value: Decimal) -> Option<bool> {
        let letters = Letters { amount: value, supplied: self.supplied };
        let left = evaluate::value(&condition.left, letters, &mut Untraced).ok()?;
        let right = evaluate::value(&condition.right, letters, &mut Untraced).ok()?;
        Some(condition.comparator.holds(left.compare(right)))
    }

    /// The price that is the charge of a value, or the last bound to change it.
    pub(super) fn decisive(&self, value: Decimal) -> Option<Range<usize>> {
        let letters = Letters { amount: value, supplied: self.supplied };
        for choice in &self.syntax.choices {
            if evaluate::conditions_hold(choice, letters, &mut Untraced).ok()? {
                return last_word(choice, letters);
            }
        }
        None
    }
}

fn last_word(choice: &Choice, letters: Letters) -> Option<Range<usize>> {
    let mut place = &choice.price.place;
    let mut charge = evaluate::value(&choice.price, letters, &mut Untraced).ok()?;
    for bound in &choice.bounds {
        let limit = evaluate::value(&bound.limit, letters, &mut Untraced).ok()?;
        let order = charge.compare(limit);
        if if bound.is_floor() { order.is_lt() } else { order.is_gt() } {
            (place, charge) = (&bound.place, limit);
        }
    }
    Some(place.0.clone())
}

#[inline(never)]
fn any_reached(region: &[Interval], reached: Reached<'_>) -> Result<bool, Overflow> {
    for interval in region {
        if reached(interval)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A price that no amount reaches, although its own conditions may be met.
fn never_reached(choice: &Choice, met: bool, written: &str) -> Doubt {
    let (Some(first), Some(last)) = (choice.conditions.first(), choice.conditions.last()) else {
        let place = choice.price.place.0.clone();
        return Doubt::of(Code::PriceNeverReached, &[&quoted(written, &place)], place);
    };
    let place = span(&first.left, &last.right);
    let text = quoted(written, &place);
    let several = if choice.conditions.len() > 1 { "all of " } else { "" };
    let doubt = Doubt::of(Code::GuardNeverHolds, &[several, &text], place);
    if met { Doubt { message: filled(ALL_PRICED_BEFORE, &[&text]), ..doubt } } else { doubt }
}

/// What is said of a condition that some amounts meet, all of which have a price already.
const ALL_PRICED_BEFORE: &str = "every amount that meets `{}` has a price before it";

/// How to mend a bound of a formula, which has a limit.
const CORRECT_LIMIT: &str = "take it away, or correct its limit";
const CORRECT_LIMIT_OR_PRICE: &str = "correct its limit, or make it the price";

/// Whether a bound changes some price, and whether it changes every one.
struct Bites {
    some: bool,
    every: bool,
}

impl Bites {
    fn doubt(&self, bound: &Bound, written: &str) -> Option<Doubt> {
        let place = bound.place.0.clone();
        let bound_text = ["bound `", &quoted(written, &place), "`"].concat();
        let side = if bound.is_floor() { "below" } else { "above" };
        let (code, help) = match (self.some, self.every) {
            (false, _) => (Code::BoundNeverBites, CORRECT_LIMIT),
            (true, true) => (Code::BoundAlwaysBites, CORRECT_LIMIT_OR_PRICE),
            (true, false) => return None,
        };
        Some(Doubt { help, ..Doubt::of(code, &[&bound_text, " before it", side], place) })
    }
}

/// The price is a line piece by piece and the limit one line, so that the ends of a piece decide.
fn bites(
    bound: &Bound,
    price: &Curve,
    limit: &Line,
    region: &[Interval],
    reached: Reached<'_>,
) -> Result<Bites, Overflow> {
    let mut bites = Bites { some: false, every: true };
    for piece in price.pieces() {
        for interval in region {
            let Some(interval) = piece.interval.intersect(interval) else { continue };
            let Some((first, last)) = reached(&interval)? else { continue };
            for value in [first, last] {
                let gap = piece.line.minus(limit)?.at(value)?;
                let above = !gap.is_negative() && !gap.is_zero();
                let bit = if bound.is_floor() { gap.is_negative() } else { above };
                bites.some |= bit;
                bites.every &= bit;
            }
        }
    }
    Ok(bites)
}

fn span(first: &Expression, last: &Expression) -> Range<usize> {
    first.place.0.start..last.place.0.end
}

fn quoted(written: &str, place: &Range<usize>) -> String {
    excerpt(written.get(place.clone()).unwrap_or_default())
}
