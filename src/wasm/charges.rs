//! Whole requests.

use std::collections::BTreeSet;

use js_sys::{Array, Math, Reflect};
use wasm_bindgen::prelude::*;

use super::answer::{AnswerText, problem, refuse, write};
use super::convert::read;
use super::room::{TextRoom, provide, provide_for};
use super::steps::step;
use crate::diagnostic::Problem;
use crate::document::{ChargeCalculation, PlacedLine, Reader, Value};
use crate::money::Overflow;
use crate::pricing::charges::{
    self, Book, ChargeOutcome, CurrencyTotal, Explained, PartyTotal, Salt, Source,
};

/// Price rules that have been read once, for many requests.
#[wasm_bindgen]
pub struct RawBook {
    book: Book,
    /// Where requests are written.
    room: TextRoom,
}

#[wasm_bindgen]
impl RawBook {
    /// Reads identities and rules by turns.
    pub fn read(rules: &Array, settings: &JsValue) -> Result<RawBook, JsValue> {
        Ok(Self { book: book(rules, settings, &|_| true)?, room: TextRoom::default() })
    }

    /// Room for a request of so many bytes: where it is in the module's memory.
    pub fn reserve(&mut self, bytes: usize) -> Result<usize, JsValue> {
        self.room.reserve(bytes)
    }

    /// Calculates the charges of the request whose text is the first bytes of the room, which is
    /// given back if it is large. `prices` is null without a host's source.
    ///
    /// The answer is the response as JSON; where the host's source must be asked first, the
    /// positions of the lines that it has the prices of; and with `explain` an object.
    pub fn calculate(
        &mut self,
        bytes: usize,
        prices: &JsValue,
        explain: bool,
    ) -> Result<JsValue, JsValue> {
        let text = self.room.text(bytes).unwrap_or_default();
        if text.len() > MANY * LINE {
            // Each line is an object in the text.
            provide_for_lines(text.bytes().filter(|byte| *byte == b'{').count(), explain);
        }
        let mut reader = Reader::default();
        let request = ChargeCalculation::of_text(text, &mut reader);
        let answer = answered(&request, reader, &self.book, prices, explain);
        drop(request);
        self.room.give_back();
        answer
    }
}

/// Lets the memory grow once for all lines of a large request.
fn provide_for_lines(lines: usize, explain: bool) {
    if lines > MANY {
        provide_for(lines.saturating_mul(if explain { EXPLAINED } else { CALCULATED }));
    }
}

/// From so many lines or rules on the memory is provided for all of them.
const MANY: usize = 1_000;

/// The fewest bytes of a line in a text: the end of each of its fields.
const LINE: usize = 25;

/// About how many bytes a rule takes in a book.
const RULE: usize = 1_000;

/// About how many bytes a line takes until it is answered, and with its explanation.
const CALCULATED: usize = 1_200;
const EXPLAINED: usize = 3_600;

/// The fields of a request in the order in which its text has them.
#[wasm_bindgen(js_name = requestFields)]
pub fn request_fields() -> JsValue {
    write(AnswerText::default().tree(&ChargeCalculation::declaration()))
}

/// A salt of the page's own randomness.
pub(super) fn salt() -> Salt {
    // Two numbers, because one has no more than 53 bits.
    Salt::of_random(Math::random().to_bits() ^ Math::random().to_bits().rotate_left(32))
}

/// The same of a request that is any object, with rules of which it may name some.
#[wasm_bindgen]
pub fn calculate(
    request: &JsValue,
    rules: &Array,
    settings: &JsValue,
    prices: &JsValue,
    explain: bool,
) -> Result<JsValue, JsValue> {
    let body = read(request);
    let mut reader = Reader::default();
    let request = ChargeCalculation::of_value(&body, false, &mut reader);
    let lines = request.lines();
    provide_for_lines(lines.len(), explain);
    let named: BTreeSet<_> = lines.iter().filter_map(|placed| placed.line.price_rule_id).collect();
    let book = book(rules, settings, &|id| named.contains(id))?;
    answered(&request, reader, &book, prices, explain)
}

