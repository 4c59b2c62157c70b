//! Tiers: which of them a value enters, and which one it reaches.

use super::origin::{Origin, Show, TellPart};
use super::price::Price;
use super::steps::{Part, Steps};
use super::written::ObjectText;
use crate::curve::{Curve, Cut, Interval, Line, Piece, PieceKind, Stairs};
use crate::diagnostic::{Code, Problem, count};
use crate::document::{Fields, Reader, Value};
use crate::formula::{Doubt, Reached};
use crate::money::exact::{self, digits};
use crate::money::{Decimal, Overflow, Ratio};

/// The most tiers of a rule.
pub const MAX_TIERS: usize = 1_000;

/// A price for the values above `lower`, up to and including `upper`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The upper end of the tier before, or where the first one begins.
    pub lower: Decimal,
    /// The upper end; the last tier may have none.
    pub upper: Option<Decimal>,
    /// What values in the tier are charged.
    pub price: Price,
}

/// What each tier adds to a curve: a line, and started units on it.
type CourseOf<'c> = &'c mut dyn FnMut(&Tier) -> Result<(Line, Option<Stairs>), Overflow>;

/// Tiers in order, touching. None at all where every request brings its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers(Vec<Tier>);

impl Tiers {
    /// Reads an array of tiers. `upTo` and `from` of neighbours may touch (`0–250`, `250–500`) or
    /// be whole numbers one apart (`0–250`, `251–500`); both mean the same.
    pub(super) fn read(list: &Value, path: &str, reader: &mut Reader) -> Option<Self> {
        let Value::List(list) = list else {
            reader.wrong_type("an array of tiers", list, path);
            return None;
        };
        if list.is_empty() || list.len() > MAX_TIERS {
            reader.say(Code::TierCount, path, &[]);
            return None;
        }
        let mut tiers = Self::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            let path = [path, "/", &count(index)].concat();
            let mut fields = reader.fields(value, &path);
            let from = fields.amount("from", reader);
            let upper = upper(&mut fields, reader);
            let price = Price::read(&mut fields, reader);
            fields.refuse_others(reader);
            tiers.add(from, upper, price, &path, reader);
        }
        Some(tiers)
    }

    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// Adds a tier behind the others, or notes why it cannot stand there.
    pub(super) fn add(
        &mut self,
        from: Option<Decimal>,
        upper: Option<Decimal>,
        price: Price,
        path: &str,
        reader: &mut Reader,
    ) {
        let lower = lower(from, self.0.last(), path, reader);
        if upper.is_some_and(|upper| exact::compare(upper, lower).is_le()) {
            reader.say(Code::TierReversed, path, &[&digits(lower)]);
        }
        self.0.push(Tier { lower, upper, price });
    }

    /// The tiers in order.
    pub(super) fn as_slice(&self) -> &[Tier] {
        &self.0
    }

    /// Whether any tier has a percentage in its price.
    pub(super) fn have_percentage(&self) -> bool {
        self.0.iter().any(|tier| tier.price.percentage.is_some())
    }

    /// What a value of zero is charged: the flat part of the first tier.
    pub(super) fn charge_zero(&self, steps: &mut Steps) -> Result<Ratio, Problem> {
        let first = self.0.first().map(|tier| tier.price.at_zero());
        Ok(first.unwrap_or_default().charge(Ratio::ZERO, steps)?)
    }

    /// The tier that a value above zero reaches.
    pub(super) fn reached(&self, value: Ratio) -> Result<&Tier, Problem> {
        if self.0.is_empty() {
            return Err(Problem::says(Code::TiersMissing, &[]));
        }
        let after = self.0.partition_point(|tier| Ratio::from(tier.lower) < value);
        let tier = after.checked_sub(1).and_then(|index| self.0.get(index));
        let code = match tier {
            None => Code::ValueBelowTiers,
            Some(Tier { upper: Some(upper), .. }) if value > Ratio::from(*upper) => {
                Code::ValueAboveTiers
            }
            Some(tier) => return Ok(tier),
        };
        Err(Problem::says(code, &[&value.digits()]))
    }

    /// The curve with the line and the started units that each tier has, in order; nothing without
    /// tiers, or where a figure does not fit. At zero it is the flat part of the first tier.
    pub(super) fn curve(&self, course: CourseOf<'_>) -> Option<Curve> {
        let flat = self.0.first()?.price.flat.unwrap_or_default();
        let mut pieces = Vec::with_capacity(self.0.len() + 1);
        let zero = Interval { end: Some(Cut::after(Ratio::ZERO)), ..Interval::all() };
        pieces.push(Piece::line(zero, Line::constant(Ratio::from(flat)), PieceKind::Tier));
        for tier in &self.0 {
            let (line, stairs) = course(tier).ok()?;
            pieces.push(Piece { stairs, ..Piece::line(tier.interval(), line, PieceKind::Tier) });
        }
        Some(Curve::new(pieces))
    }

    /// The list of the tiers in the canonical text of their rule.
    pub(super) fn text(&self) -> String {
        let mut list = String::from("[");
        for (index, tier) in self.0.iter().enumerate() {
            if index > 0 {
                list.push(',');
            }
            let mut fields = ObjectText::default();
            // The first tier's lower end is its own, and zero if nobody says.
            fields.amount("from", Some(tier.lower).filter(|from| index == 0 && !from.is_zero()));
            fields.amount("upTo", tier.upper);
            tier.price.write(&mut fields);
            list.push_str(&fields.done());
        }
        list.push(']');
        list
    }

    /// Shows the values of each tier.
    pub(super) fn stretches<'f>(&'f self, show: Show<'_, 'f>) -> Option<()> {
        for (index, tier) in self.0.iter().enumerate() {
            show(&tier.interval(), Origin::Price(Some(index), &tier.price))?;
        }
        Some(())
    }

    /// The JSON pointer to a tier in the field of a rule; without one, to the whole rule.
    pub(super) fn path(field: &str, tier: Option<usize>) -> String {
        tier.map_or_else(String::new, |index| ["/", field, "/", &count(index)].concat())
    }

    /// Tells which tiers lie between two neighbours of the grid, so that no amount reaches them.
    /// The flat part of the first tier is what zero costs, if zero costs anything.
    pub(super) fn doubts(&self, zero: bool, reached: Reached<'_>, tell: TellPart<'_>) {
        for (index, tier) in self.0.iter().enumerate() {
            let Some(upper) = tier.upper else { continue };
            let charged_at_zero = index == 0 && zero;
            if charged_at_zero || reached(&tier.interval()) != Ok(None) {
                continue;
            }
            let ends: [&str; 2] = [&digits(tier.lower), &digits(upper)];
            tell(Some(index), Doubt::of(Code::DeadTier, &ends, 0..0));
        }
    }
}

