//! Whole books judged, as far as that takes no request.

use super::book::Book;
use crate::diagnostic::{Problem, Refusal};
use crate::document::{Reader, Value};
use crate::pricing::options::TariffOptions;
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
        if let Err(Refusal { problems, .. }) = Book::read(rules, book) {
            for problem in problems {
                let path = problem.path.strip_prefix("/book").unwrap_or(&problem.path).to_owned();
                reader.keep::<()>(&path, Err(problem));
            }
        }
    } else {
        let expected = "an object with a price rule for each identity";
        reader.wrong_type(expected, book.field("rules"), "/rules");
    }
    (reader.finish().err().map_or_else(Vec::new, |refusal| refusal.problems), odd)
}

fn lint_rule(id: &str, rule: &Value, odd: &mut Vec<Problem>) {
    let Ok(tariff) = Tariff::compile_rule(rule, &TariffOptions::default()) else { return };
    for warning in tariff.lint() {
        let path = ["/rules/", &crate::document::pointer(id), &warning.path].concat();
        odd.push(Problem::new(warning.code, warning.message, warning.help).at(&path));
    }
}
