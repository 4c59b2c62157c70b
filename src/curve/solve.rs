//! Curves backwards: the amounts that have a given charge, net or gross after rounding.
//!
//! Nothing is searched amount by amount: the solutions of a piece are those of two inequalities,
//! and the nearest figures are found by bisection, so that length does not matter.

use super::bound::Unlisted;
use super::figure::{Figure, Solution, Span};
use super::piece::Curve;
use super::stair::{Stair, stairs};
use super::window::{Repeat, Sought};
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::money::{Overflow, Ratio, Rounding};

/// All amounts of a curve, from 0 to 2^53 − 1 minor units, whose figure is the target, in minor
/// units too; nothing if a number on the way does not fit.
///
/// ```
/// use ready_reckoner::curve::{Curve, Figure, Line, Piece, Span, solve};
/// use ready_reckoner::money::{Currency, Ratio, Rounding, RoundingMode};
///
/// // To receive 100.00 after 2.9 % and 0.30, one has to ask for 103.30.
/// let line = Line { base: Ratio::new(30, 100)?, rate: Ratio::new(29, 1000)? };
/// let curve = Curve::new(vec![Piece::everywhere(line)]);
/// let rounding = Rounding::new(Currency::default(), RoundingMode::HalfUp, None)?;
/// let solution = solve(&curve, &rounding, Figure::Net, 100_00);
/// let solution = solution.map_err(|_| "too long")?;
/// assert_eq!(solution.amounts, [Span { from: 103_30, to: Some(103_30), step: 1 }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(
    curve: &Curve,
    rounding: &Rounding,
    figure: Figure,
    target: i64,
) -> Result<Solution, Unlisted> {
    let grid = Ratio::from_integer(rounding.currency().minor_units_in_one());
    let increment = i64::try_from(rounding.increment()).map_err(|_| Overflow)?;
    let of = |target| Sought { figure, target, grid, increment };
    let stairs = stairs(curve, rounding.mode(), &of(target))?;
    let spans = amounts(&stairs, target).ok_or(Overflow)?;
    let mut nearest = Nearest { target, below: None, above: None };
    if spans.is_empty() {
        for stair in &stairs {
            nearest.look(stair).ok_or(Overflow)?;
        }
    }
    let first = |figure: Option<i64>| -> Result<Option<i64>, Unlisted> {
        let Some(figure) = figure else { return Ok(None) };
        let stairs = self::stairs(curve, rounding.mode(), &of(figure))?;
        let spans = amounts(&stairs, figure).ok_or(Overflow)?;
        Ok(spans.iter().map(|span| span.from).min())
    };
    let (below, above) = (first(nearest.below)?, first(nearest.above)?);
    Ok(Solution { amounts: spans, below, above })
}

/// The figures next to a target that no amount has.
#[derive(Debug)]
struct Nearest {
    target: i64,
    below: Option<i64>,
    above: Option<i64>,
}

impl Nearest {
    /// Looks at the figures of a stair that can be nearest.
    ///
    /// Where the level rises with the amount, the figure rises by single units up to the last
    /// amount of a level and falls with the first of the next. None of these rises passes the
    /// target, so that only their ends matter, and these are in order. Elsewhere the figures of all
    /// amounts are in order. Where ties go to even levels, even and odd ones have an order each.
    fn look(&mut self, stair: &Stair) -> Option<()> {
        self.note(stair.figure(stair.from)?);
        self.note(stair.figure(stair.to)?);
        let classes = if stair.even { 2 } else { 1 };
        let levels = stair.rate > 0;
        let (from, to) = if levels {
            (stair.level(stair.from)?.wrapping_add(1), stair.level(stair.to)?)
        } else {
            (stair.from, stair.to)
        };
        for class in 0..classes {
            // Levels leave room for a few more, and those of a stair are all above or below zero.
            let start = from.wrapping_add(class);
            let row = FigureRow { stair, start, step: classes, levels, back: 0 };
            let count = to.wrapping_sub(start).div_euclid(classes).wrapping_add(1);
            if count > 0 {
                self.bisect(&row, count)?;
                if levels {
                    self.bisect(&FigureRow { back: 1, ..row }, count)?;
                }
            }
        }
        Some(())
    }

    /// Finds the two neighbours in a row in which the target comes between.
    fn bisect(&mut self, row: &FigureRow<'_>, count: i64) -> Option<()> {
        let rising = row.figure(0)? <= row.figure(count - 1)?;
        let (mut low, mut high) = (0, count);
        while low < high {
            // Levels may be as long as numbers are: their sum would have no room.
            let middle = low.wrapping_add(high.wrapping_sub(low) >> 1);
            if (row.figure(middle)? < self.target) == rising {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for index in [low - 1, low] {
            if (0..count).contains(&index) {
                self.note(row.figure(index)?);
            }
        }
        Some(())
    }

    #[inline(never)]
    fn note(&mut self, figure: i64) {
        if figure < self.target {
            self.below = self.below.max(Some(figure));
        } else {
            self.above = Some(self.above.map_or(figure, |above| above.min(figure)));
        }
    }
}

/// Figures of a stair in rising or in falling order.
struct FigureRow<'a> {
    stair: &'a Stair,
    start: i64,
    step: i64,
    /// Whether the row counts levels and not amounts.
    levels: bool,
    /// How far before the first amount of its level a figure is.
    back: i64,
}

impl FigureRow<'_> {
    #[inline(never)]
    fn figure(&self, index: i64) -> Option<i64> {
        let mut amount = self.start.checked_add(index.checked_mul(self.step)?)?;
        if self.levels {
            amount = self.stair.reaches(amount)?.wrapping_sub(self.back);
        }
        self.stair.figure(amount)
    }
}

/// All amounts with a figure.
fn amounts(stairs: &[Stair], target: i64) -> Option<Vec<Span>> {
    let mut spans = Vec::new();
    for stair in stairs {
        if let Some(span) = stair.span(target)? {
            match &stair.repeat {
                None => join(&mut spans, span),
                Some(period) => repeat(&mut spans, &span, period)?,
            }
        }
    }
    if let Some(span) = spans.last_mut()
        && let Some(to) = span.to
        && to > span.from
        && span.step > SAFE_INTEGER_MAX - to
    {
        span.to = None;
    }
    Some(spans)
}

/// Adds every amount of a span in a period, which comes again with each of them.
fn repeat(spans: &mut Vec<Span>, span: &Span, repeat: &Repeat) -> Option<()> {
    let mut from = span.from;
    while from <= span.to? {
        if spans.len() > MAX_SPANS {
            return None;
        }
        let to = repeat.to - (repeat.to - from) % repeat.period;
        let step = if to == from { 1 } else { repeat.period };
        let open = to > from && step > SAFE_INTEGER_MAX - to;
        spans.push(Span { from, to: Some(to).filter(|_| !open), step });
        from = from.checked_add(span.step)?;
    }
    Some(())
}

/// The most spans of amounts that come again.
const MAX_SPANS: usize = 10_000;

/// Adds a span, or makes the last one longer if that goes on in the same steps.
fn join(spans: &mut Vec<Span>, mut span: Span) {
    if let Some(last) = spans.last_mut()
        && last.to.is_some_and(|to| span.from - to == span.step)
        && (last.step == span.step || last.to == Some(last.from))
    {
        *last = Span { from: last.from, ..span };
        return;
    }
    if span.to == Some(span.from) {
        span.step = 1;
    }
    spans.push(span);
}
