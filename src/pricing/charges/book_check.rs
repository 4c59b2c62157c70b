//! Whole books judged, as far as that takes no request.

use super::book::Book;
use crate::diagnostic::{Problem, Refusal};
use crate::document::{Reader, Value, currency, pointer};
use crate::money::Currency;
use crate::pricing::options::TariffOptions;
use crate::pricing::rule::PriceRule;
use crate::pricing::tariff::Tariff;

/// All that is wrong with a book, and, with `lint`, what is odd about its rules. Paths begin at the
/// book.
#[must_use]
pub fn judge_book(book: &Value, lint: bool) -> (Vec<Problem>, Vec<Problem>) {
    let mut reader = Reader::default();
    let mut odd = Vec::new();
    if !matches!(book, Value::Object(_)) {
        reader.wrong_type("an object", book, "");
    } else if let Value::Object(rules) = book.field("rules") {
        let rules: Vec<_> = rules.iter().filter(|(_, rule)| !rule.is_absent()).cloned().collect();
        if lint {
            for (id, rule) in &rules {
                lint_rule(id, rule, &mut odd);
            }
        }
        if let Err(Refusal { problems, .. }) = Book::read(rules.clone(), book) {
            for problem in problems {
                let path = problem.path.strip_prefix("/book").unwrap_or(&problem.path).to_owned();
                reader.keep::<()>(&path, Err(problem));
            }
        }
        let named = Some(book.field("currency")).filter(|named| !named.is_absent());
        let usual = named.and_then(|named| currency(named, "", &mut Reader::default()));
        for (id, rule) in &rules {
            if let Err(refusal) = check_rounding(rule, usual) {
                reader.keep_all(&["/rules/", &pointer(id)].concat(), refusal.problems);
            }
        }
    } else {
        let expected = "an object with a price rule for each identity";
        reader.wrong_type(expected, book.field("rules"), "/rules");
    }
    (reader.finish().err().map_or_else(Vec::new, |refusal| refusal.problems), odd)
}

/// What only a compiler asks of a rule that was read: whether its steps are those of its currency,
/// and whether one lies between its bounds.
fn check_rounding(rule: &Value, usual: Option<Currency>) -> Result<(), Refusal> {
    let Ok((rule, options)) = PriceRule::read(rule, &TariffOptions::default()) else {
        // The problems have been told.
        return Ok(());
    };
    let options = TariffOptions { currency: options.currency.or(usual), ..options };
    Ok(rule.refuse_bounds_without_step(&options.rounding()?)?)
}

fn lint_rule(id: &str, rule: &Value, odd: &mut Vec<Problem>) {
    let Ok(tariff) = Tariff::compile_rule(rule, &TariffOptions::default()) else { return };
    for warning in tariff.lint() {
        let path = ["/rules/", &pointer(id), &warning.path].concat();
        odd.push(Problem::new(warning.code, warning.message, warning.help).at(&path));
    }
}
