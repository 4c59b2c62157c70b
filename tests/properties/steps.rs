//! Rules with started units, charge units and bounds of every kind: the calculator, amount by
//! amount, is the judge of the curve, its steps, the fast path, the lanes and of `solve`.

use crate::bounds::billed;
use crate::random::Random;
use ready_reckoner::curve::{Curve, Cut, Figure, Interval, Lanes, Pair, Piece, PlainPair, Span};
use ready_reckoner::diagnostic::Code;
use ready_reckoner::document::Value;
use ready_reckoner::money::{Currency, Decimal, Ratio, RoundingMode};
use ready_reckoner::pricing::{Tariff, TariffOptions};

/// The last amount that is tried, in minor units.
const LAST: i64 = 420;

const SAFE_INTEGER_MAX: i64 = (1 << 53) - 1;

type Fields = Vec<(String, Value)>;

fn set(fields: &mut Fields, name: &str, value: &str) {
    fields.push((name.to_owned(), Value::Text(value.to_owned())));
}

/// A number of minor units, or of parts of one.
fn figure(random: &mut Random, most: usize, places: u32) -> String {
    let part = random.pick(&[0, 0, 0, 0, 1, 2]);
    let mantissa = i64::try_from(random.below(most) + 1).unwrap();
    Decimal::new(mantissa, places + part).to_string()
}

fn price(random: &mut Random, places: u32, fields: &mut Fields) {
    let sign = |random: &mut Random| if random.one_in(7) { "-" } else { "" };
    if random.one_in(2) {
        let flat = figure(random, 60, places);
        set(fields, "flat", &flat);
    }
    if random.one_in(2) {
        let rate = random.pick(&["1", "2.9", "10", "33.3", "50", "99", "100", "120"]);
        let rate = [sign(random), rate].concat();
        set(fields, "percentage", &rate);
    }
    if !random.one_in(4) {
        let step = [sign(random), &figure(random, 90, places)].concat();
        set(fields, "perUnit", &step);
        if !random.one_in(6) {
            let size = figure(random, 120, places);
            set(fields, "unit", &size);
        }
    }
    if fields.is_empty() {
        set(fields, "flat", "1");
    }
}

fn tier_bounds(random: &mut Random, places: u32, tier: &mut Fields) {
    for name in ["minimum", "maximum"] {
        if random.one_in(6) {
            let bound = figure(random, 100, places);
            set(tier, name, &bound);
        }
    }
}

fn tiers(random: &mut Random, places: u32) -> Value {
    let mut ends: Vec<usize> = (0..random.below(3)).map(|_| 1 + random.below(300)).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut list = Vec::new();
    let ends_below = random.one_in(3);
    for end in &ends {
        let mut tier = Fields::new();
        if list.is_empty() && random.one_in(4) {
            let from = i64::try_from(random.below(*end + 1)).unwrap();
            set(&mut tier, "from", &Decimal::new(from, places).to_string());
        }
        tier_bounds(random, places, &mut tier);
        price(random, places, &mut tier);
        let end = Decimal::new(i64::try_from(*end).unwrap(), places).to_string();
        set(&mut tier, if ends_below { "below" } else { "upTo" }, &end);
        list.push(Value::Object(tier));
    }
    if list.is_empty() || !random.one_in(4) {
        let mut last = Fields::new();
        tier_bounds(random, places, &mut last);
        price(random, places, &mut last);
        list.push(Value::Object(last));
    }
    Value::List(list)
}

fn rule(random: &mut Random, places: u32) -> Value {
    let mut fields = Fields::new();
    match random.below(3) {
        0 => price(random, places, &mut fields),
        1 => fields.push(("graduated".to_owned(), tiers(random, places))),
        _ => fields.push(("volume".to_owned(), tiers(random, places))),
    }
    for (amount, percentage) in [("minimum", "minimumPercentage"), ("maximum", "maximumPercentage")]
    {
        match random.below(5) {
            0 => {
                let bound = figure(random, 200, places);
                set(&mut fields, amount, &bound);
            }
            1 => set(&mut fields, percentage, random.pick(&["1", "7.5", "20", "31", "60"])),
            _ => {}
        }
    }
    if random.one_in(4) {
        let free = figure(random, 100, places);
        set(&mut fields, "free", &free);
    }
    if random.one_in(3) {
        let unit = figure(random, 90, places);
        set(&mut fields, "chargeUnit", &unit);
    }
    if random.one_in(5) {
        fields.push(("chargeOnZero".to_owned(), Value::Bool(true)));
    }
    if random.one_in(8) {
        set(&mut fields, "annualBasis", "360");
    }
    Value::Object(fields)
}

