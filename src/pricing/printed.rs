//! Tiers as they are printed: read, and put together where their borders fit.

use super::price::Price;
use super::tier::{Borders, MAX_TIERS, Tier, Tiers};
use crate::diagnostic::{Code, Problem, count};
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::{LeafSchema, json_schema};
use crate::document::{OpenEnd, Reader, Value, asked};
use crate::money::exact::{self, digits};
use crate::money::{self, Decimal};

/// A tier as it is printed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PrintedTier {
    /// Its first value.
    pub(super) from: Option<Decimal>,
    /// Its end; an open tier has none.
    pub(super) end: Option<Decimal>,
    /// How many decimals the two are printed with, where that can be told: a number of JavaScript
    /// has lost the zeros at its end.
    pub(super) places: [Option<u32>; 2],
    /// Whether the end is given with `below`, and does not belong to the tier.
    pub(super) below: bool,
    /// What it charges; its ends are of no account.
    pub(super) tier: Tier,
}

asked! {
    /// Where a tier begins and ends.
    struct TierEnds {
        /// The first value of the tier; of the first one, zero if it does not say.
        from: Decimal = "from";
        /// The end of the tier, which belongs to it; `null` in a last tier that is open.
        up_to: OpenEnd = "upTo";
        /// The end of the tier, which belongs to the next one.
        below: OpenEnd = "below";
    }
}

asked! {
    /// The bounds of a tier.
    struct TierBounds {
        /// What the tier charges is not less.
        minimum: Decimal = "minimum";
        /// What the tier charges is not more.
        maximum: Decimal = "maximum";
    }
}

/// The schema of a list of tiers. Their order, and how they touch, no schema can say; that all end
/// alike, and that the first does not begin below zero, one can.
#[cfg(any(feature = "requests", feature = "ledger"))]
pub(super) fn schema() -> Value {
    let mut fields = TierEnds::declared();
    fields.append(&mut Price::declared());
    fields.append(&mut TierBounds::declared());
    let tier = json_schema::closed("", &[], fields);
    let tier = Price::in_schema(tier);
    let tier = json_schema::not_both(tier, &[["upTo", "below"]]);
    let contains = |name| json_schema::object([("contains", json_schema::says(name))]);
    let mixed = json_schema::all_of(vec![contains("upTo"), contains("below")]);
    let from = json_schema::of_leaf(LeafSchema::NOT_NEGATIVE);
    let first = json_schema::object([("properties", json_schema::object([("from", from)]))]);
    let rest = vec![
        json_schema::not(mixed),
        json_schema::object([("prefixItems", Value::List(vec![first]))]),
    ];
    let tiers = json_schema::list_of_some(tier, MAX_TIERS);
    json_schema::with(tiers, "allOf", Value::List(rest))
}

/// Reads an array of tiers.
pub(super) fn read(list: &Value, path: &str, reader: &mut Reader) -> Option<Tiers> {
    let Value::List(list) = list else {
        reader.wrong_type("an array of tiers", list, path);
        return None;
    };
    if list.is_empty() || list.len() > MAX_TIERS {
        reader.say(Code::TierCount, path, &[&count(list.len())]);
        return None;
    }
    let mut printed = Vec::with_capacity(list.len());
    for (index, value) in list.iter().enumerate() {
        let path = [path, "/", &count(index)].concat();
        let mut fields = reader.fields(value, &path);
        let TierEnds { from, up_to, below } = TierEnds::ask(&mut fields, reader);
        let price = Price::read(&mut fields, reader);
        let TierBounds { minimum, maximum } = TierBounds::ask(&mut fields, reader);
        if let (Some(_), Some(maximum)) = (minimum, maximum) {
            let held = money::clamp(maximum, minimum, Some(maximum));
            reader.keep(&fields.path_of("minimum"), held.map_err(Problem::from));
        }
        if up_to.is_some() && below.is_some() {
            reader.say(Code::TierEnds, &path, &[]);
        }
        let tier = Tier { price, minimum, maximum, ..Tier::default() };
        let end = up_to.or(below);
        let name = if up_to.is_some() { "upTo" } else { "below" };
        let places = ["from", name].map(|name| places(fields.value(name)));
        fields.refuse_others(reader);
        printed.push(PrintedTier {
            from,
            end,
            places,
            below: end.is_some() && up_to.is_none(),
            tier,
        });
    }
    Some(together(&printed, path, reader))
}

/// How many decimals a number is printed with, if its text is given.
fn places(value: &Value) -> Option<u32> {
    let Value::Text(text) = value else { return None };
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    u32::try_from(decimals).ok()
}

/// The tiers that are meant, or the first reason for which each cannot stand where it does.
pub(super) fn together(printed: &[PrintedTier], path: &str, reader: &mut Reader) -> Tiers {
    let (borders, mut lower) = beginning(printed);
    let mut list = Vec::with_capacity(printed.len());
    let mut ends = None;
    for (index, tier) in printed.iter().enumerate() {
        let path = || [path, "/", &count(index)].concat();
        if index == 0 && lower < Decimal::ZERO {
            reader.say(Code::TierNegative, &path(), &[]);
        }
        if tier.end.is_some() && *ends.get_or_insert(tier.below) != tier.below {
            reader.say(Code::TierEnds, &path(), &[]);
        }
        let before = index.checked_sub(1).and_then(|index| printed.get(index));
        let first = if index == 0 { borders.from } else { lower };
        if let Some(problem) = misplaced(before, tier, lower, first) {
            let unsorted = matches!(problem.code, Code::TierAfterOpen | Code::TierReversed);
            let help = if unsorted { order(printed) } else { None };
            let help = help.or_else(|| problem.help.clone());
            reader.problem(problem.code, &path(), problem.message.clone(), help);
            if unsorted {
                break;
            }
        }
        list.push(Tier { lower, upper: tier.end, ..tier.tier });
        lower = tier.end.unwrap_or(lower);
    }
    Tiers::new(list, Borders { below: ends.unwrap_or_default(), ..borders })
}

