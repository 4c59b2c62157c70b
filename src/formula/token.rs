//! Text to tokens, through the pest grammar.

use std::ops::Range;

use pest::Parser;

mod grammar {
    #![allow(missing_docs, reason = "the parser derive writes an undocumented enum")]

    #[derive(pest_derive::Parser)]
    #[grammar = "formula/grammar.pest"]
    pub struct Grammar;
}

use grammar::{Grammar, Rule};

/// What a token is, as far as the parser must know; its text says the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `+` `-`
    Additive,
    /// `&&` and `and`, which the language writes as a bar
    And,
    /// `|`
    Bar,
    Close,
    /// `<` `<=` `>` `>=`, and what is written instead
    Comparator,
    /// `A`, `P` or `C`, in either case
    Letter,
    /// `*`, and `/` and its kin
    Multiplicative,
    Number,
    Open,
    /// No token of the language
    Unknown,
    Word,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'s> {
    pub(super) class: Class,
    pub(super) text: &'s str,
    pub(super) start: usize,
}

impl Token<'_> {
    pub(super) fn place(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether a value may begin here.
    pub(super) fn begins_value(&self) -> bool {
        use Class::{Letter, Number, Open, Unknown, Word};
        matches!(self.class, Letter | Number | Open | Unknown | Word)
    }
}

/// The tokens of a text; white space is left out.
pub(super) fn tokens(source: &str) -> Vec<Token<'_>> {
    // The grammar matches every text, so that there is no failure to report.
    let formula = Grammar::parse(Rule::formula, source).ok().and_then(|mut pairs| pairs.next());
    let Some(formula) = formula else { return Vec::new() };
    let pairs = formula.into_inner();
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (text, start) = (pair.as_str(), pair.as_span().start());
        let class = match text.as_bytes() {
            [b'0'..=b'9' | b'.', ..] => Class::Number,
            letters if letters.iter().all(is_letter) => {
                // `PA` is two letters with an operator missing; `PAY` is a word.
                for offset in 0..text.len() {
                    let text = text.get(offset..=offset).unwrap_or_default();
                    tokens.push(Token { class: Class::Letter, text, start: start + offset });
                }
                continue;
            }
            word if word.eq_ignore_ascii_case(b"and") => Class::And,
            [b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => Class::Word,
            _ => match symbol(text) {
                None => continue,
                Some(class) => class,
            },
        };
        if matches!(class, Class::Comparator | Class::And)
            && let Some(last) = tokens.last_mut()
            && last.class == class
            && last.place().end == start
        {
            // `<=` and its kin are two symbols, and `&&` is.
            last.text = source.get(last.start..start + text.len()).unwrap_or_default();
            continue;
        }
        if class == Class::Number
            && is_group(text.as_bytes())
            && let Some(last) = tokens.last_mut()
            && last.class == class
            && last.place().end + LONGEST_SPACE >= start
        {
            // `1 000` is one number: read apart, each group would be one without a unit.
            last.text = source.get(last.start..start + text.len()).unwrap_or_default();
            continue;
        }
        tokens.push(Token { class, text, start });
    }
    tokens
}

/// A space that does not break, in bytes.
const LONGEST_SPACE: usize = 2;

/// Whether a number begins with three digits, as a group of them behind a space does.
fn is_group(number: &[u8]) -> bool {
    number.iter().take_while(|byte| byte.is_ascii_digit()).count() == 3
}

/// What a character is; white space is nothing.
fn symbol(text: &str) -> Option<Class> {
    Some(match text {
        " " | "\t" | "\r" | "\n" | "\u{A0}" => return None,
        "+" | "-" | "−" | "–" => Class::Additive,
        "*" | "×" | "·" | "/" | "÷" => Class::Multiplicative,
        "(" => Class::Open,
        ")" => Class::Close,
        "|" => Class::Bar,
        "&" | "∧" => Class::And,
        "<" | ">" | "=" | "≤" | "≥" => Class::Comparator,
        _ => Class::Unknown,
    })
}

fn is_letter(byte: &u8) -> bool {
    matches!(byte, b'A' | b'P' | b'C' | b'a' | b'p' | b'c')
}