fn answered(
    request: &ChargeCalculation<'_>,
    reader: Reader,
    book: &Book,
    prices: &JsValue,
    explain: bool,
) -> Result<JsValue, JsValue> {
    let prices = read(prices);
    let source = if matches!(prices, Value::Null) {
        Source::Missing
    } else if let Value::List(prices) = prices {
        Source::Answers(prices)
    } else {
        Source::Unasked
    };
    match charges::calculate(request, reader, book, &source, explain, salt()).map_err(refuse)? {
        charges::Calculated::Ask(lines) => {
            Ok(write(AnswerText::default().items(&lines, &|answer, line| {
                answer.count(*line);
            })))
        }
        charges::Calculated::Charges { outcomes, explained } => {
            let text = charges::json(request, &outcomes);
            let mut doubtful = Reader::default();
            charges::doubts(request, Some(book), salt(), &mut doubtful);
            if !explain && doubtful.is_content() {
                return Ok(JsValue::from_str(&text));
            }
            let mut answer = AnswerText::with_room(text.len());
            answer.begin().name("response").plain(&text);
            answer.list("warnings", doubtful.problems(), &problem);
            if !explain {
                return Ok(write(answer.end()));
            }
            let explanations = explanations(request, explained, &outcomes);
            let totalled = totals(answer.name("totals"), request, &outcomes);
            totalled.map_err(|error| refuse(Problem::from(error).into()))?;
            let answer = write(answer.end());
            Reflect::set(&answer, &JsValue::from_str("explanations"), &explanations)?;
            Ok(answer)
        }
    }
}

/// The charges in each currency.
fn totals(
    answer: &mut AnswerText,
    request: &ChargeCalculation<'_>,
    outcomes: &[ChargeOutcome<'_>],
) -> Result<(), Overflow> {
    answer.begin_list();
    for one in &charges::totals(request, outcomes, salt())? {
        total(answer, one)?;
    }
    answer.end_list();
    Ok(())
}

/// The charges in a currency, of all parties and of each.
fn total(answer: &mut AnswerText, total: &CurrencyTotal<'_>) -> Result<(), Overflow> {
    let digits = total.currency.minor_units();
    let sums = |answer: &mut AnswerText, of: &PartyTotal<'_>| {
        let [charges, taxes, total] = of.amounts(digits)?;
        answer.text("charges", &charges).text("taxes", &taxes).text("total", &total);
        Ok(())
    };
    answer.begin().or_null("currency", total.currency.named());
    sums(answer, &total.all)?;
    answer.name("parties").begin_list();
    for party in &total.parties {
        sums(answer.begin().optional("partyId", party.party), party)?;
        answer.end();
    }
    answer.end_list().end();
    Ok(())
}

/// Lists of explanations as JSON, each in a text of its own: one would be longer than engines have
/// texts. What has been written is given back at once.
fn explanations(
    request: &ChargeCalculation<'_>,
    explained: Vec<Explained>,
    outcomes: &[ChargeOutcome<'_>],
) -> Array {
    let lines = request.lines();
    let texts = Array::new();
    let mut list = AnswerText::default();
    list.begin_list();
    for (explained, outcome) in explained.into_iter().zip(outcomes) {
        provide();
        let Some(placed) = lines.get(explained.line) else { continue };
        explanation(&mut list, request, *placed, &explained, outcome);
        if list.json().len() > EXPLANATIONS {
            texts.push(&JsValue::from_str(list.end_list().json()));
            list = AnswerText::default();
            list.begin_list();
        }
    }
    texts.push(&JsValue::from_str(list.end_list().json()));
    texts
}

/// About how many bytes of explanations are handed over at once.
const EXPLANATIONS: usize = 1 << 20;

fn explanation(
    answer: &mut AnswerText,
    request: &ChargeCalculation<'_>,
    placed: PlacedLine<'_, '_>,
    explained: &Explained,
    outcome: &ChargeOutcome<'_>,
) {
    let currency = Some(outcome.currency()).filter(|code| !code.is_empty());
    answer
        .begin()
        .text("path", &request.path(placed))
        .text("chargeCode", placed.line.charge_code.unwrap_or_default())
        .optional("partyId", placed.line.party_id)
        .optional("partyToCharge", placed.line.party_to_charge)
        .text("exact", &explained.exact.digits())
        .text("charge", &outcome.charge())
        .or_null("currency", currency)
        .list("steps", &explained.steps, &step)
        .end();
}

fn book(rules: &Array, settings: &JsValue, wanted: &dyn Fn(&str) -> bool) -> Result<Book, JsValue> {
    let mut list = Vec::new();
    let mut identity = None;
    for entry in rules.iter() {
        match identity.take() {
            None => identity = entry.as_string(),
            Some(id) if wanted(&id) => list.push((id, read(&entry))),
            Some(_) => {}
        }
    }
    if list.len() > MANY {
        provide_for(list.len().saturating_mul(RULE));
    }
    Book::read(list, &read(settings)).map_err(refuse)
}
