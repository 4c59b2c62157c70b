//! Charges in lanes, on pairs of plain numbers, against the exact line and its one rounding.

use super::places::RULES;
use crate::json::value;
use crate::random::Random;
use ready_reckoner::curve::{
    self, Curve, Cut, GROUP, Interval, Kernel, Lanes, Line, Pair, Piece, PieceKind, PlainPair,
};
use ready_reckoner::money::{Currency, Decimal, Ratio, Rounding, RoundingMode};
use ready_reckoner::pricing::{Tariff, TariffOptions};

/// The amounts that no lanes charge begin here at the latest.
const LIMIT: i64 = 1 << 51;

fn ratio(numerator: i64, denominator: i128) -> Ratio {
    Ratio::new(numerator.into(), denominator).unwrap()
}

fn integer(random: &mut Random, limit: usize) -> i64 {
    i64::try_from(random.below(limit)).unwrap()
}

/// Of zero and more in most cases, with divisors that divide nothing, and slopes that soon lead
/// beyond the limit.
fn line(random: &mut Random) -> Line {
    let divisor = random.pick(&[1, 2, 3, 7, 40, 1000, 9973, 1_000_003]);
    let steep = random.pick(&[10, 1000, 1000, 1_000_000_000]);
    let sign = if random.below(12) == 0 { -1 } else { 1 };
    Line {
        base: ratio(integer(random, 100_000) * sign, random.pick(&[100, 300, 1000])),
        rate: ratio(integer(random, steep) * sign, divisor),
    }
}

fn random_curve(random: &mut Random) -> Curve {
    let mut starts: Vec<i64> = (0..random.below(6)).map(|_| integer(random, 5000)).collect();
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    let cut = |start: i64| Cut::before(ratio(start, 100));
    let mut pieces = Vec::new();
    for (place, start) in starts.iter().enumerate() {
        // Sometimes a price of nothing at first, and sometimes a gap.
        let line = match (place, random.below(3)) {
            (0, 0) => Line::constant(Ratio::ZERO),
            _ => line(random),
        };
        let interval = Interval { start: cut(*start), end: starts.get(place + 1).map(|s| cut(*s)) };
        if random.below(30) > 0 {
            pieces.push(Piece::line(interval, line, PieceKind::Tier));
        }
    }
    let mut curve = Curve::new(pieces);
    for held in [curve::floor, curve::cap] {
        if random.below(2) == 0 {
            let limit = Line::constant(ratio(integer(random, 90_000), 100));
            curve = held(&curve, &limit).unwrap();
        }
    }
    curve
}

/// The charge that the definition gives, in minor units.
fn exact(curve: &Curve, rounding: &Rounding, amount: i64) -> Option<i64> {
    let amount = ratio(amount, 100);
    let exact = curve.piece_at(amount)?.line.at(amount).unwrap();
    i64::try_from(rounding.round(&exact).unwrap().count()).ok()
}

fn bits(amount: i64, integers: bool) -> u64 {
    if integers { amount as u64 } else { (amount as f64).to_bits() }
}

/// The charges of a group of amounts, unless one of them is refused.
fn charged(lanes: &Lanes, amounts: [u64; GROUP], integers: bool) -> Option<Vec<i64>> {
    let mut cells: Vec<_> =
        amounts.chunks(2).map(|two| PlainPair::of_bits([two[0], two[1]])).collect();
    lanes.charge(&mut cells, integers).then(|| {
        let charges = cells.iter().flat_map(|cell| cell.bits());
        let read = |bits| if integers { bits as i64 } else { f64::from_bits(bits) as i64 };
        charges.map(read).collect()
    })
}

fn accepts(lanes: &Lanes, amount: i64) -> bool {
    charged(lanes, [bits(amount, true); GROUP], true).is_some()
}

