//! What a curve is asked besides charges: its shape, which amounts lead where, what is odd.

use wasm_bindgen::prelude::*;

use super::answer::{AnswerText, refuse, write};
use super::convert::read;
use super::exports::RawTariff;
use crate::curve::{Breakpoint, Cut, Figure, Interval, Line, Piece, Span, Unlisted};
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{Reader, Value, amount};
use crate::money::{MinorUnits, Overflow, Ratio};
use crate::pricing::{Tariff, not_negative};

#[wasm_bindgen]
impl RawTariff {
    /// The pieces and breakpoints of the exact charge.
    #[wasm_bindgen(unchecked_return_type = "object")]
    pub fn curve(&self, range: &JsValue) -> Result<JsValue, JsValue> {
        let curve = self.tariff().curve().map_err(one)?;
        let mut reader = Reader::default();
        let range = read(range);
        let mut fields = reader.fields(&range, "");
        let from = fields.amount("from", &mut reader).map(Ratio::from);
        let to = fields.amount("to", &mut reader).map(Ratio::from);
        let has_range = from.is_some() || to.is_some();
        for (path, at) in [("/from", from), ("/to", to)] {
            reader.keep(path, at.map_or(Ok(()), not_negative));
        }
        let from = from.unwrap_or(Ratio::ZERO);
        fields.refuse_others(&mut reader);
        if to.is_some_and(|to| to < from) {
            reader.say(Code::RangeReversed, "/to", &[]);
        }
        reader.finish().map_err(refuse)?;
        let start = Cut::before(from);
        let shown = Interval { start, end: to.map(Cut::after) };
        // Without a range, a staircase stays the one piece that it is.
        let stepped = match has_range {
            true => {
                curve.step_by_step(&shown, MAX_PIECES).map_err(|why| one(unlisted(why, from)))?
            }
            false => curve.clone(),
        };
        let breakpoints = stepped.breakpoints(&shown).map_err(overflow)?;
        let pieces = stepped.within(&shown);
        let mut answer = AnswerText::default();
        answer.begin().list("pieces", pieces.pieces(), &piece);
        Ok(write(answer.list("breakpoints", &breakpoints, &breakpoint).end()))
    }

    /// The amounts whose charge, net or gross is a given figure.
    #[wasm_bindgen(unchecked_return_type = "object")]
    pub fn solve(&self, target: &JsValue) -> Result<JsValue, JsValue> {
        let tariff = self.tariff();
        // That there is no curve is said before what is wrong with the target.
        tariff.curve().map_err(one)?;
        let (figure, target) = target_of(&read(target), self.minor_units()).map_err(refuse)?;
        let solution = tariff.solve(figure, target).map_err(one)?;
        let places = self.minor_units();
        let mut answer = AnswerText::default();
        answer.begin().list("amounts", &solution.amounts, &|answer, amounts| {
            span(answer, amounts, places);
        });
        for (name, nearest) in [("below", solution.below), ("above", solution.above)] {
            if let Some(amount) = nearest {
                figures(answer.name(name), tariff, amount, places).map_err(one)?;
            }
        }
        Ok(write(answer.end()))
    }
}

/// The most pieces of a range.
const MAX_PIECES: usize = 10_000;

/// What is wrong with a range that has too many pieces, and which one would do.
fn unlisted(why: Unlisted, from: Ratio) -> Problem {
    let Unlisted::Behind(cut) = why else { return Overflow.into() };
    let range = ["{ from: \"", &from.digits(), "\", to: \"", &cut.at.digits(), "\" }"].concat();
    let message = Code::TooManySteps.sentence(&["the range has"]);
    Problem::new(Code::TooManySteps, message, Some(["ask for `", &range, "`"].concat()))
}

