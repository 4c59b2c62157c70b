//! Tiers in the three ways in which they are printed, from below and up to, with bounds of their
//! own and after an earlier value: a model of a few lines says what each is charged.

use crate::random::Random;
use ready_reckoner::curve::Figure;
use ready_reckoner::document::Value;
use ready_reckoner::money::{Currency, Decimal, MinorUnits, Ratio};
use ready_reckoner::pricing::{Tariff, TariffOptions};

/// How two neighbours are printed.
#[derive(Clone, Copy, PartialEq)]
enum Spelling {
    Silent,
    Touching,
    UnitApart,
    DigitApart,
}

/// A tier in hundredths.
struct ModelTier {
    end: Option<i64>,
    flat: i64,
    /// Hundredths for each whole unit of the value.
    per_unit: i64,
    minimum: Option<i64>,
    maximum: Option<i64>,
}

struct Model {
    graduated: bool,
    below: bool,
    from: i64,
    /// Where the first tier begins.
    lower: i64,
    tiers: Vec<ModelTier>,
    prior: i64,
}

impl Model {
    /// What an amount is charged, in ten-thousandths; nothing where it has no price.
    fn charge(&self, amount: i64) -> Option<i64> {
        if amount == 0 {
            return Some(0);
        }
        let until = if self.graduated { self.prior + amount } else { amount };
        let inside = |end: i64, at: i64| if self.below { at < end } else { at <= end };
        if until < self.from || self.tiers.last()?.end.is_some_and(|end| !inside(end, until)) {
            return None;
        }
        let held = |tier: &ModelTier, charge: i64| {
            let charge = tier.minimum.map_or(charge, |least| charge.max(least * 100));
            tier.maximum.map_or(charge, |most| charge.min(most * 100))
        };
        let (mut total, mut lower) = (0, self.lower);
        for (index, tier) in self.tiers.iter().enumerate() {
            let entered = |at: i64| match index {
                0 => at >= self.from && at > 0,
                _ => !inside(lower, at),
            };
            let end = tier.end.unwrap_or(i64::MAX);
            if !self.graduated && entered(until) && inside(end, until) {
                return Some(held(tier, tier.flat * 100 + tier.per_unit * amount));
            }
            let part = (until.min(end) - self.prior.max(lower)).max(0);
            // Printed a step apart, the first tier is entered below its `from`, where no price is.
            let begun = entered(self.prior) || !inside(lower, self.prior);
            let new = entered(until) && !(self.prior > 0 && begun);
            if self.graduated && entered(until) && (new || part > 0) {
                let flat = if new { tier.flat * 100 } else { 0 };
                total += held(tier, flat + tier.per_unit * part);
            }
            lower = end;
        }
        Some(total)
    }
}

fn text(units: i64, places: u32) -> Value {
    let number = Decimal::new(units, 2);
    let whole = units % 100 == 0 && places == 0;
    Value::Text(if whole { (units / 100).to_string() } else { number.to_string() })
}

/// Printed tiers and what they mean.
fn case(random: &mut Random) -> (Value, Model) {
    let whole = random.one_in(2);
    let (places, unit) = if whole { (0, 100) } else { (2, 1) };
    let count = 1 + random.below(4);
    let below = random.one_in(3);
    let graduated = random.one_in(2);
    let mut from =
        if random.one_in(2) { 0 } else { unit * i64::try_from(1 + random.below(3)).unwrap() };
    let mut end = from;
    let (mut tiers, mut printed) = (Vec::new(), Vec::new());
    let mut lower = from;
    let mut apart = 0;
    for index in 0..count {
        let mut fields = Vec::new();
        let spelling = match random.below(4) {
            0 => Spelling::Silent,
            1 => Spelling::Touching,
            2 if whole => Spelling::UnitApart,
            _ => {
                if whole {
                    Spelling::UnitApart
                } else {
                    Spelling::DigitApart
                }
            }
        };
        let step =
            if matches!(spelling, Spelling::UnitApart | Spelling::DigitApart) { unit } else { 0 };
        if index == 0 {
            if from > 0 || random.one_in(2) {
                fields.push(("from".to_owned(), text(from, places)));
            }
        } else if spelling != Spelling::Silent {
            fields.push(("from".to_owned(), text(end + step, places)));
        }
        if index == 1 {
            apart = step;
        }
        end += unit * i64::try_from(1 + random.below(4)).unwrap();
        let last = index + 1 == count && random.one_in(2);
        if !last {
            fields.push((if below { "below" } else { "upTo" }.to_owned(), text(end, places)));
        }
        let mut money = |name: &str, chance: usize| {
            let given = random.one_in(chance);
            let units = i64::try_from(random.below(900)).unwrap();
            if given {
                fields.push((name.to_owned(), text(units, 2)));
            }
            given.then_some(units)
        };
        let flat = money("flat", 2).unwrap_or_default();
        let per_unit = money("perUnit", 1).unwrap_or_default();
        let minimum = money("minimum", 4);
        let maximum = money("maximum", 4).filter(|_| minimum.is_none());
        fields.retain(|(name, _)| name != "maximum" || minimum.is_none());
        tiers.push(ModelTier { end: (!last).then_some(end), flat, per_unit, minimum, maximum });
        printed.push(Value::Object(fields));
    }
    if from > 0 {
        lower = (from - apart).max(0);
    } else {
        from = 0;
    }
    let prior =
        if graduated && random.one_in(2) { i64::try_from(random.below(700)).unwrap() } else { 0 };
    let name = if graduated { "graduated" } else { "volume" };
    let rule = Value::Object(vec![(name.to_owned(), Value::List(printed))]);
    (rule, Model { graduated, below, from, lower, tiers, prior })
}