/// The first amount that is refused.
fn end(lanes: &Lanes) -> i64 {
    let (mut low, mut high) = (0, LIMIT);
    while low < high {
        let middle = low + (high - low) / 2;
        if accepts(lanes, middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[test]
fn lanes_charge_what_the_calculator_does() {
    let mut random = Random(0x1A9E);
    let mut served = [0; 7];
    let (mut long, mut charges) = (0, 0);
    for _ in 0..4000 {
        let mode = random.below(7);
        let increment = random.pick(&[1, 1, 5, 25]);
        let increment = Some(Decimal::new(increment, 2));
        let rounding =
            Rounding::new(Currency::default(), RoundingMode::ALL[mode], increment).unwrap();
        let curve = random_curve(&mut random);
        let Some(lanes) = Kernel::new(&curve, &rounding).and_then(|kernel| Lanes::new(&kernel))
        else {
            continue;
        };
        let end = end(&lanes);
        if end == 0 {
            continue;
        }
        served[mode] += 1;
        long += usize::from(end > LIMIT / 1000);
        // Around the ends of the lines and of the lanes, and anywhere in between.
        let mut amounts = vec![0, 1];
        amounts.extend((1..24).map(|back| end - back));
        for piece in curve.pieces() {
            let start = piece.interval.start.at.checked_mul(Ratio::from_integer(100)).unwrap();
            let start = i64::try_from(start.floor()).unwrap();
            amounts.extend([start - 1, start, start + 1]);
        }
        for _ in 0..4 * GROUP {
            let width = random.below(52);
            amounts.push(i64::try_from(random.next() >> (63 - width)).unwrap());
        }
        amounts.retain(|amount| (0..end).contains(amount));
        for group in amounts.chunks_exact(GROUP) {
            let integers = random.below(2) == 0;
            let cells: Vec<u64> = group.iter().map(|amount| bits(*amount, integers)).collect();
            let found = charged(&lanes, cells.try_into().unwrap(), integers);
            let expected = group.iter().map(|amount| exact(&curve, &rounding, *amount));
            let expected: Option<Vec<i64>> = expected.collect();
            assert_eq!(found, expected, "{group:?} of {curve:?}, {:?}", RoundingMode::ALL[mode]);
            charges += group.len();
        }
    }
    assert!(served.iter().all(|times| *times > 200), "{served:?}");
    assert!(long > 200 && charges > 20_000, "{long} {charges}");
}

/// A rule of one to four tiers, most of them with started units, some over amounts that are rounded
/// up first, and with bounds that a staircase may meet again and again.
fn random_staircase(random: &mut Random) -> (String, Vec<i64>) {
    let mut ends: Vec<i64> = (0..random.below(4)).map(|_| 1 + integer(random, 900)).collect();
    ends.sort_unstable();
    ends.dedup();
    let price = |random: &mut Random| {
        let unit = random.pick(&["0.07", "1", "3", "10", "1/3", "100"]);
        let step = random.pick(&["0.013", "0.25", "1/7", "2"]);
        let rate = random.pick(&["0.5", "1/7", "2.35"]);
        match random.below(4) {
            0 => format!(r#""percentage": "{rate}""#),
            1 => format!(r#""perUnit": "{step}", "unit": "{unit}", "percentage": "{rate}""#),
            _ => format!(r#""perUnit": "{step}", "unit": "{unit}", "flat": {}"#, random.below(3)),
        }
    };
    let mut rule = match ends.is_empty() {
        true => price(random),
        false => {
            let mut tiers = String::new();
            for end in &ends {
                tiers.push_str(&format!(r#"{{ "upTo": {end}, {} }}, "#, price(random)));
            }
            let tiers_name = random.pick(&["graduated", "volume"]);
            format!(r#""{tiers_name}": [{tiers} {{ {} }}]"#, price(random))
        }
    };
    rule.push_str(random.pick(&[
        "",
        r#", "minimum": 5, "maximum": "31.4""#,
        r#", "minimumPercentage": "1.1""#,
        r#", "maximumPercentage": "0.9""#,
    ]));
    rule.push_str(random.pick(&["", "", r#", "chargeUnit": "0.3""#, r#", "chargeUnit": 7"#]));
    (format!("{{ {rule} }}"), ends)
}

#[test]
fn lanes_climb_staircases_as_the_calculator_does() {
    let mut random = Random(0x57E9);
    let (mut served, mut charges) = (0, 0);
    for number in 0..400 {
        let (rule, ends) = random_staircase(&mut random);
        let mode = RoundingMode::ALL[number % 7];
        let options = TariffOptions { rounding: Some(mode), ..TariffOptions::default() };
        let tree = value(&serde_json::from_str(&rule).unwrap());
        let Ok(tariff) = Tariff::compile_rule(&tree, &options) else { continue };
        let Some(lanes) = tariff.kernel().and_then(Lanes::new) else { continue };
        let end = end(&lanes);
        served += usize::from(end > LIMIT / 10_000);
        let mut amounts: Vec<i64> = (0..4).collect();
        amounts.extend((1..12).map(|back| end - back));
        for tier in ends {
            amounts.extend(tier * 100 - 3..tier * 100 + 4);
        }
        for _ in 0..60 {
            let width = random.below(52);
            let any = i64::try_from(random.next() >> (63 - width)).unwrap();
            let whole = any - any % 100;
            amounts.extend([any, whole, whole + 1]);
        }
        amounts.retain(|amount| (0..end).contains(amount));
        for group in amounts.chunks_exact(GROUP) {
            let cells: Vec<u64> = group.iter().map(|amount| bits(*amount, false)).collect();
            let found = charged(&lanes, cells.try_into().unwrap(), false);
            let expected: Option<Vec<i64>> =
                group.iter().map(|amount| tariff.charge_minor(*amount)).collect();
            assert_eq!(found, expected, "{rule} {mode:?} at {group:?}");
            charges += group.len();
        }
    }
    assert!(served > 250 && charges > 40_000, "{served} {charges}");
}

/// Amounts of both ends, and of every length between.
fn amounts_of_every_length(random: &mut Random) -> Vec<i64> {
    let mut amounts: Vec<i64> = (0..2_400).collect();
    for _ in 0..400 {
        let width = random.below(52);
        amounts.push(i64::try_from(random.next() >> (63 - width)).unwrap());
    }
    amounts
}

#[test]
fn lanes_serve_every_kind_of_rule() {
    let mut random = Random(0x57A1);
    for rule in RULES {
        for mode in RoundingMode::ALL {
            let options = TariffOptions { rounding: Some(mode), ..TariffOptions::default() };
            let tree = value(&serde_json::from_str(rule).unwrap());
            let tariff = Tariff::compile_rule(&tree, &options).unwrap();
            let lanes = tariff.kernel().and_then(Lanes::new).unwrap();
            let (mut served, mut asked) = (0, 0);
            for amount in amounts_of_every_length(&mut random) {
                let found = charged(&lanes, [bits(amount, false); GROUP], false);
                let expected = tariff.charge_minor(amount);
                if let Some(found) = found {
                    assert_eq!(Some(found[0]), expected, "{rule} {mode:?} at {amount}");
                    served += 1;
                }
                // Charges that may be below zero are left to the kernel.
                asked += usize::from(expected.is_some_and(|charge| charge >= 0));
            }
            let is_rebate = rule.contains("\"-");
            assert!(is_rebate || served * 10 > asked * 9, "{rule} {mode:?}: {served} of {asked}");
        }
    }
}

/// A price of started units with a part in percent, whose figures soon lead beyond the limit.
fn random_steps(random: &mut Random) -> String {
    let percentage = integer(random, 20_000) as f64 / 1000.0;
    let per_unit = [format!("{}", 1 + random.below(9)), format!("{}/9", 1 + random.below(9))];
    let unit = random.pick(&["1", "10", "0.07", "1000000"]);
    let more = [
        "",
        r#", "minimum": "2.03""#,
        r#", "maximum": "900000000000""#,
        r#", "chargeUnit": "0.3""#,
        r#", "minimum": "3", "maximumPercentage": "2500""#,
    ];
    let (per_unit, more) = (&per_unit[random.below(2)], random.pick(&more));
    format!(r#"{{"percentage": "{percentage}", "perUnit": "{per_unit}", "unit": "{unit}"{more}}}"#)
}

#[test]
fn lanes_of_staircases_end_before_their_figures_do() {
    let mut random = Random(0x57E9);
    let (mut long, mut charges) = (0, 0);
    for _ in 0..400 {
        let rule = random_steps(&mut random);
        let options = TariffOptions {
            rounding: Some(RoundingMode::ALL[random.below(7)]),
            ..TariffOptions::default()
        };
        let tree = value(&serde_json::from_str(&rule).unwrap());
        let tariff = Tariff::compile_rule(&tree, &options).unwrap();
        let Some(lanes) = tariff.kernel().and_then(Lanes::new) else { continue };
        let end = end(&lanes);
        long += usize::from(end > LIMIT / 1_000_000);
        let near = (0..20).map(|back| end - 1 - (1 << back));
        let far = (0..40).map(|_| i64::try_from(random.next() >> 12).unwrap() % end.max(1));
        for amount in near.chain(far).filter(|amount| (0..end).contains(amount)) {
            let found = charged(&lanes, [bits(amount, true); GROUP], true).unwrap()[0];
            let expected = tariff.charge_minor(amount);
            assert_eq!(Some(found), expected, "{rule} {options:?} at {amount}");
            charges += 1;
        }
    }
    assert!(long > 100 && charges > 10_000, "{long} {charges}");
}

/// The charges of large amounts beside those of the calculator, around some that leave a remainder.
fn compare_large(rule: &str, rounding: RoundingMode, (remainder, divisor): (i64, i64)) {
    let options = TariffOptions { rounding: Some(rounding), ..TariffOptions::default() };
    let tree = value(&serde_json::from_str(rule).unwrap());
    let tariff = Tariff::compile_rule(&tree, &options).unwrap();
    let lanes = tariff.kernel().and_then(Lanes::new).unwrap();
    let end = end(&lanes);
    assert!(end > LIMIT / 32, "{rule} {end}");
    for period in 0..320 {
        let amount = end - end / 10 * (period % 8) - 1 - period * divisor;
        let amount = amount - (amount - remainder) % divisor;
        for amount in amount - 1..(amount + 2).min(end) {
            let found = charged(&lanes, [bits(amount, true); GROUP], true).unwrap()[0];
            assert_eq!(Some(found), tariff.charge_minor(amount), "{rule} at {amount}");
        }
    }
}

#[test]
fn lanes_are_right_up_to_their_end() {
    for divisor in (3..200).step_by(2) {
        let rate = format!(r#"{{ "percentage": "50/{divisor}" }}"#);
        compare_large(&rate, RoundingMode::HalfEven, (divisor, 2 * divisor));
        for places in [2, 3] {
            let size = Decimal::new(divisor, places);
            let units = format!(r#"{{ "perUnit": "0.01", "unit": "{size}" }}"#);
            compare_large(&units, RoundingMode::HalfUp, (0, divisor));
        }
    }
}

#[test]
fn lanes_refuse_what_they_cannot_charge() {
    let line = Line { base: Ratio::ONE, rate: Ratio::new(29, 1000).unwrap() };
    let rounding = Rounding::new(Currency::default(), RoundingMode::HalfUp, None).unwrap();
    let curve = Curve::new(vec![Piece::everywhere(line)]);
    let lanes = Lanes::new(&Kernel::new(&curve, &rounding).unwrap()).unwrap();
    let end = end(&lanes);
    assert!(end > 1 << 40, "{end}");
    let doubles = [0.5, -1.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 5e-324];
    let integers = [-1, end, end + 1, LIMIT, 1 << 52, 1 << 53, (1 << 62) + 1, i64::MAX, i64::MIN];
    let good = bits(1000, false);
    for place in 0..GROUP {
        for double in doubles.into_iter().chain(integers.map(|amount| amount as f64)) {
            let mut amounts = [good; GROUP];
            amounts[place] = double.to_bits();
            assert_eq!(charged(&lanes, amounts, false), None, "{double}");
        }
        for integer in integers {
            let mut amounts = [bits(1000, true); GROUP];
            amounts[place] = bits(integer, true);
            assert_eq!(charged(&lanes, amounts, true), None, "{integer}");
        }
    }
    assert_eq!(charged(&lanes, [good; GROUP], false), Some(vec![129; GROUP]));
}

#[test]
fn lines_that_are_found_sooner_by_halves_have_no_lanes() {
    let rounding = Rounding::new(Currency::default(), RoundingMode::HalfUp, None).unwrap();
    let lanes = |lines: i64| {
        let pieces = (0..lines).map(|line| {
            let cut = |line: i64| Cut::before(ratio(line, 1));
            let end = (line + 1 < lines).then(|| cut(line + 1));
            let price = Line::constant(ratio(line + 1, 1));
            Piece::line(Interval { start: cut(line), end }, price, PieceKind::Tier)
        });
        Lanes::new(&Kernel::new(&Curve::new(pieces.collect()), &rounding).unwrap())
    };
    assert!(lanes(90).is_some());
    assert!(lanes(110).is_none());
}