/// Exactly one of `charge`, `net` and `gross`, in minor units.
fn target_of(target: &Value, places: u32) -> Result<(Figure, i64), Refusal> {
    let mut reader = Reader::default();
    let mut fields = reader.fields(target, "");
    let mut found = None;
    let mut count = 0;
    for &(name, figure) in
        &[("charge", Figure::Charge), ("net", Figure::Net), ("gross", Figure::Gross)]
    {
        let (value, path) = fields.take(name);
        if value.is_absent() {
            continue;
        }
        count += 1;
        let units = amount(value).and_then(|amount| {
            let units = MinorUnits::from_amount(amount, places)?;
            Ok(i64::try_from(units.count()).map_err(|_| Overflow)?)
        });
        found = reader.keep(&path, units).map(|units| (figure, units));
    }
    fields.refuse_others(&mut reader);
    if count != 1 {
        reader.say(Code::SolveTarget, "", &[]);
    }
    reader.finish()?;
    Ok(found.unwrap_or((Figure::Charge, 0)))
}

/// Amounts that have a figure.
fn span(answer: &mut AnswerText, span: &Span, places: u32) {
    let step = Some(span.step).filter(|step| *step > 1).map(|step| units(step, places));
    answer
        .begin()
        .text("from", &units(span.from, places))
        .or_null("to", span.to.map(|to| units(to, places)).as_deref())
        .optional("step", step.as_deref())
        .end();
}

/// What an amount comes to.
fn figures(
    answer: &mut AnswerText,
    tariff: &Tariff,
    amount: i64,
    places: u32,
) -> Result<(), Problem> {
    let charge = tariff.charge_units(amount)?;
    let (Some(net), Some(gross)) = (amount.checked_sub(charge), amount.checked_add(charge)) else {
        return Err(Overflow.into());
    };
    answer.begin();
    for (name, count) in [("amount", amount), ("charge", charge), ("net", net), ("gross", gross)] {
        answer.text(name, &units(count, places));
    }
    answer.end();
    Ok(())
}

fn piece(answer: &mut AnswerText, piece: &Piece) {
    let Interval { start, end } = piece.interval;
    answer
        .begin()
        .text("from", &start.at.digits())
        .truth("fromOpen", Some(start.after))
        .limit("to", end.map(|end| end.at))
        .truth("toOpen", Some(end.is_none_or(|end| !end.after)))
        .line(piece.line)
        .text("kind", piece.kind.name());
    if let Some(stairs) = &piece.stairs {
        answer
            .text("period", &stairs.tread.size.digits())
            .text("origin", &stairs.tread.origin.digits())
            .text("step", &stairs.tread.step.digits())
            .optional("unit", stairs.unit.map(|unit| unit.digits()).as_deref());
        // What the staircase is held to, if anything.
        for (name, line) in [("floor", stairs.floor), ("cap", stairs.cap)] {
            if let Some(line) = line {
                answer.name(name).begin().line(line).end();
            }
        }
    }
    answer.end();
}

fn breakpoint(answer: &mut AnswerText, breakpoint: &Breakpoint<'_>) {
    answer
        .begin()
        .text("amount", &breakpoint.at.digits())
        .text("kind", breakpoint.next.map_or("end", |piece| piece.kind.name()))
        .limit("before", breakpoint.before)
        .limit("at", breakpoint.value)
        .limit("after", breakpoint.after)
        .end();
}

impl AnswerText {
    #[inline(never)]
    fn line(&mut self, line: Line) -> &mut Self {
        self.text("base", &line.base.digits()).text("rate", &line.rate.digits())
    }

    #[inline(never)]
    fn limit(&mut self, name: &str, value: Option<Ratio>) -> &mut Self {
        self.or_null(name, value.map(|value| value.digits()).as_deref())
    }
}

fn units(count: i64, places: u32) -> String {
    MinorUnits::new(count.into()).unwrap_or_default().format(places)
}

fn one(problem: Problem) -> JsValue {
    refuse(problem.into())
}

fn overflow(error: Overflow) -> JsValue {
    one(error.into())
}
