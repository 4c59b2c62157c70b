//! Tiers: which of them a value enters, and which one it reaches.

use super::held::held;
use super::origin::{Origin, Show, TellPart};
use super::price::Price;
use super::steps::{Operands, Part, Steps};
use super::written::ObjectText;
use crate::curve::{self, Curve, Cut, Interval, Line, Piece, PieceKind};
use crate::diagnostic::{Code, Problem, count};
use crate::formula::{Doubt, Reached};
use crate::money::exact::{self, digits};
use crate::money::{Decimal, Overflow, Ratio};

/// The most tiers of a rule.
pub const MAX_TIERS: usize = 1_000;

/// A price for the values between two ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tier {
    /// The upper end of the tier before, or where the first one begins.
    pub lower: Decimal,
    /// The upper end; the last tier may have none.
    pub upper: Option<Decimal>,
    /// What values in the tier are charged.
    pub price: Price,
    /// What the tier charges is not less.
    pub minimum: Option<Decimal>,
    /// What the tier charges is not more.
    pub maximum: Option<Decimal>,
}

/// What the ends of tiers do not say of their borders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Borders {
    /// The first value with a price.
    pub(super) from: Decimal,
    /// Where the second tier begins in print, and with how many decimals, if that decides where the
    /// first one begins: a step below its own beginning.
    pub(super) second: Option<(Decimal, u32)>,
    /// Whether an end is the first value of the tier above it, and not the last of its own.
    pub(super) below: bool,
}

/// Tiers in order, touching. None at all where every request brings its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    list: Vec<Tier>,
    borders: Borders,
    /// What was charged earlier: the tiers are entered there.
    prior: Decimal,
}

impl Tiers {
    /// Tiers whose ends rise.
    pub(super) fn new(list: Vec<Tier>, borders: Borders) -> Self {
        Self { list, borders, prior: Decimal::ZERO }
    }

    /// The same tiers for whoever was charged for a value earlier: the flat parts of the tiers that
    /// it entered have been paid.
    pub(super) fn after(&self, prior: Decimal) -> Self {
        let mut tiers = Self { prior, ..self.clone() };
        for index in 0..tiers.list.len() {
            if tiers.is_begun(index)
                && let Some(tier) = tiers.list.get_mut(index)
            {
                tier.price.flat = None;
            }
        }
        tiers
    }

    /// The tiers in order.
    pub(super) fn as_slice(&self) -> &[Tier] {
        &self.list
    }

    /// Whether any tier has a percentage in its price.
    pub(super) fn have_percentage(&self) -> bool {
        self.list.iter().any(|tier| tier.price.percentage.is_some())
    }

    /// What a value of zero is charged: what the first tier charges without a value, if that has
    /// not been paid.
    pub(super) fn charge_zero(&self, steps: &mut Steps) -> Result<Ratio, Problem> {
        match self.list.first() {
            Some(first) if self.prior.is_zero() => {
                Tier { price: first.price.at_zero(), ..*first }.charge(Ratio::ZERO, steps)
            }
            _ => Ok(Ratio::ZERO),
        }
    }

    /// The index of the tier that a value above zero reaches.
    pub(super) fn reached(&self, value: Ratio) -> Result<usize, Problem> {
        if self.list.is_empty() {
            return Err(Problem::says(Code::TiersMissing, &[]));
        }
        let cut = Cut::before(value);
        if self.start(0) > cut {
            let given: [&str; 2] = [&value.digits(), &digits(self.borders.from)];
            return Err(Problem::says(Code::ValueBelowTiers, &given));
        }
        let after = self.list.partition_point(|tier| self.border(tier.lower) <= cut);
        let index = after.saturating_sub(1);
        if self.end(index).is_some_and(|end| end <= cut) {
            return Err(Problem::says(Code::ValueAboveTiers, &[&value.digits()]));
        }
        Ok(index)
    }

    /// What a tier charges for the whole value that reaches it.
    pub(super) fn charge_whole(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        let index = self.reached(value)?;
        steps.note("tier", &[&TierName(self, index), &": reached by the value"], value);
        self.list.get(index).map_or(Ok(Ratio::ZERO), |tier| tier.charge(value, steps))
    }

    /// What the tiers charge for the parts of a value above zero that fall in each.
    pub(super) fn charge_parts(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        let prior = Ratio::from(self.prior);
        let until = value.checked_add(prior)?;
        let last = self.reached(until)?;
        let mut charge = Ratio::ZERO;
        for (index, tier) in self.list.iter().enumerate().take(last.saturating_add(1)) {
            let start = prior.max(Ratio::from(tier.lower));
            let end = tier.upper.map_or(until, |upper| until.min(Ratio::from(upper)));
            if end <= start && self.is_begun(index) {
                continue;
            }
            let part = end.checked_sub(start)?.max(Ratio::ZERO);
            steps.note("tier", &[&TierName(self, index), &": part of the value"], part);
            charge = charge.checked_add(tier.charge(part, steps)?)?;
        }
        Ok(charge)
    }