impl Tier {
    fn interval(&self) -> Interval {
        Interval {
            start: Cut::after(Ratio::from(self.lower)),
            end: self.upper.map(|upper| Cut::after(Ratio::from(upper))),
        }
    }
}

impl Part for Tier {
    /// `above 250 up to 500`
    fn text(&self) -> String {
        let lower = digits(self.lower);
        match self.upper {
            Some(upper) => ["above ", &lower, " up to ", &digits(upper)].concat(),
            None => ["above ", &lower].concat(),
        }
    }
}

/// `upTo`; an open end is absent or null.
fn upper(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Decimal> {
    if fields.is_null("upTo") {
        fields.take("upTo");
        return None;
    }
    fields.amount("upTo", reader)
}

fn lower(from: Option<Decimal>, before: Option<&Tier>, path: &str, reader: &mut Reader) -> Decimal {
    let Some(before) = before else {
        let from = from.unwrap_or_default();
        if from < Decimal::ZERO {
            reader.say(Code::TierNegative, path, &[]);
        }
        return from;
    };
    let Some(end) = before.upper else {
        reader.say(Code::TierAfterOpen, path, &[]);
        return before.lower;
    };
    if let Some(from) = from
        && from != end
        && !(end.scale() == 0 && exact::add(end, Decimal::ONE).is_ok_and(|next| next == from))
    {
        let below = exact::compare(from, end).is_lt();
        let code = if below { Code::TierOverlap } else { Code::TierGap };
        reader.say(code, path, &[&digits(from), &digits(end)]);
    }
    end
}
