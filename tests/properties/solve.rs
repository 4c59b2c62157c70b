//! Brute force is the judge of curves solved backwards.

use crate::random::Random;
use ready_reckoner::curve::{
    self, Curve, Cut, Figure, Interval, Line, Piece, PieceKind, Solution, Span, Unlisted, solve,
};
use ready_reckoner::money::{Currency, Decimal, Ratio, Rounding, RoundingMode};

/// `Number.MAX_SAFE_INTEGER`.
const SAFE_INTEGER_MAX: i64 = (1 << 53) - 1;

const FIGURES: [Figure; 3] = [Figure::Charge, Figure::Net, Figure::Gross];

const OVERFLOW: Result<Solution, Unlisted> = Err(Unlisted::Overflow);

/// Every amount and its figure, up to the last amount of a grid.
type Table = Vec<(i64, i64)>;

fn ratio(numerator: i64, denominator: i64) -> Ratio {
    Ratio::new(numerator.into(), denominator.into()).unwrap()
}

fn rounding(code: &str, mode: RoundingMode, increment: i64) -> Rounding {
    let currency = Currency::from_code(code).unwrap();
    let increment = Decimal::new(increment, currency.minor_units());
    Rounding::new(currency, mode, Some(increment)).unwrap()
}

fn grid(rounding: &Rounding) -> i64 {
    10_i64.pow(rounding.currency().minor_units())
}

/// The figure of an amount by plain evaluation.
fn evaluate(curve: &Curve, rounding: &Rounding, figure: Figure, amount: i64) -> Option<i64> {
    let exact = ratio(amount, grid(rounding));
    let charge = curve.piece_at(exact)?.line.at(exact).unwrap();
    let charge = i64::try_from(rounding.round(&charge).unwrap().count()).unwrap();
    Some(match figure {
        Figure::Charge => charge,
        Figure::Gross => amount + charge,
        Figure::Net => amount - charge,
    })
}

fn table(curve: &Curve, rounding: &Rounding, figure: Figure, last: i64) -> Table {
    let figure = |amount| Some((amount, evaluate(curve, rounding, figure, amount)?));
    (0..=last).filter_map(figure).collect()
}

/// What a search through all amounts finds.
fn searched(table: &Table, target: i64) -> (Vec<i64>, Option<i64>, Option<i64>) {
    let equal = table.iter().filter(|row| row.1 == target);
    let amounts: Vec<i64> = equal.map(|row| row.0).collect();
    if !amounts.is_empty() {
        return (amounts, None, None);
    }
    let below = table.iter().map(|row| row.1).filter(|figure| *figure < target).max();
    let above = table.iter().map(|row| row.1).filter(|figure| *figure > target).min();
    let smallest = |figure: i64| table.iter().find(|row| row.1 == figure).unwrap().0;
    (amounts, below.map(smallest), above.map(smallest))
}

/// The amounts of a solution up to the last amount of a grid; spans stand in order, apart.
fn listed(solution: &Solution, last: i64) -> Vec<i64> {
    let mut amounts: Vec<i64> = Vec::new();
    for span in &solution.amounts {
        let end = span.to.unwrap_or(SAFE_INTEGER_MAX);
        assert!(span.step > 0 && (end - span.from) % span.step == 0 || span.to.is_none());
        assert!(end > span.from || span.step == 1, "{solution:?}");
        let mut amount = span.from;
        while amount <= end.min(last) {
            assert!(amounts.last().is_none_or(|before| *before < amount), "{solution:?}");
            amounts.push(amount);
            amount += span.step;
        }
    }
    for pair in solution.amounts.windows(2) {
        let gap = pair[1].from - pair[0].to.expect("only the last span has no end");
        assert!(pair[0].step != pair[1].step || gap != pair[0].step, "touching: {solution:?}");
    }
    amounts
}

/// A line whose values meet ties, whole numbers and everything between.
fn line(random: &mut Random, grid: i64, increment: i64) -> Line {
    const NUMERATORS: [i64; 17] = [0, 0, 1, 1, 1, 2, 3, 5, 7, 9, 19, 21, 29, 49, 51, 99, 101];
    const DENOMINATORS: [i64; 16] = [1, 1, 1, 2, 2, 3, 4, 7, 8, 10, 20, 25, 50, 100, 100, 1000];
    let (numerator, denominator) = match random.below(4) {
        0 => (i64::try_from(random.below(400)).unwrap(), random.pick(&[1, 3, 8, 10, 100, 365])),
        _ => (random.pick(&NUMERATORS), random.pick(&DENOMINATORS)),
    };
    let sign = random.pick(&[1, 1, -1]);
    let base = i64::try_from(random.below(800)).unwrap() - 400;
    if random.below(8) == 0 {
        // As much charge as amount, and ties all along.
        return Line { base: ratio(base * increment, 2 * grid), rate: ratio(sign, 1) };
    }
    let rate = ratio(numerator * sign, denominator);
    let parts = random.pick(&[1, 1, 2, 2, 4, 20, 3, 7]);
    let base = match random.below(3) {
        0 => ratio(base * increment, 2 * grid),
        _ => ratio(base, parts * grid),
    };
    Line { base, rate }
}

