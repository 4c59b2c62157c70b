//! Every mistake that a formula can contain: its code, its sentence and its cure.
//!
//! The sentences stand in one table, so that they can be read side by side; `{}` is what was
//! written. `docs/diagnostics.md` lists the same codes.

use crate::diagnostic::Code;

/// The most characters in a formula.
pub const MAX_CHARACTERS: usize = 4096;
/// The most segments in a formula.
pub const MAX_SEGMENTS: usize = 256;
/// The most levels of parentheses in a formula.
pub const MAX_DEPTH: usize = 64;
/// The most digits in a number of a formula.
pub const MAX_NUMBER_DIGITS: usize = 28;

/// A kind of mistake.
#[derive(Debug)]
pub struct Fault {
    /// What is wrong, by its stable name.
    pub code: Code,
    sentence: &'static str,
    /// The cure in general; where the corrected text is known, it follows.
    pub help: &'static str,
}

impl Fault {
    /// The sentence about what was written.
    #[must_use]
    pub fn sentence(&self, written: &[&str]) -> String {
        let mut text = String::new();
        let mut written = written.iter();
        for character in self.sentence.chars() {
            match character {
                '{' => text.push_str(written.next().copied().unwrap_or_default()),
                '}' => {}
                _ => text.push(character),
            }
        }
        text
    }
}

macro_rules! faults {
    ($($name:ident: $code:expr, $sentence:literal, $help:literal;)*) => {
        $(pub(super) const $name: Fault =
            Fault { code: $code, sentence: $sentence, help: $help };)*

        /// All of them, in the order of their codes.
        pub const FAULTS: &[Fault] = &[$($name),*];
    };
}

faults! {
    BARE_NUMBER: Code::BareNumber, "the number `{}` has no unit",
        "end a number with `C` for a constant or `P` for percent";
    BOUND_WITHOUT_PRICE: Code::BoundWithoutPrice,
        "the bound `{}` has no price directly before it",
        "write the price before its bounds, or a left side to make it a condition";
    CHAINED_COMPARISON: Code::ChainedComparison, "the segment `{}` has more than one comparator",
        "write two conditions with `|` between them";
    COEFFICIENT_ON_AMOUNT: Code::CoefficientOnAmount,
        "the number in `{}` stands directly before the amount",
        "write the coefficient as a constant, then `*A`";
    COMPARISON_IN_PARENTHESES: Code::ComparisonInParentheses,
        "the comparator `{}` cannot stand inside parentheses",
        "write the comparison as a segment of its own, followed by `|`";
    CONDITION_WITHOUT_PRICE: Code::ConditionWithoutPrice,
        "the condition `{}` has no price after it", "write the price after it: `condition|price`";
    DECIMAL_COMMA: Code::DecimalComma, "the number `{}` has a decimal comma",
        "write a decimal point";
    DIVISION: Code::Division, "the formula divides: `{}`",
        "multiply by a constant instead, because a quotient may have no end";
    EMPTY_FORMULA: Code::EmptyFormula, "the formula is empty",
        "write a price, for example `4P*A+20C`";
    EMPTY_SEGMENT: Code::EmptySegment, "there is an empty segment",
        "write a price between the `|`, or take one `|` away";
    FLOOR_ABOVE_CAP: Code::FloorAboveCap, "the floor `{}` is above the cap `{}`",
        "exchange the two limits, or take one of them away";
    FORMULA_TOO_LONG: Code::FormulaTooLong, "the formula has {} characters",
        "a formula has at most 4,096 characters";
    MISSING_CONSTANT: Code::MissingConstant, "the constant that `{}` stands for was not supplied",
        "give the option `constant`, or write a number before the `C`";
    MISSING_OPERATOR: Code::MissingOperator, "an operator is missing between `{}` and `{}`",
        "write `*`, `+` or `-` between them";
    MISSING_PERCENTAGE: Code::MissingPercentage,
        "the percentage that `{}` stands for was not supplied",
        "give the option `percentage`, or write a number before the `P`";
    MISSING_VALUE: Code::MissingValue, "a value is missing beside `{}`",
        "write a value such as `5C`, `4P` or `A`";
    NUMBER_INCOMPLETE: Code::NumberIncomplete, "the number `{}` lacks a digit beside its point",
        "write at least one digit on each side of the point";
    NUMBER_TOO_LONG: Code::NumberTooLong, "the number `{}` has too many digits",
        "a number has at most 28 digits";
    PERCENT_SIGN: Code::PercentSign, "the number `{}` has a percent sign", "write percent as `P`";
    SEVERAL_POINTS: Code::SeveralPoints, "the number `{}` has more than one decimal point",
        "a number has at most one decimal point";
    STRAY_PARENTHESIS: Code::StrayParenthesis, "the parenthesis `{}` closes nothing",
        "take it away, or open the parenthesis that it closes";
    THOUSANDS_SEPARATOR: Code::ThousandsSeparator, "the number `{}` has a thousands separator",
        "write the number without separators";
    TOO_DEEP: Code::TooDeep, "the parentheses are nested too deeply",
        "a formula has at most 64 levels of parentheses";
    TOO_MANY_DIGITS: Code::TooManyDigits, "the value of `{}` needs more than 28 digits",
        "every value of a formula has at most 28 digits";
    TOO_MANY_SEGMENTS: Code::TooManySegments, "the formula has {} segments",
        "a formula has at most 256 segments";
    UNCLOSED_PARENTHESIS: Code::UnclosedParenthesis, "the parenthesis `{}` is never closed",
        "close it with `)` before the segment ends";
    UNCOVERED_AMOUNTS: Code::UncoveredAmounts, "no price covers {}",
        "end the formula with a price that has no condition";
    UNKNOWN_CHARACTER: Code::UnknownCharacter, "`{}` means nothing in a formula",
        "a formula has numbers, `A`, `P`, `C`, `*`, `+`, `-`, `<`, `>`, `|` and parentheses";
    UNKNOWN_UNIT: Code::UnknownUnit, "the number `{}` has the unknown unit `{}`",
        "end a number with `C` for a constant or `P` for percent";
    UNKNOWN_WORD: Code::UnknownWord, "the word `{}` means nothing in a formula",
        "the letters of a formula are `A` (amount), `P` (percent) and `C` (constant)";
    UNREACHABLE_PRICE: Code::UnreachablePrice,
        "the price `{}` can never be reached, because `{}` applies to every amount",
        "write a condition before the first price, or add the two with `+`";
    WRONG_OPERATOR: Code::WrongOperator, "`{}` is not an operator of a formula",
        "use the operators `*`, `+`, `-`, `<`, `<=`, `>` and `>=`";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_unique() {
        assert!(FAULTS.windows(2).all(|pair| pair[0].code.text() < pair[1].code.text()));
    }

    #[test]
    fn sentences_hold_what_was_written() {
        assert_eq!(
            MISSING_OPERATOR.sentence(&["4P", "A"]),
            "an operator is missing between `4P` and `A`"
        );
    }
}