#[test]
fn printed_tiers_are_charged_as_the_model_says() {
    let mut random = Random(0x71E5);
    let mut charged = 0;
    for _ in 0..2_000 {
        let (rule, model) = case(&mut random);
        let prior = Some(Decimal::new(model.prior, 2)).filter(|prior| !prior.is_zero());
        let currency = Some(Currency::from_code("LKR").unwrap());
        let options = TariffOptions { prior, currency, ..TariffOptions::default() };
        let tariff = Tariff::compile_rule(&rule, &options)
            .unwrap_or_else(|refusal| panic!("{rule:?}: {refusal}"));
        let case = format!("{} after {prior:?}", tariff.source());
        let mut all = Vec::new();
        for units in 0..1_600 {
            let exact = model.charge(units).map(|exact| Ratio::new(exact.into(), 10_000).unwrap());
            let expected = exact.map(|exact| tariff.rounding().round(&exact).unwrap());
            let found = tariff.charge(Decimal::new(units, 2)).ok();
            assert_eq!(found, expected, "{case} at {units}");
            let units_charged =
                expected.map(|charge: MinorUnits| i64::try_from(charge.count()).unwrap());
            assert_eq!(tariff.charge_units(units).ok(), units_charged, "{case} at {units}, fast");
            let at = Ratio::from(Decimal::new(units, 2));
            let curve = tariff.curve().unwrap();
            let on_curve = curve.piece_at(at).map(|piece| piece.at(at).unwrap());
            assert_eq!(on_curve, exact, "{case} at {units}, on the curve");
            all.push(units_charged);
            charged += usize::from(found.is_some());
        }
        let target = all[random.below(all.len())].unwrap_or(77);
        let Ok(solution) = tariff.solve(Figure::Charge, target) else { continue };
        for (units, charge) in (0..).zip(&all) {
            let inside = solution.amounts.iter().any(|span| {
                span.from <= units
                    && span.to.is_none_or(|to| units <= to)
                    && (units - span.from) % span.step == 0
            });
            assert_eq!(inside, *charge == Some(target), "{case}: {target} at {units}");
        }
    }
    assert!(charged > 1_000_000, "{charged}");
}

/// Equal rules have equal texts, which mean the same when they are read again.
#[test]
fn the_text_of_tiers_is_read_as_the_same_tiers() {
    let mut random = Random(0x7E87);
    for _ in 0..500 {
        let (rule, _) = case(&mut random);
        let tariff = Tariff::compile_rule(&rule, &TariffOptions::default()).unwrap();
        let source = tariff.source();
        let again = crate::json::value(&serde_json::from_str(source).unwrap());
        let again = Tariff::compile_rule(&again, &TariffOptions::default())
            .unwrap_or_else(|refusal| panic!("{rule:?} is {source}: {refusal}"));
        assert_eq!(again.source(), source, "{rule:?}");
        for units in (0..1_600).step_by(7) {
            let amount = Decimal::new(units, 2);
            assert_eq!(again.charge(amount).ok(), tariff.charge(amount).ok(), "{source}");
        }
    }
}