    /// The curve of what the tiers charge, in order, for the whole value or for the parts that fall
    /// in each; nothing without tiers, or where a figure does not fit.
    pub(super) fn curve(&self, by_parts: bool) -> Option<Curve> {
        self.list.first()?;
        let zero = self.charge_zero(&mut Steps::default()).ok()?;
        let interval = Interval { end: Some(Cut::after(Ratio::ZERO)), ..Interval::all() };
        let mut pieces = vec![Piece::line(interval, Line::constant(zero), PieceKind::Tier)];
        let prior = Ratio::from(self.prior);
        let mut before = Ratio::ZERO;
        for (index, tier) in self.list.iter().enumerate() {
            let Some(interval) = self.interval(index).ok()? else { continue };
            let origin = match by_parts {
                true => Ratio::from(tier.lower).max(prior).checked_sub(prior).ok()?,
                false => Ratio::ZERO,
            };
            let (mut line, stairs) = tier.price.course(origin).ok()?;
            line.base = line.base.checked_add(before).ok()?;
            let piece = Piece { stairs, ..Piece::line(interval, line, PieceKind::Tier) };
            let own = tier.bounded(Curve::new(vec![piece]), before)?;
            if by_parts && let (Some(end), Some(last)) = (interval.end, own.pieces().last()) {
                before = last.at(end.at).ok()?;
            }
            pieces.extend_from_slice(own.pieces());
        }
        Some(Curve::new(pieces))
    }

    /// The list of the tiers in the canonical text of their rule.
    pub(super) fn text(&self) -> String {
        let Borders { from, second, below } = self.borders;
        let mut list = String::from("[");
        for (index, tier) in self.list.iter().enumerate() {
            if index > 0 {
                list.push(',');
            }
            let mut fields = ObjectText::default();
            // The first tier's lower end is its own, and zero if nobody says.
            fields.amount("from", Some(from).filter(|from| index == 0 && !from.is_zero()));
            let name = if below { "below" } else { "upTo" };
            match (index, second) {
                // A step of the last digit is seen by that digit only.
                (0, Some((_, places))) => {
                    fields.raw(name, &padded(tier.upper.unwrap_or_default(), places));
                }
                _ => fields.amount(name, tier.upper),
            }
            if let (1, Some((second, places))) = (index, second) {
                fields.raw("from", &padded(second, places));
            }
            tier.price.write(&mut fields);
            fields.amount("minimum", tier.minimum);
            fields.amount("maximum", tier.maximum);
            list.push_str(&fields.done());
        }
        list.push(']');
        list
    }

