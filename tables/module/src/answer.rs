//! Answers in JSON.

use ready_reckoner::diagnostic::{Code, Problem, Refusal};
use ready_reckoner::document::push_string;
use ready_reckoner::formula::Step;
use ready_reckoner::pricing::Explanation;
use ready_reckoner::pricing::columns::{KeyedTariff, TariffBook};

/// An object in the making; no name needs an escape.
#[derive(Default)]
pub struct Json(String);

impl Json {
    fn raw(mut self, name: &str, json: &str) -> Self {
        self.0.push_str(if self.0.is_empty() { "{\"" } else { ",\"" });
        self.0.push_str(name);
        self.0.push_str("\":");
        self.0.push_str(json);
        self
    }

    pub fn text(self, name: &str, text: &str) -> Self {
        self.raw(name, &quoted(text))
    }

    fn optional(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn truth(self, name: &str, truth: Option<bool>) -> Self {
        match truth {
            Some(truth) => self.raw(name, if truth { "true" } else { "false" }),
            None => self,
        }
    }

    fn list<T>(self, name: &str, items: &[T], json: impl Fn(&T) -> String) -> Self {
        let items: Vec<_> = items.iter().map(json).collect();
        self.raw(name, &["[", &items.join(","), "]"].concat())
    }

    fn done(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    push_string(&mut json, text);
    json
}

/// What a host needs to know of a book: its rules in order, and what the codes' numbers stand for.
pub fn book_answer(book: &TariffBook) -> String {
    let rule = |keyed: &KeyedTariff| {
        let currency = keyed.tariff.currency();
        let named = currency.named().map_or_else(|| "null".to_owned(), quoted);
        let answer = Json::default().text("id", &keyed.id).raw("currency", &named);
        answer.raw("minorUnits", &currency.minor_units().to_string()).done()
    };
    let mut codes = Vec::new();
    for code in Code::ALL {
        let number = *code as usize;
        codes.resize(codes.len().max(number + 1), "");
        if let Some(place) = codes.get_mut(number) {
            *place = code.text();
        }
    }
    Json::default()
        .text("source", &book.to_string())
        .raw("places", &book.places().to_string())
        .list("rules", book.tariffs(), rule)
        .list("codes", &codes, |code| quoted(code))
        .done()
}

/// Why a book is refused, with all of its problems.
pub fn refusal_answer(refusal: &Refusal) -> String {
    let problem = |problem: &Problem| {
        let answer = Json::default().text("code", problem.code.text()).text("path", &problem.path);
        let answer = answer.text("message", &problem.message);
        let answer = answer.optional("help", problem.help.as_deref());
        answer.list("corrections", &problem.corrections, |whole| quoted(whole)).done()
    };
    Json::default()
        .text("code", refusal.code.text())
        .text("message", &refusal.message)
        .list("problems", &refusal.problems, problem)
        .done()
}

/// A row that is refused, with what is known of it.
pub fn refused(told: Json, code: Code, message: &str) -> String {
    told.text("refused", code.text()).text("message", message).done()
}

/// A charge with the way to it.
pub fn explained(told: Json, explanation: &Explanation) -> String {
    told.text("amount", &explanation.amount)
        .text("exact", &explanation.exact)
        .text("charge", &explanation.charge)
        .raw("currency", &explanation.currency.as_deref().map_or_else(|| "null".to_owned(), quoted))
        .list("steps", &explanation.steps, step)
        .done()
}

fn step(step: &Step) -> String {
    let mut answer = Json::default().text("kind", step.kind).text("text", &step.text);
    for (name, operand) in &step.operands {
        answer = answer.text(name, operand);
    }
    if !step.terms.is_empty() {
        answer = answer.list("terms", &step.terms, |term| quoted(term));
    }
    answer = answer
        .optional("expression", step.expression.as_deref())
        .optional("value", step.value.as_deref())
        .truth("holds", step.holds)
        .truth("applied", step.applied);
    if let (Some(start), Some(end)) = (step.start, step.end) {
        answer = answer.raw("start", &start.to_string()).raw("end", &end.to_string());
    }
    answer.done()
}