/// A place on the grid, or between its amounts.
fn cut(random: &mut Random, grid: i64, last: usize) -> Cut {
    let at = i64::try_from(random.below(2 * last)).unwrap();
    let at = if random.below(4) == 0 { ratio(at, 2 * grid) } else { ratio(at / 2, grid) };
    Cut { at, after: random.below(2) == 0 }
}

/// Pieces with jumps and gaps between them, plateaus and inversions; the last one may be open.
fn pieces(random: &mut Random, grid: i64, increment: i64, last: usize) -> Curve {
    let mut cuts: Vec<Cut> = (0..random.below(7)).map(|_| cut(random, grid, last)).collect();
    cuts.push(Cut::before(Ratio::ZERO));
    cuts.sort();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut continued = None;
    for (place, start) in cuts.iter().enumerate() {
        let end = cuts.get(place + 1).copied();
        let line = match continued {
            // Without a jump, and sometimes without a bend.
            Some(value) if random.below(3) == 0 => {
                let new = line(random, grid, increment);
                let value: Ratio = value;
                let base = value.checked_sub(new.rate.checked_mul(start.at).unwrap()).unwrap();
                Line { base, ..new }
            }
            _ => line(random, grid, increment),
        };
        continued = end.map(|end| line.at(end.at).unwrap());
        if random.below(5) > 0 {
            let interval = Interval { start: *start, end };
            pieces.push(Piece::line(interval, line, PieceKind::Tier));
        }
    }
    Curve::new(pieces)
}

fn random_curve(random: &mut Random, grid: i64, increment: i64, last: usize) -> Curve {
    let mut curve = pieces(random, grid, increment, last);
    if random.below(3) == 0 {
        curve = curve::floor(&curve, &line(random, grid, increment)).unwrap();
    }
    if random.below(3) == 0 {
        curve = curve::cap(&curve, &line(random, grid, increment)).unwrap();
    }
    if random.below(2) == 0 {
        // Nothing beyond the grid, so that the table is complete.
        let end = Cut::before(ratio(i64::try_from(last).unwrap(), grid));
        let inside = Interval { end: Some(end), ..Interval::all() };
        curve = curve::choose(&[(Some(inside), curve)]);
    }
    curve
}

fn target(random: &mut Random, table: &Table) -> i64 {
    let below = |random: &mut Random, limit| i64::try_from(random.below(limit)).unwrap();
    if table.is_empty() || random.below(8) == 0 {
        return below(random, 4000) - 1000;
    }
    let figure = random.pick(table).1;
    match random.below(3) {
        0 => figure,
        _ => figure + below(random, 9) - 4,
    }
}

/// Large amounts that have a figure: each span's ends have it, and what lies beside them does not.
fn judge_ends(curve: &Curve, rounding: &Rounding, figure: Figure, target: i64) -> usize {
    let solution = solve(curve, rounding, figure, target).expect("the numbers fit");
    let figure = |amount| evaluate(curve, rounding, figure, amount);
    for span in &solution.amounts {
        let Span { from, step, .. } = *span;
        let to = span.to.unwrap_or(SAFE_INTEGER_MAX - (SAFE_INTEGER_MAX - from) % step);
        for amount in [from, to, from + (to - from) / step / 2 * step] {
            assert_eq!(figure(amount), Some(target), "{solution:?}");
        }
        assert!(from == 0 || figure(from - 1) != Some(target), "{solution:?}");
        assert!(from < step || figure(from - step) != Some(target), "{solution:?}");
        if span.to.is_some() {
            assert_ne!(figure(to + step), Some(target), "{solution:?}");
        }
    }
    if let [Some(below), Some(above)] = [solution.below, solution.above] {
        assert!(figure(below).unwrap() < target && target < figure(above).unwrap());
    }
    solution.amounts.len()
}

/// How many solutions were judged, and of which kinds.
#[derive(Debug, Default)]
struct Seen {
    solved: u32,
    unsolved: u32,
    open: u32,
    stepped: u32,
    several: u32,
}

