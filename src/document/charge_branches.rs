//! The fields of charge calculations that may be a text or more than that.

use std::collections::BTreeSet;

use super::charge_fields::Label;
use super::currency;
use super::field::{Field, Found, Leaf};
use super::judge::Judge;
use super::pointer::Pointer;
use super::raw::Raw;
use super::schema::{Compound, Kind, LeafSchema};
use super::text::TextFields;
use super::value::Value;
use crate::diagnostic::Problem;
use crate::money::Currency;

/// The code of a currency, or a currency of the caller's own: its code and its digits.
pub struct ChargeCurrency;

/// A text, or a list of texts.
pub struct Labels;

/// A field that is a leaf, or else a tree.
pub enum LeafOrTree<'t> {
    /// Nothing, or a text, number and so on.
    Leaf(Raw<'t>),
    /// An object or a list.
    Tree(&'t Value),
}

impl<'t> LeafOrTree<'t> {
    fn of(value: &'t Value) -> Self {
        if matches!(value, Value::Object(_) | Value::List(_)) {
            Self::Tree(value)
        } else {
            Self::Leaf(Raw::of_field(value))
        }
    }
}

impl<'t> Field<'t> for ChargeCurrency {
    type Is = Currency;
    type Given = LeafOrTree<'t>;

    const KIND: Kind = Kind::Leaf(LeafSchema {
        types: &["string", "object"],
        parts: Some(Compound::Currency),
        ..LeafSchema::STRING
    });

    fn of_value(value: &'t Value) -> Self::Given {
        LeafOrTree::of(value)
    }

    fn of_text(text: &mut TextFields<'t>) -> Self::Given {
        LeafOrTree::Leaf(text.next())
    }

    fn find(given: Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Found<Currency> {
        let raw = match given {
            LeafOrTree::Tree(value) => {
                let read = currency(value, &at.path(), judge.reader);
                return read.map_or(Found::Wrong, Found::Good);
            }
            LeafOrTree::Leaf(raw) => raw,
        };
        let code = match Label::read(raw, judge.strict) {
            Ok(Some(code)) => code,
            Ok(None) => return Found::Nothing,
            Err(fault) => {
                judge.refuse(fault, at, raw);
                return Found::Wrong;
            }
        };
        // The path is written only where something is wrong.
        match Currency::from_code(code) {
            Ok(currency) => Found::Good(currency),
            Err(unknown) => {
                judge.refuse(Problem::from(unknown).into(), at, raw);
                Found::Wrong
            }
        }
    }

    fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>) {
        judge.reader.missing(&at.path());
    }
}

/// A text in the place of a list.
fn one_label<'t>(raw: Raw<'t>, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Found<Vec<&'t str>> {
    match Label::find(raw, at, judge) {
        Found::Good(label) => Found::Good(vec![label]),
        Found::Nothing => Found::Nothing,
        Found::Wrong => Found::Wrong,
    }
}

impl<'t> Field<'t> for Labels {
    type Is = Vec<&'t str>;
    type Given = LeafOrTree<'t>;

    const KIND: Kind = Kind::Leaf(LeafSchema {
        types: &["string", "array"],
        parts: Some(Compound::Texts),
        ..LeafSchema::STRING
    });

    fn of_value(value: &'t Value) -> Self::Given {
        LeafOrTree::of(value)
    }

    fn of_text(text: &mut TextFields<'t>) -> Self::Given {
        LeafOrTree::Leaf(text.next())
    }

    fn find(given: Self::Given, at: &Pointer<'_>, judge: &mut Judge<'_>) -> Found<Self::Is> {
        let items = match given {
            LeafOrTree::Tree(Value::List(items)) => items,
            LeafOrTree::Tree(other) => return one_label(Raw::of_field(other), at, judge),
            LeafOrTree::Leaf(raw) => return one_label(raw, at, judge),
        };
        let before = judge.reader.count();
        let (mut labels, mut seen) = (Vec::new(), BTreeSet::new());
        for (index, item) in items.iter().enumerate() {
            let item = Label::find(Raw::of_item(item), &Pointer::Item(at, index), judge);
            labels.extend(item.good().filter(|label| seen.insert(*label)));
        }
        if judge.reader.count() > before {
            Found::Wrong
        } else if labels.is_empty() {
            Found::Nothing
        } else {
            Found::Good(labels)
        }
    }

    fn missing(at: &Pointer<'_>, judge: &mut Judge<'_>) {
        judge.reader.missing(&at.path());
    }
}