/// The first value with a price, and where the first tier begins: there, or a step below it if the
/// first two tiers are printed a step apart.
fn beginning(printed: &[PrintedTier]) -> (Borders, Decimal) {
    let from = printed.first().and_then(|first| first.from).unwrap_or_default();
    let mut borders = Borders { from, ..Borders::default() };
    if let [first, second, ..] = printed
        && from > Decimal::ZERO
        && let Some((step, places)) = step(first, second)
    {
        borders.second = second.from.map(|second| (second, places));
        let lower = exact::sub(from, step).unwrap_or(from);
        return (borders, lower.max(Decimal::ZERO));
    }
    (borders, from)
}

/// The step that lies between the end of a tier and the beginning of the next, if one does: one
/// between whole numbers, else one in the last of the decimals that both have. Also the number of
/// these decimals.
fn step(before: &PrintedTier, tier: &PrintedTier) -> Option<(Decimal, u32)> {
    let ([_, end_places], [from_places, _]) = (before.places, tier.places);
    let (end, from) = (shortest(before.end?), shortest(tier.from?));
    let least = end.scale().max(from.scale());
    let (step, places) = if least == 0 {
        (Decimal::ONE, 0)
    } else {
        let places = end_places.or(from_places).unwrap_or(least);
        if places < least || from_places.is_some_and(|from| from != places) {
            return None;
        }
        (Decimal::new(1, places), places)
    };
    (exact::add(end, step) == Ok(from)).then_some((step, places))
}

/// The same number without zeros at its end.
fn shortest(number: Decimal) -> Decimal {
    exact::add(number, Decimal::ZERO).unwrap_or(number)
}

/// Why a tier cannot stand behind another, if it cannot: its values begin at `first` in print, and
/// what it prices begins at `lower`.
fn misplaced(
    before: Option<&PrintedTier>,
    tier: &PrintedTier,
    lower: Decimal,
    first: Decimal,
) -> Option<Problem> {
    if before.is_some_and(|before| before.end.is_none()) {
        return Some(Problem::says(Code::TierAfterOpen, &[]));
    }
    let end = tier.end.map(|end| (end, exact::compare(end, first)));
    if let Some((end, side)) = end
        && (end <= lower || side.is_lt() || (tier.below && side.is_eq()))
    {
        return Some(reversed(first, end));
    }
    let (Some(end_before), Some(from)) = (before.and_then(|before| before.end), tier.from) else {
        return None;
    };
    if from == end_before || before.and_then(|before| step(before, tier)).is_some() {
        return None;
    }
    if let Some(end) = tier.end.filter(|end| exact::compare(*end, from).is_lt()) {
        return Some(reversed(from, end));
    }
    let (from_text, end) = (digits(from), digits(end_before));
    let (code, [low, high], [what, cure]) = if exact::compare(from, end_before).is_lt() {
        (Code::TierOverlap, [&from_text, &end], ["both tiers price", "begin this one at `"])
    } else {
        let cure = "add a tier for it, or begin this one at `";
        (Code::TierGap, [&end, &from_text], ["no tier prices", cure])
    };
    let help = [what, " what lies between `", low, "` and `", high, "`; ", cure, &end, "`"];
    Some(Problem::new(code, code.sentence(&[&from_text, &end]), Some(help.concat())))
}

fn reversed(first: Decimal, end: Decimal) -> Problem {
    let beginning = digits(first);
    let problem = Problem::says(Code::TierReversed, &[&beginning]);
    if exact::compare(end, first).is_ge() {
        return problem;
    }
    problem.helped(|_| {
        ["exchange the two: from `", &digits(end), "` up to `", &beginning, "`"].concat()
    })
}

/// How to put tiers in order, if they are not.
fn order(printed: &[PrintedTier]) -> Option<String> {
    let given: Vec<_> = printed.iter().map(|tier| (tier.end.is_none(), tier.end)).collect();
    // A sort of the library would take more bytes than all of this.
    let mut ends = Vec::with_capacity(given.len());
    for end in &given {
        ends.insert(ends.partition_point(|other| other < end), *end);
    }
    if let Some([(_, end), ..]) = ends.windows(2).find(|pair| pair.first() == pair.last()) {
        let end = end
            .map_or_else(|| "no end".to_owned(), |end| ["the end `", &digits(end), "`"].concat());
        return Some(
            ["more than one tier has ", &end, "; take one away, or correct its end"].concat(),
        );
    }
    if ends == given {
        return None;
    }
    let mut text = String::from("put them in order, by their ends: ");
    for (index, (_, end)) in ends.iter().take(MOST_NAMED).enumerate() {
        text.push_str(if index > 0 { ", " } else { "" });
        match end {
            Some(end) => text.push_str(&["`", &digits(*end), "`"].concat()),
            None => text.push_str("the open one"),
        }
    }
    if ends.len() > MOST_NAMED {
        text.push_str(" and so on");
    }
    Some(text)
}

/// How many tiers of an order are named.
const MOST_NAMED: usize = 20;