fn tariff(random: &mut Random, rule: &Value) -> Option<(Tariff, Ratio)> {
    let currency = random.pick(&["JPY", "LKR", "LKR"]);
    let currency = Currency::from_code(currency).unwrap();
    let increment = random.pick(&[1, 1, 1, 5, 2]);
    let mut options = TariffOptions {
        currency: Some(currency),
        rounding: Some(RoundingMode::ALL[random.below(7)]),
        increment: Some(Decimal::new(increment, currency.minor_units())),
        ..TariffOptions::default()
    };
    if let Value::Object(fields) = rule
        && fields.iter().any(|(name, _)| name == "graduated")
        && random.one_in(3)
    {
        let prior = random.below(250).try_into().unwrap();
        options.prior = Some(Decimal::new(prior, currency.minor_units()));
    }
    if let Value::Object(fields) = rule
        && fields.iter().any(|(name, _)| name == "annualBasis")
    {
        options.terms.tenor = Some(Decimal::new(90, 0));
    }
    if random.one_in(6) {
        options.terms.exchange_rate = Some(Decimal::new(137, 2).into());
    }
    let rate = options.terms.exchange_rate.unwrap_or(Ratio::ONE);
    Some((Tariff::compile_rule(rule, &options).ok()?, rate))
}

fn seen(tariff: &Tariff, units: i64) -> Decimal {
    Decimal::new(units, tariff.rounding().currency().minor_units())
}

/// The charge by the calculator, step by step.
fn charge(tariff: &Tariff, units: i64) -> Option<i64> {
    let explained = tariff.explain(seen(tariff, units)).ok()?;
    Some(explained.charge.replace('.', "").parse().unwrap())
}

/// What a curve says of an amount.
fn on_curve(tariff: &Tariff, rate: Ratio, curve: &Curve, units: i64) -> Option<i64> {
    let at = Ratio::from(seen(tariff, units));
    let exact = curve.piece_at(at)?.at(at).unwrap();
    i64::try_from(billed(tariff, rate, at, exact).unwrap()?).ok()
}

fn judge_curve(case: &str, tariff: &Tariff, rate: Ratio, charges: &[Option<i64>]) {
    let curve = tariff.curve().unwrap_or_else(|problem| panic!("{case}: {problem:?}"));
    let end = Cut::after(Ratio::from(seen(tariff, LAST)));
    let shown = Interval { end: Some(end), ..Interval::all() };
    // Units of a small part of a minor unit make more steps than anybody lists.
    let stepped = curve.step_by_step(&shown, 10_000).unwrap_or_else(|_| curve.clone());
    let inside = stepped.within(&shown);
    let lanes = tariff.kernel().and_then(Lanes::new);
    for (units, expected) in (0..).zip(charges) {
        assert_eq!(on_curve(tariff, rate, curve, units), *expected, "{case} at {units}: {curve:?}");
        assert_eq!(
            on_curve(tariff, rate, &inside, units),
            *expected,
            "{case} at {units}: {inside:?}"
        );
        assert_eq!(tariff.charge_units(units).ok(), *expected, "{case} at {units}, fast");
        if let Some(lanes) = &lanes {
            let bits = (units as f64).to_bits();
            let mut cells = [PlainPair::of_bits([bits, bits]); 4];
            if lanes.charge(&mut cells, false) {
                let found = f64::from_bits(cells[0].bits()[0]) as i64;
                assert_eq!(Some(found), *expected, "{case} at {units}, in lanes");
            }
        }
    }
    for breakpoint in stepped.breakpoints(&shown).unwrap() {
        let value = curve.piece_at(breakpoint.at).map(|piece| piece.at(breakpoint.at).unwrap());
        assert_eq!(breakpoint.value, value, "{case} at {}", breakpoint.at);
    }
    if stepped != *curve {
        judge_ranges(case, curve, &inside);
    }
}

/// The values of a line at both ends, of which one amount may have several lines.
fn ends_of(piece: &Piece) -> [Ratio; 2] {
    let Interval { start, end } = piece.interval;
    [start.at, end.unwrap().at].map(|at| piece.line.at(at).unwrap())
}