    /// Shows the values of each tier.
    pub(super) fn stretches<'f>(&'f self, show: Show<'_, 'f>) -> Option<()> {
        for (index, tier) in self.list.iter().enumerate() {
            if let Some(interval) = self.interval(index).ok()? {
                show(&interval, Origin::Price(Some(index), &tier.price))?;
            }
        }
        Some(())
    }

    /// The JSON pointer to a tier in the field of a rule; without one, to the whole rule.
    pub(super) fn path(field: &str, tier: Option<usize>) -> String {
        tier.map_or_else(String::new, |index| ["/", field, "/", &count(index)].concat())
    }

    /// Tells which tiers have no price, and which lie between two neighbours of the grid, so that
    /// no amount reaches them. What zero costs is a matter of the first tier, if it costs anything.
    pub(super) fn doubts(&self, zero: bool, reached: Reached<'_>, tell: TellPart<'_>) {
        for (index, tier) in self.list.iter().enumerate() {
            // Where a value was charged earlier, the flat part may have been the whole price.
            if tier.is_unpriced() && !self.is_begun(index) {
                tell(Some(index), Doubt::of(Code::UnpricedTier, &[], 0..0));
            }
            let Some(upper) = tier.upper else { continue };
            let charged_at_zero = index == 0 && zero;
            let Ok(Some(interval)) = self.interval(index) else { continue };
            if charged_at_zero || reached(&interval) != Ok(None) {
                continue;
            }
            let (above, up_to) = self.sides();
            let ends: [&str; 4] = [above, &digits(tier.lower), up_to, &digits(upper)];
            tell(Some(index), Doubt::of(Code::DeadTier, &ends, 0..0));
        }
    }

    /// Tells where the first tier begins above what was charged earlier, so that what lies between
    /// is not charged.
    pub(super) fn doubt_beginning(&self, tell: TellPart<'_>) {
        let Some(lower) = self.list.first().map(|first| first.lower) else { return };
        if lower > self.prior {
            let doubt = Doubt::of(Code::UnchargedBeginning, &[&digits(lower)], 0..0);
            tell(Some(0), doubt);
        }
    }

    /// The values that are charged now and lie in a tier; none where all of it was charged earlier.
    fn interval(&self, index: usize) -> Result<Option<Interval>, Overflow> {
        let prior = Ratio::from(self.prior);
        let shift = |cut: Cut| Ok(Cut { at: cut.at.checked_sub(prior)?, ..cut });
        let end = self.end(index).map(shift).transpose()?;
        let interval = Interval { start: shift(self.start(index))?, end };
        let above_zero = Interval { start: Cut::after(Ratio::ZERO), end: None };
        Ok(interval.intersect(&above_zero))
    }

    /// Whether what was charged earlier has entered a tier: the first one at its lower end, which
    /// is a step below its `from` where tiers are printed apart.
    fn is_begun(&self, index: usize) -> bool {
        let lower = self.list.get(index).map(|tier| tier.lower).unwrap_or_default();
        let start = self.start(index).min(self.border(lower));
        !self.prior.is_zero() && start <= Cut::before(Ratio::from(self.prior))
    }

    /// Where a tier is entered.
    fn start(&self, index: usize) -> Cut {
        let lower = self.list.get(index).map(|tier| tier.lower).unwrap_or_default();
        match index {
            0 if self.borders.from.is_zero() => Cut::after(Ratio::ZERO),
            0 => Cut::before(Ratio::from(self.borders.from)),
            _ => self.border(lower),
        }
    }

    /// Where a tier ends, if it does.
    fn end(&self, index: usize) -> Option<Cut> {
        self.list.get(index)?.upper.map(|upper| self.border(upper))
    }

    /// The cut between two tiers that touch at a value.
    fn border(&self, at: Decimal) -> Cut {
        Cut { at: Ratio::from(at), after: !self.borders.below }
    }

    /// How the two ends of a tier are said.
    fn sides(&self) -> (&'static str, &'static str) {
        if self.borders.below { ("from", "below") } else { ("above", "up to") }
    }
}

impl Tier {
    /// Whether nobody has said what the tier charges, not even that it is nothing.
    fn is_unpriced(&self) -> bool {
        self.price.is_nothing() && self.minimum.is_none()
    }

    /// What the tier charges for a value that falls in it.
    fn charge(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        let raw = self.price.charge(value, steps)?;
        let limits = [self.minimum, self.maximum].map(|limit| limit.map(Ratio::from));
        Ok(held(raw, limits, steps)?.0)
    }

    /// A curve of what the tier charges on top of what others do, with its bounds.
    fn bounded(&self, charge: Curve, before: Ratio) -> Option<Curve> {
        let mut charge = charge;
        for (limit, bound) in
            [(self.minimum, curve::floor as Bounding), (self.maximum, curve::cap as Bounding)]
        {
            let Some(limit) = limit else { continue };
            let limit = before.checked_add(Ratio::from(limit)).ok()?;
            charge = bound(&charge, &Line::constant(limit)).ok()?;
        }
        Some(charge)
    }
}

/// A number as a JSON text with this many decimals, of which it has no more.
fn padded(number: Decimal, places: u32) -> String {
    let number = exact::add(number, Decimal::ZERO).unwrap_or(number);
    let missing = places.saturating_sub(number.scale()) as usize;
    let point = if number.scale() == 0 && missing > 0 { "." } else { "" };
    ["\"", &digits(number), point, &"0".repeat(missing), "\""].concat()
}

/// How a curve is held to a limit.
type Bounding = fn(&Curve, &Line) -> Result<Curve, Overflow>;

/// A tier in the words of an explanation.
struct TierName<'t>(&'t Tiers, usize);

impl Part for TierName<'_> {
    /// `above 250 up to 500`
    fn write(&self, text: &mut String, operands: &mut Operands) {
        let Self(tiers, index) = *self;
        let Some(tier) = tiers.list.get(index) else { return };
        let (mut above, up_to) = tiers.sides();
        let mut lower = tier.lower;
        if index == 0 && !tiers.borders.from.is_zero() {
            (above, lower) = ("from", tiers.borders.from);
        }
        let from = digits(lower);
        text.push_str(&[above, " ", &from].concat());
        operands.push(("from", from));
        if let Some(upper) = tier.upper {
            let upper = digits(upper);
            text.push_str(&[" ", up_to, " ", &upper].concat());
            operands.push((if tiers.borders.below { "below" } else { "upTo" }, upper));
        }
    }
}
