//! Tiers: which of them a value enters, and which one it reaches.

use super::price::Price;
use super::steps::{Part, Steps};
use crate::diagnostic::{Code, Problem, count};
use crate::document::{Fields, Reader, Value};
use crate::money::exact::{self, digits};
use crate::money::{Decimal, Ratio};

/// The most tiers of a rule.
pub const MAX_TIERS: usize = 1_000;

/// A price for the values above `lower`, up to and including `upper`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The upper end of the tier before, or where the first one begins.
    pub lower: Decimal,
    /// The upper end; the last tier may have none.
    pub upper: Option<Decimal>,
    /// What is charged.
    pub price: Price,
}

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
            let message = "a rule has 1 to 1,000 tiers";
            reader.fault(Code::TierCount, path, &[message], "");
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
            let message = ["the tier does not end above its beginning `", &digits(lower), "`"];
            reader.fault(Code::TierReversed, path, &message, "");
        }
        self.0.push(Tier { lower, upper, price });
    }

    /// The tiers in order.
    pub(super) fn as_slice(&self) -> &[Tier] {
        &self.0
    }

    /// The price of a value, each tier for the part of the value that falls in it.
    pub(super) fn graduated(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        self.reached(value)?;
        let mut charge = Ratio::ZERO;
        for tier in &self.0 {
            let lower = Ratio::from(tier.lower);
            if value <= lower {
                break;
            }
            let end = tier.upper.map_or(value, |upper| value.min(Ratio::from(upper)));
            let part = end.checked_sub(lower)?;
            steps.note("tier", &[tier, &": part of the value"], part);
            charge = charge.checked_add(tier.price.charge(part, steps)?)?;
        }
        Ok(charge)
    }

    /// The price of a value, the whole of it in the tier that it reaches.
    pub(super) fn volume(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        let tier = self.reached(value)?;
        steps.note("tier", &[tier, &": reached by the value"], value);
        Ok(tier.price.charge(value, steps)?)
    }

    fn reached(&self, value: Ratio) -> Result<&Tier, Problem> {
        if self.0.is_empty() {
            let message = "the rule has no tiers of its own";
            let help = "give them in the rule, or as `slabDetails` of the request";
            return Err(Problem::of(Code::TiersMissing, &[message], help));
        }
        let after = self.0.partition_point(|tier| Ratio::from(tier.lower) < value);
        let tier = after.checked_sub(1).and_then(|index| self.0.get(index));
        let (code, place) = match tier {
            None => (Code::ValueBelowTiers, "below the first"),
            Some(Tier { upper: Some(upper), .. }) if value > Ratio::from(*upper) => {
                (Code::ValueAboveTiers, "above the last")
            }
            Some(tier) => return Ok(tier),
        };
        let message = ["the value `", &value.digits(), "` lies ", place, " tier"];
        Err(Problem::of(code, &message, "add a tier for it"))
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
            let message = "the first tier begins below zero";
            reader.fault(Code::TierNegative, path, &[message], "");
        }
        return from;
    };
    let Some(end) = before.upper else {
        let message = "the tier before has no end, so that nothing is left for this one";
        reader.fault(Code::TierAfterOpen, path, &[message], "");
        return before.lower;
    };
    if let Some(from) = from
        && from != end
        && !(end.scale() == 0 && exact::add(end, Decimal::ONE).is_ok_and(|next| next == from))
    {
        let below = exact::compare(from, end).is_lt();
        let (code, what) = match below {
            true => (Code::TierOverlap, "` begins below the end `"),
            false => (Code::TierGap, "` begins above the end `"),
        };
        let message = ["the tier from `", &digits(from), what, &digits(end), "` of the one before"];
        let help = "begin at that end, or one above it where both are whole numbers";
        reader.fault(code, path, &message, help);
    }
    end
}
