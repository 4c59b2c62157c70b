//! Bounds of a charge: they hold before it is rounded, and after that as well.

use core::cmp::Ordering;

use super::steps::Steps;
use crate::diagnostic::{Code, Problem};
use crate::formula::Step;
use crate::money::{self, Applied, Decimal, MinorUnits, Overflow, Ratio, Rounding, RoundingMode};

/// A minimum and a maximum.
pub(super) type Limits<T> = [Option<T>; 2];

/// A charge held to its bounds, with a step for each of them.
pub(super) fn held(
    raw: Ratio,
    limits: Limits<Ratio>,
    steps: &mut Steps,
) -> Result<(Ratio, Option<Applied>), Problem> {
    let [minimum, maximum] = limits;
    let (held, applied) = money::clamp(raw, minimum, maximum)?;
    if !steps.are_noted() {
        return Ok((held, applied));
    }
    for &(bound, side, limit) in
        &[(Applied::Minimum, "at least ", minimum), (Applied::Maximum, "at most ", maximum)]
    {
        let Some(limit) = limit else { continue };
        let bit = applied == Some(bound);
        let effect = if bit { ", which it becomes" } else { ", which it keeps" };
        steps.push(Step {
            kind: "bound",
            text: [&raw.digits(), " is to be ", side, &limit.digits(), effect].concat(),
            value: Some(if bit { limit } else { raw }.digits()),
            applied: Some(bit),
            operands: vec![
                ("of", raw.digits()),
                ("bound", bound.name().to_owned()),
                ("limit", limit.digits()),
            ],
            ..Step::default()
        });
    }
    Ok((held, applied))
}

/// A bound in the currency of the charge: `rate × of`, which may have no room as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChargeBound {
    pub(super) rate: Ratio,
    pub(super) of: Ratio,
}

impl ChargeBound {
    /// How a charge compares with the bound.
    fn compared(&self, charge: Ratio) -> Result<Ordering, Overflow> {
        match self.rate.checked_mul(self.of) {
            Ok(bound) => Ok(charge.cmp(&bound)),
            Err(Overflow) => {
                let side = charge.checked_div(self.rate)?.cmp(&self.of);
                Ok(if self.rate.is_negative() { side.reverse() } else { side })
            }
        }
    }

    fn value(&self) -> Result<Ratio, Overflow> {
        self.rate.checked_mul(self.of)
    }
}

/// A rounded charge that keeps its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldCharge {
    /// The charge.
    pub charge: MinorUnits,
    /// What rounding alone makes of it.
    pub rounded: MinorUnits,
    /// Which bound rounding alone would pass, if one.
    pub passed: Option<(Applied, Ratio)>,
}

impl HeldCharge {
    /// An exact charge, rounded: where that would pass a bound, the nearest step inside.
    ///
    /// # Errors
    /// When no step lies inside both bounds, or a figure does not fit.
    pub fn new(
        exact: Ratio,
        [least, most]: [Option<ChargeBound>; 2],
        rounding: &Rounding,
    ) -> Result<Self, Problem> {
        let rounded = rounding.round(&exact)?;
        let passes = |charge, bound: Option<ChargeBound>, side| match bound {
            Some(bound) if bound.compared(amount(charge, rounding)?)? == side => Ok(Some(bound)),
            _ => Ok::<_, Overflow>(None),
        };
        let (bound, applied, inside) = if let Some(most) = passes(rounded, most, Ordering::Greater)?
        {
            (most, Applied::Maximum, RoundingMode::Floor)
        } else if let Some(least) = passes(rounded, least, Ordering::Less)? {
            (least, Applied::Minimum, RoundingMode::Ceiling)
        } else {
            return Ok(Self { charge: rounded, rounded, passed: None });
        };
        let limit = bound.value()?;
        let charge = rounding.in_mode(inside).round(&limit)?;
        let (other, side) = match applied {
            Applied::Maximum => (least, Ordering::Less),
            Applied::Minimum => (most, Ordering::Greater),
        };
        if let Some(other) = passes(charge, other, side)? {
            let mut bounds = [limit.digits(), other.value()?.digits()];
            if applied == Applied::Maximum {
                bounds.reverse();
            }
            let [low, high] = &bounds;
            let step = rounding.increment_units().format(rounding.currency().minor_units());
            return Err(Problem::says(Code::BoundsWithoutStep, &[&step, low, high]));
        }
        Ok(Self { charge, rounded, passed: Some((applied, limit)) })
    }

    /// The step in which a bound decides and not the rounding, if one does.
    pub(super) fn step(&self, places: u32) -> Option<Step> {
        let (applied, limit) = self.passed?;
        let side = if applied == Applied::Minimum { "below" } else { "above" };
        let charge = self.charge.format(places);
        let text = [
            &self.rounded.format(places),
            " is ",
            side,
            " the ",
            applied.name(),
            " ",
            &limit.digits(),
            ": the nearest step inside is ",
            &charge,
        ];
        Some(Step {
            kind: "roundingBound",
            text: text.concat(),
            value: Some(charge),
            operands: vec![
                ("of", self.rounded.format(places)),
                ("bound", applied.name().to_owned()),
                ("limit", limit.digits()),
            ],
            applied: Some(true),
            ..Step::default()
        })
    }
}

/// Two bounds as amounts between which no charge can be rounded to.
pub(super) fn refuse_without_step(
    limits: [Decimal; 2],
    rounding: &Rounding,
) -> Result<(), Problem> {
    let bounds = limits.map(|limit| Some(ChargeBound { rate: limit.into(), of: Ratio::ONE }));
    match HeldCharge::new(limits[0].into(), bounds, rounding) {
        Err(problem) if problem.code == Code::BoundsWithoutStep => Err(problem.at("/minimum")),
        _ => Ok(()),
    }
}

fn amount(charge: MinorUnits, rounding: &Rounding) -> Result<Ratio, Overflow> {
    Ratio::new(charge.count(), rounding.currency().minor_units_in_one().into())
}