/// Judges the solutions for some targets.
fn judge(
    (curve, rounding, figure): (&Curve, &Rounding, Figure),
    table: &Table,
    last: i64,
    targets: &[i64],
    seen: &mut Seen,
) {
    let complete = curve.pieces().last().is_none_or(|piece| {
        piece.interval.end.is_some_and(|end| end.at <= ratio(last, grid(rounding)))
    });
    for &target in targets {
        let solution = solve(curve, rounding, figure, target);
        let case = format!("{figure:?} {target}, {rounding:?}\n{curve:?}\n{solution:?}");
        let solution = solution.expect(&case);
        let (amounts, below, above) = searched(table, target);
        assert_eq!(listed(&solution, last), amounts, "{case}");
        if solution.amounts.is_empty() {
            seen.unsolved += 1;
            let found = [solution.below, solution.above];
            for (ours, theirs) in found.into_iter().zip([below, above]) {
                match ours {
                    // Amounts beyond the table may be nearer, never one inside it.
                    Some(ours) if ours > last && !complete => {
                        let figure = |at| evaluate(curve, rounding, figure, at).unwrap();
                        let far = |at| (figure(at) - target).abs();
                        assert!(theirs.is_none_or(|theirs| far(ours) < far(theirs)), "{case}");
                    }
                    _ => assert_eq!(ours, theirs, "{case}"),
                }
            }
        } else {
            seen.solved += 1;
            assert_eq!((solution.below, solution.above), (None, None), "{case}");
            seen.open += u32::from(solution.amounts.iter().any(|span| span.to.is_none()));
            seen.stepped += u32::from(solution.amounts.iter().any(|span| span.step > 1));
            seen.several += u32::from(solution.amounts.len() > 1);
        }
    }
}

fn judge_random(
    seed: u64,
    rounds: u32,
    last: usize,
    change: fn(Curve, &mut Random, i64) -> Curve,
) -> Seen {
    let mut random = Random(seed);
    let mut seen = Seen::default();
    let end = i64::try_from(last).unwrap();
    for _ in 0..rounds {
        let code = random.pick(&["JPY", "LKR", "KWD"]);
        let increment = random.pick(&[1, 1, 1, 2, 3, 5, 10, 25, 50, 100]);
        let mode = match random.below(4) {
            0 => RoundingMode::HalfEven,
            _ => random.pick(&RoundingMode::ALL),
        };
        let rounding = rounding(code, mode, increment);
        let curve = random_curve(&mut random, grid(&rounding), increment, last);
        let curve = change(curve, &mut random, grid(&rounding));
        for figure in FIGURES {
            let table = table(&curve, &rounding, figure, end);
            let targets: Vec<i64> = (0..16).map(|_| target(&mut random, &table)).collect();
            judge((&curve, &rounding, figure), &table, end, &targets, &mut seen);
        }
    }
    seen
}

#[test]
fn solutions_are_what_a_search_through_all_amounts_finds() {
    let seen = judge_random(0xC0DE, 1500, 200, |curve, _, _| curve);
    let Seen { solved, unsolved, open, stepped, several } = seen;
    let counts = [solved, unsolved, open, stepped, several];
    assert!(counts.iter().all(|count| *count > 100), "too few of a kind: {seen:?}");
}

#[test]
fn solutions_on_longer_grids_are_found_too() {
    let seen = judge_random(0xFEED, 60, 3000, |curve, _, _| curve);
    assert!(seen.solved > 500 && seen.unsolved > 500, "too few of a kind: {seen:?}");
}

#[test]
fn large_amounts_are_solved_as_fast() {
    let mut random = Random(0xB16);
    let mut solved = 0;
    for _ in 0..3000 {
        let increment = random.pick(&[1, 1, 5, 100]);
        let code = random.pick(&["JPY", "LKR", "KWD"]);
        let rounding = rounding(code, random.pick(&RoundingMode::ALL), increment);
        let grid = grid(&rounding);
        let curve = Curve::new(vec![Piece::everywhere(line(&mut random, grid, increment))]);
        let amount = i64::try_from(random.next() % (1 << 53)).unwrap();
        for figure in FIGURES {
            let target = evaluate(&curve, &rounding, figure, amount).unwrap();
            assert!(judge_ends(&curve, &rounding, figure, target) > 0);
            solved += judge_ends(&curve, &rounding, figure, target + 1);
        }
    }
    assert!(solved > 1000, "only {solved} other solutions");
}

/// A curve behind somewhere rises or falls so fast that large amounts have charges without room.
fn steep(curve: Curve, random: &mut Random, grid: i64) -> Curve {
    let rate = i64::try_from(1 + random.below(2_000_000_000)).unwrap() * random.pick(&[1, -1]);
    let rate = ratio(rate, random.pick(&[1, 2, 3, 1000]));
    let behind = Interval { start: cut(random, grid, 40), end: None };
    curve::choose(&[(Some(behind), one_line(ratio(7, grid), rate)), (Some(Interval::all()), curve)])
}

