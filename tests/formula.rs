//! The formula language against its tables.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[path = "support/table.rs"]
mod table;

use ready_reckoner::formula::{self, Formula, Supplied};
use ready_reckoner::money::{Currency, Rounding, RoundingMode, amount};

use table::rows;

#[test]
fn examples_hold() {
    let rounding = Rounding::new(Currency::default(), RoundingMode::HalfUp, None).unwrap();
    for [source, amount, exact, charge] in rows(include_str!("data/formula.tsv"), 31) {
        let formula = Formula::compile(source, Supplied::default())
            .unwrap_or_else(|problems| panic!("{source}: {problems:?}"));
        let amount = amount::parse(amount).unwrap();
        let value = formula.charge(amount).unwrap();
        assert_eq!(value.to_string(), exact, "{source} at {amount}");
        assert_eq!(formula.explain(amount).unwrap().0, value, "{source} explained");
        assert_eq!(rounding.round(&value.into()).unwrap().format(2), charge, "{source}");
    }
}

#[test]
fn mistakes_are_named_and_corrected() {
    let mut wrong = String::new();
    for [source, codes, corrections] in rows(include_str!("data/mistakes.tsv"), 40) {
        let source = source.replace('\u{2423}', " ");
        let found = formula::check(&source, Supplied::default());
        let places: Vec<_> = found
            .iter()
            .map(|problem| format!("{}@{}-{}", problem.code.text(), problem.start, problem.end))
            .collect();
        let offered: Vec<_> = found.iter().flat_map(|problem| &problem.corrections).collect();
        let mut offered: Vec<_> = offered.iter().map(|text| text.as_str()).collect();
        // Mistakes that are cured together are cured by the same text.
        offered.dedup();
        let offered = if offered.is_empty() { "-".to_owned() } else { offered.join(" or ") };
        let line = format!("{source}\t{}\t{offered}", places.join(" "));
        if line != format!("{source}\t{codes}\t{corrections}") {
            wrong.push_str(&line);
            wrong.push('\n');
        }
    }
    assert!(wrong.is_empty(), "found instead:\n{wrong}");
}