/// Ranges from and to where steps end have the same pieces and breakpoints as what is around them.
fn judge_ranges(case: &str, curve: &Curve, listed: &Curve) {
    let cuts: Vec<Cut> = listed.pieces().iter().map(|piece| piece.interval.start).collect();
    for (index, start) in cuts.iter().enumerate().rev().take(6) {
        for end in cuts.iter().skip(index).take(3).map(|cut| Cut::after(cut.at)) {
            let shown = Interval { start: Cut::before(start.at), end: Some(end) };
            let range = curve.step_by_step(&shown, 10_000).unwrap();
            let inside = range.within(&shown);
            assert!(
                inside.pieces().iter().all(|piece| piece.stairs.is_none()),
                "{case}: {range:?}"
            );
            let lines = |curve: &Curve| -> Vec<_> {
                let pieces = curve.within(&shown);
                pieces.pieces().iter().map(|piece| (piece.interval, ends_of(piece))).collect()
            };
            assert_eq!(lines(&range), lines(listed), "{case}");
        }
    }
}

fn figure_of(figure: Figure, amount: i64, charge: i64) -> i64 {
    match figure {
        Figure::Charge => charge,
        Figure::Gross => amount + charge,
        Figure::Net => amount - charge,
    }
}

fn holds(span: &Span, amount: i64) -> bool {
    let to = span.to.unwrap_or(SAFE_INTEGER_MAX);
    (span.from..=to).contains(&amount) && (amount - span.from) % span.step == 0
}

fn judge_solution(
    case: &str,
    (tariff, charges): (&Tariff, &[Option<i64>]),
    figure: Figure,
    target: i64,
) -> bool {
    let case = format!("{case}: {figure:?} {target}");
    let solution = match tariff.solve(figure, target) {
        Ok(solution) => solution,
        Err(problem) => {
            // Steep charges of the largest amounts have no room.
            assert!([Code::TooManySteps, Code::ResultOverflow].contains(&problem.code), "{case}");
            return false;
        }
    };
    let rows = || (0..).zip(charges).filter_map(|(at, charge)| Some((at, (*charge)?)));
    let rows = || rows().map(|(at, charge)| (at, figure_of(figure, at, charge)));
    for (at, found) in rows() {
        let inside = solution.amounts.iter().filter(|span| holds(span, at)).count();
        assert_eq!(inside, usize::from(found == target), "{case} at {at}: {solution:?}");
    }
    for span in &solution.amounts {
        for at in [span.from, span.to.unwrap_or(span.from + 7 * span.step)] {
            let found = charge(tariff, at).map(|charge| figure_of(figure, at, charge));
            assert_eq!(found, Some(target), "{case} at {at}: {solution:?}");
        }
    }
    if !solution.amounts.is_empty() {
        return true;
    }
    for (side, nearest) in [(-1, solution.below), (1, solution.above)] {
        let beyond = |found: i64| (found - target) * side > 0;
        let best = rows().filter(|row| beyond(row.1)).min_by_key(|row| (row.1 - target).abs());
        let value = nearest.map(|at| figure_of(figure, at, charge(tariff, at).unwrap()));
        match (nearest, best) {
            (Some(at), _) if at > LAST => {
                let value = value.unwrap();
                assert!(beyond(value), "{case}: {solution:?}");
                let better = |row: (i64, i64)| (value - target).abs() < (row.1 - target).abs();
                assert!(best.is_none_or(better), "{case}: {solution:?}, {best:?}");
            }
            _ => assert_eq!(nearest.zip(value), best, "{case}: {solution:?}"),
        }
    }
    true
}

#[test]
fn every_rule_is_what_the_calculator_says() {
    let mut random = Random(0x57E9);
    let (mut rules, mut solved, mut refused, mut staircases) = (0, 0, 0, 0);
    while rules < 500 {
        let places = random.pick(&[0, 2]);
        let rule = rule(&mut random, places);
        let Some((tariff, rate)) = tariff(&mut random, &rule) else { continue };
        rules += 1;
        let case = format!("{} {:?}", tariff.source(), tariff.rounding());
        let charges: Vec<Option<i64>> = (0..=LAST).map(|units| charge(&tariff, units)).collect();
        judge_curve(&case, &tariff, rate, &charges);
        let pieces = tariff.curve().unwrap().pieces();
        staircases += usize::from(pieces.iter().any(|piece| piece.stairs.is_some()));
        for figure in [Figure::Charge, Figure::Net, Figure::Gross] {
            for _ in 0..6 {
                let at = random.below(charges.len());
                let charge = charges[at].unwrap_or_default();
                let target = figure_of(figure, i64::try_from(at).unwrap(), charge);
                let target = target + i64::try_from(random.below(7)).unwrap() - 3;
                match judge_solution(&case, (&tariff, &charges), figure, target) {
                    true => solved += 1,
                    false => refused += 1,
                }
            }
        }
    }
    assert!(staircases > 230 && refused < solved / 50, "{staircases} {solved} {refused}");
}
