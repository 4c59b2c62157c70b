//! What is suspicious in a request although it has a meaning: fields that say nothing.

use super::book::Book;
use super::lines::Lines;
use super::table::{Salt, Table};
use crate::diagnostic::{Code, excerpt};
use crate::document::{ChargeCalculation, ChargeLine, Reader};

/// Notes every field that has no effect; with a book, those that its rules have no use for, too.
pub fn doubts(
    request: &ChargeCalculation<'_>,
    book: Option<&Book>,
    salt: Salt,
    reader: &mut Reader,
) {
    let lines = Lines::of(request);
    // Most requests have nothing that needs to be looked up.
    let mut codes = None;
    let mut rules = None;
    for (index, line) in lines.iter() {
        let mut say = |code: Code, field: &str, given: &[&str]| {
            reader.say(code, &lines.path_of(index, field), given);
        };
        if line.charge_sharing_pct.is_some() && line.charge_sharing.is_none() {
            say(Code::SharingUnused, "chargeSharingPct", &[]);
        }
        if line.charge.is_some() && line.is_charge_calculated.is_none() {
            say(Code::ChargeUnused, "charge", &[]);
        }
        if line.is_child() && line.charge_criteria_value.is_some() {
            say(Code::CriteriaValueUnused, "chargeCriteriaValue", &[]);
        }
        if !line.is_child() {
            for parent in line.parents() {
                let known = codes.get_or_insert_with(|| codes_of(&lines, salt));
                if known.get(&(lines.transaction(index), *parent)).is_some() {
                    say(Code::ParentUnused, "parentChargeCode", &[]);
                } else {
                    say(Code::ParentUnknown, "parentChargeCode", &[&excerpt(parent)]);
                }
            }
        }
        if let (Some(_), Some(book)) = (line.tenor, book) {
            let rules = rules.get_or_insert_with(|| annual_rules(book, salt));
            if !uses_tenor(line, rules) {
                say(Code::TenorUnused, "tenor", &[]);
            }
        }
    }
}

fn codes_of<'t>(lines: &Lines<'_, 't>, salt: Salt) -> Table<(usize, &'t str), ()> {
    let mut codes = Table::new(0, salt);
    for (index, line) in lines.iter() {
        if let Some(code) = line.charge_code {
            codes.enter((lines.transaction(index), code), ());
        }
    }
    codes
}

/// The rules whose price is for a year.
fn annual_rules(book: &Book, salt: Salt) -> Table<&str, ()> {
    let mut annual = Table::new(0, salt);
    for rule in book.rules() {
        if rule.rule.annual_basis.is_some() {
            annual.enter(rule.id.as_str(), ());
        }
    }
    annual
}

fn uses_tenor(line: &ChargeLine<'_>, annual: &Table<&str, ()>) -> bool {
    let is_annual = || line.price_rule_id.is_some_and(|id| annual.get(&id).is_some());
    !line.is_given() && (line.sliding_scale_tenor.is_some() || is_annual())
}
