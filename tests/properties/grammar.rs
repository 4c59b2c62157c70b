//! The grammar in the formula guide: what it says is what the parser does.

use std::collections::{BTreeMap, BTreeSet};

use pest_meta::ast::{Expr, RuleType};
use pest_meta::optimizer::optimize;
use pest_meta::parser::{self, Rule, consume_rules};
use pest_vm::Vm;

use super::texts;
use crate::random::Random;
use ready_reckoner::formula::{self, Supplied};
use ready_reckoner::money::Decimal;

const GUIDE: &str = include_str!("../../docs/formula.md");
const NUMBER: &str = "number-too-long";
const LIMITS: [&str; 3] = ["formula-too-long", "too-many-segments", "too-deep"];

/// The grammar's section of the guide: the grammar itself, and the prose after it.
fn section() -> (&'static str, &'static str) {
    let (_, section) = GUIDE.split_once("\n## Grammar\n").unwrap();
    let (_, section) = section.split_once("```text\n").unwrap();
    section.split_once("```").unwrap()
}

fn rules() -> Vec<pest_meta::ast::Rule> {
    let pairs = parser::parse(Rule::grammar_rules, section().0).unwrap();
    consume_rules(pairs).unwrap()
}

/// The codes with which the prose says that a text of the grammar may be refused.
fn named() -> BTreeSet<&'static str> {
    section().1.split("[`").skip(1).filter_map(|link| link.split('`').next()).collect()
}

fn codes(text: &str) -> BTreeSet<&'static str> {
    let both = Supplied { percentage: Some(Decimal::TWO.into()), constant: Some(Decimal::TEN) };
    let supplied = if text.len().is_multiple_of(4) { Supplied::default() } else { both };
    formula::check(text, supplied).iter().map(|problem| problem.code.text()).collect()
}

/// Writes texts by the rules.
struct Writer {
    rules: BTreeMap<String, (RuleType, Expr)>,
    random: Random,
    text: String,
    /// How many rules are open; beyond some, nothing is repeated and the first choice is taken.
    depth: usize,
}

impl Writer {
    fn new() -> Self {
        let rules = rules().into_iter().map(|rule| (rule.name, (rule.ty, rule.expr))).collect();
        Self { rules, random: Random(0x6AA7), text: String::new(), depth: 0 }
    }

    fn formula(&mut self) -> String {
        self.rule("formula", false);
        std::mem::take(&mut self.text)
    }

    fn rule(&mut self, name: &str, atomic: bool) {
        match name {
            "SOI" | "EOI" => {}
            "ASCII_DIGIT" => self.text.push(self.random.pick(&['0', '1', '2', '5', '9'])),
            name => {
                let (ty, expr) = self.rules[name].clone();
                self.depth += 1;
                self.write(&expr, atomic || ty == RuleType::Atomic);
                self.depth -= 1;
            }
        }
    }

    fn write(&mut self, expr: &Expr, atomic: bool) {
        match expr {
            Expr::Str(text) => self.text.push_str(text),
            Expr::Insens(text) if self.random.below(2) == 0 => {
                self.text.push_str(&text.to_lowercase());
            }
            Expr::Insens(text) => self.text.push_str(text),
            Expr::Ident(name) => self.rule(name, atomic),
            Expr::Seq(one, two) => {
                self.write(one, atomic);
                while !atomic && self.random.below(6) == 0 {
                    self.rule("WHITESPACE", true);
                }
                self.write(two, atomic);
            }
            Expr::Choice(one, two) => {
                let first = self.random.below(2) == 0 || self.depth > 12;
                self.write(if first { one } else { two }, atomic);
            }
            Expr::Opt(inner) | Expr::Rep(inner) => {
                let most = if matches!(expr, Expr::Rep(_)) { 3 } else { 2 };
                for _ in 0..self.random.below(if self.depth > 8 { 1 } else { most }) {
                    self.write(inner, atomic);
                }
            }
            Expr::RepOnce(inner) => {
                let most = if self.random.below(9) == 0 { 40 } else { 3 };
                for _ in 0..self.random.below(most) + 1 {
                    self.write(inner, atomic);
                }
            }
            other => panic!("the grammar of the guide has grown: {other:?}"),
        }
    }
}

fn machine() -> Vm {
    Vm::new(optimize(rules()))
}

#[test]
fn texts_of_the_grammar_are_formulas() {
    let (named, machine, mut writer) = (named(), machine(), Writer::new());
    let (mut formulas, mut met) = (0, BTreeSet::new());
    for _ in 0..2000 {
        let text = writer.formula();
        assert!(machine.parse("formula", &text).is_ok(), "{text}");
        let found = codes(&text);
        assert!(found.is_subset(&named), "{text}: {found:?}");
        formulas += usize::from(found.is_empty());
        met.extend(found);
    }
    assert!(formulas > 300, "only {formulas} formulas");
    // Other tests are about long texts.
    let unmet: Vec<_> = named.difference(&met).filter(|code| !LIMITS.contains(code)).collect();
    assert!(unmet.is_empty(), "{unmet:?}");
}

#[test]
fn what_is_no_formula_is_no_text_of_the_grammar() {
    let (named, machine) = (named(), machine());
    let (mut inside, mut outside) = (0, 0);
    let table = include_str!("../data/formula.tsv").lines();
    let rows = table.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let examples = rows.map(|row| row.split('\t').next().unwrap().to_owned());
    for text in examples.chain(texts::texts(12_000)) {
        let found = codes(&text);
        // Beyond these limits nothing else is looked at, of the text or of the number.
        if found.iter().any(|code| LIMITS.contains(code) || *code == NUMBER) {
            continue;
        }
        let matches = machine.parse("formula", &text).is_ok();
        assert_eq!(matches, found.is_subset(&named), "{text:?}: {found:?}");
        if matches { inside += 1 } else { outside += 1 }
    }
    assert!(inside > 400 && outside > 1000, "{inside} inside, {outside} outside");
}