#[test]
fn steep_lines_have_nearest_amounts() {
    let seen = judge_random(0x57EE9, 300, 60, steep);
    assert!(seen.solved > 500 && seen.unsolved > 500, "too few of a kind: {seen:?}");
}

fn one_line(base: Ratio, rate: Ratio) -> Curve {
    Curve::new(vec![Piece::everywhere(Line { base, rate })])
}

fn span(from: i64, to: i64, step: i64) -> Span {
    Span { from, to: Some(to), step }
}

#[test]
fn what_has_to_be_asked_for_to_receive_an_amount() {
    let cents = rounding("LKR", RoundingMode::HalfUp, 1);
    let curve = one_line(ratio(30, 100), ratio(29, 1000));
    let amounts = |figure, target| solve(&curve, &cents, figure, target).unwrap().amounts;
    assert_eq!(amounts(Figure::Net, 10_000), [span(10_330, 10_330, 1)]);
    // A charge of 3.30 is that of every amount around 103.45.
    assert_eq!(amounts(Figure::Charge, 330), [span(10_328, 10_362, 1)]);
    assert_eq!(amounts(Figure::Gross, 10_630), [span(10_301, 10_301, 1)]);
}

#[test]
fn nearest_amounts_stand_in_for_missing_ones() {
    let fives = rounding("LKR", RoundingMode::HalfUp, 5);
    let curve = one_line(Ratio::ZERO, ratio(1, 2));
    let solution = solve(&curve, &fives, Figure::Charge, 12).unwrap();
    // 0.15 to 0.24 cost 0.10, the next ten 0.15.
    assert_eq!(solution, Solution { amounts: vec![], below: Some(15), above: Some(25) });
    let solution = solve(&curve, &fives, Figure::Charge, -1).unwrap();
    assert_eq!(solution, Solution { amounts: vec![], below: None, above: Some(0) });
    let nothing = solve(&Curve::new(vec![]), &fives, Figure::Net, 100).unwrap();
    assert_eq!(nothing, Solution { amounts: vec![], below: None, above: None });
}

#[test]
fn spans_have_steps_and_may_have_no_end() {
    let cents = rounding("LKR", RoundingMode::HalfUp, 1);
    let flat = one_line(ratio(5, 1), Ratio::ZERO);
    let all = Span { from: 0, to: None, step: 1 };
    assert_eq!(solve(&flat, &cents, Figure::Charge, 500).unwrap().amounts, [all]);
    // The charge is the amount to the next 0.05: every fifth amount is left nothing.
    let fives = rounding("LKR", RoundingMode::HalfUp, 5);
    let whole = one_line(Ratio::ZERO, Ratio::ONE);
    let fifths = Span { from: 0, to: None, step: 5 };
    assert_eq!(solve(&whole, &fives, Figure::Net, 0).unwrap().amounts, [fifths]);
    // Every amount is a tie, and only every other one goes up.
    let even = rounding("LKR", RoundingMode::HalfEven, 1);
    let tie = one_line(ratio(1, 200), Ratio::ONE);
    let odd = Span { from: 1, to: None, step: 2 };
    assert_eq!(solve(&tie, &even, Figure::Net, -1).unwrap().amounts, [odd]);
}

#[test]
fn numbers_that_do_not_fit_are_no_solution() {
    let cents = rounding("LKR", RoundingMode::HalfUp, 1);
    let tiny = Ratio::new(1, i128::MAX).unwrap();
    assert_eq!(solve(&one_line(tiny, tiny), &cents, Figure::Net, 100), OVERFLOW);
    for (increment, rate) in [(1, 1), (1, -1), (1 << 60, 1), (1 << 60, 1 << 60), (i64::MAX, 1)] {
        let rounding = rounding("JPY", RoundingMode::HalfEven, increment);
        for base in [0, 1, i64::MAX, i64::MIN + 1] {
            let curve = one_line(ratio(base, 2), ratio(rate, 1));
            for target in [i64::MIN, 1 - i64::MAX, 0, 1 << 60, 1 << 61, i64::MAX] {
                for figure in FIGURES {
                    // Whether there is an answer does not matter, if only nothing overflows.
                    let _ = solve(&curve, &rounding, figure, target);
                }
            }
        }
    }
    let huge = Ratio::new(i128::MAX, 1).unwrap();
    for figure in FIGURES {
        assert_eq!(solve(&one_line(huge, Ratio::ONE), &cents, figure, i64::MAX), OVERFLOW);
        assert_eq!(solve(&one_line(Ratio::ONE, -huge), &cents, figure, i64::MIN), OVERFLOW);
    }
}
