//! Every mistake that a formula can contain, with its code, its sentence and its cure.

use std::fmt;

/// The most characters in a formula.
pub const MAX_CHARACTERS: usize = 4096;
/// The most segments in a formula.
pub const MAX_SEGMENTS: usize = 256;
/// The most levels of parentheses in a formula.
pub const MAX_DEPTH: usize = 64;
/// The most digits in a number of a formula.
pub const MAX_NUMBER_DIGITS: usize = 28;

/// A mistake. Text of the user is already shortened by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `10`
    BareNumber(String),
    /// `>10C` where no price stands before it
    BoundWithoutPrice(String),
    /// `A<B<C`
    ChainedComparison,
    /// `4A`
    CoefficientOnAmount(String),
    /// `(A<5C)`
    ComparisonInParentheses,
    /// `A<5C` with nothing after it
    ConditionWithoutPrice(String),
    /// `2,5P`
    DecimalComma(String),
    /// `A/2C`
    Division {
        /// Whether the quotient can be written as a multiplication.
        finite: bool,
    },
    /// Nothing at all
    EmptyFormula,
    /// `5C||6C`
    EmptySegment,
    /// `1e3C`
    Exponent(String),
    /// `>20C|<10C`
    FloorAboveCap {
        /// The floor as it is written, and its value.
        floor: String,
        /// The cap as it is written, and its value.
        cap: String,
    },
    /// More than [`MAX_CHARACTERS`]
    FormulaTooLong(usize),
    /// Bare `C` without an option
    MissingConstant,
    /// `4P A`
    MissingOperator {
        /// What stands before the gap.
        left: String,
        /// What stands after the gap.
        right: String,
    },
    /// Bare `P` without an option
    MissingPercentage,
    /// `5C+`
    MissingValue {
        /// The operator that lacks a value, or nothing in `()`.
        beside: String,
        /// Whether the operator is a sign, as in `-5C`.
        sign: bool,
    },
    /// `.5C` or `5.C`
    NumberIncomplete(String),
    /// More than [`MAX_NUMBER_DIGITS`]
    NumberTooLong(String),
    /// `2.5%`
    PercentSign(String),
    /// `2.5.6P`
    SeveralPoints(String),
    /// `5C)`
    StrayParenthesis,
    /// `1,000C`
    ThousandsSeparator(String),
    /// More than [`MAX_DEPTH`]
    TooDeep,
    /// A value beyond 28 digits whatever the amount
    TooManyDigits(String),
    /// More than [`MAX_SEGMENTS`]
    TooManySegments(usize),
    /// `(5C`
    UnclosedParenthesis,
    /// No price for some amounts
    UncoveredAmounts(String),
    /// `#`
    UnknownCharacter(String),
    /// `5LKR`
    UnknownUnit {
        /// The number.
        number: String,
        /// What follows it.
        unit: String,
    },
    /// `AMOUNT`
    UnknownWord(String),
    /// `5C|6C`
    UnreachablePrice {
        /// The price that always applies.
        first: String,
        /// The price after it.
        second: String,
    },
    /// `≤`
    WrongOperator(String),
}

impl Fault {
    /// The stable name, listed in `docs/diagnostics.md`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::BareNumber(_) => "bare-number",
            Self::BoundWithoutPrice(_) => "bound-without-price",
            Self::ChainedComparison => "chained-comparison",
            Self::CoefficientOnAmount(_) => "coefficient-on-amount",
            Self::ComparisonInParentheses => "comparison-in-parentheses",
            Self::ConditionWithoutPrice(_) => "condition-without-price",
            Self::DecimalComma(_) => "decimal-comma",
            Self::Division { .. } => "division",
            Self::EmptyFormula => "empty-formula",
            Self::EmptySegment => "empty-segment",
            Self::Exponent(_) => "exponent",
            Self::FloorAboveCap { .. } => "floor-above-cap",
            Self::FormulaTooLong(_) => "formula-too-long",
            Self::MissingConstant => "missing-constant",
            Self::MissingOperator { .. } => "missing-operator",
            Self::MissingPercentage => "missing-percentage",
            Self::MissingValue { .. } => "missing-value",
            Self::NumberIncomplete(_) => "number-incomplete",
            Self::NumberTooLong(_) => "number-too-long",
            Self::PercentSign(_) => "percent-sign",
            Self::SeveralPoints(_) => "several-points",
            Self::StrayParenthesis => "stray-parenthesis",
            Self::ThousandsSeparator(_) => "thousands-separator",
            Self::TooDeep => "too-deep",
            Self::TooManyDigits(_) => "too-many-digits",
            Self::TooManySegments(_) => "too-many-segments",
            Self::UnclosedParenthesis => "unclosed-parenthesis",
            Self::UncoveredAmounts(_) => "uncovered-amounts",
            Self::UnknownCharacter(_) => "unknown-character",
            Self::UnknownUnit { .. } => "unknown-unit",
            Self::UnknownWord(_) => "unknown-word",
            Self::UnreachablePrice { .. } => "unreachable-price",
            Self::WrongOperator(_) => "wrong-operator",
        }
    }

    /// The cure in general; where the corrected text is known, that is offered instead.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::BareNumber(_) => "end a number with `C` for a constant or `P` for a percentage",
            Self::BoundWithoutPrice(_) => {
                "write the price before its bounds, or give the comparison a left side to make it \
                 a condition"
            }
            Self::ChainedComparison => "write two conditions with `|` between them",
            Self::CoefficientOnAmount(_) => "write the coefficient as a constant, then `*A`",
            Self::ComparisonInParentheses => {
                "write the comparison as a segment of its own, followed by `|`"
            }
            Self::ConditionWithoutPrice(_) => "write the price after it: `condition|price`",
            Self::DecimalComma(_) => "write a decimal point",
            Self::Division { finite: true } => "multiply by the inverse",
            Self::Division { finite: false } => {
                "multiply by a constant instead; a formula has no division, because a quotient \
                 may have no end"
            }
            Self::EmptyFormula => "write a price, for example `4P*A+20C`",
            Self::EmptySegment => "write a price between the `|`, or take one `|` away",
            Self::Exponent(_) => "write all digits of the number",
            Self::FloorAboveCap { .. } => "exchange the two limits, or take one of them away",
            Self::FormulaTooLong(_) => "a formula has at most 4,096 characters",
            Self::MissingConstant => "give the option `constant`, or write a number before the `C`",
            Self::MissingOperator { .. } => "write `*`, `+` or `-` between them",
            Self::MissingPercentage => {
                "give the option `percentage`, or write a number before the `P`"
            }
            Self::MissingValue { sign: true, .. } => "a value has no sign: subtract from `0C`",
            Self::MissingValue { .. } => "write a value such as `5C`, `4P` or `A`",
            Self::NumberIncomplete(_) => "write at least one digit on each side of the point",
            Self::NumberTooLong(_) => "a number has at most 28 digits",
            Self::PercentSign(_) => "write percent as `P`",
            Self::SeveralPoints(_) => "a number has at most one decimal point",
            Self::StrayParenthesis => "take it away, or open the parenthesis that it closes",
            Self::ThousandsSeparator(_) => "write the number without separators",
            Self::TooDeep => "a formula has at most 64 levels of parentheses",
            Self::TooManyDigits(_) => "every value of a formula has at most 28 digits",
            Self::TooManySegments(_) => "a formula has at most 256 segments",
            Self::UnclosedParenthesis => "close it with `)` before the segment ends",
            Self::UncoveredAmounts(_) => "end the formula with a price that has no condition",
            Self::UnknownCharacter(_) => {
                "a formula has numbers, `A`, `P`, `C`, `*`, `+`, `-`, `<`, `>`, `|` and parentheses"
            }
            Self::UnknownUnit { .. } => "end a number with `C` for a constant or `P` for percent",
            Self::UnknownWord(_) => {
                "the letters of a formula are `A` (amount), `P` (percent) and `C` (constant)"
            }
            Self::UnreachablePrice { .. } => {
                "write a condition before the first price, or add the two with `+`"
            }
            Self::WrongOperator(_) => "use the operators `*`, `+`, `-`, `<`, `<=`, `>` and `>=`",
        }
        .to_owned()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BareNumber(number) => write!(f, "the number `{number}` has no unit"),
            Self::BoundWithoutPrice(bound) => {
                write!(f, "the bound `{bound}` has no price directly before it")
            }
            Self::ChainedComparison => f.write_str("a segment has at most one comparator"),
            Self::CoefficientOnAmount(text) => {
                write!(f, "`{text}` puts a number directly before the amount")
            }
            Self::ComparisonInParentheses => {
                f.write_str("a comparison cannot stand inside parentheses")
            }
            Self::ConditionWithoutPrice(condition) => {
                write!(f, "the condition `{condition}` has no price after it")
            }
            Self::DecimalComma(number) => write!(f, "`{number}` has a decimal comma"),
            Self::Division { .. } => f.write_str("a formula has no division"),
            Self::EmptyFormula => f.write_str("the formula is empty"),
            Self::EmptySegment => f.write_str("a segment is empty"),
            Self::Exponent(number) => write!(f, "`{number}` is written with an exponent"),
            Self::FloorAboveCap { floor, cap } => {
                write!(f, "the floor `{floor}` is above the cap `{cap}`")
            }
            Self::FormulaTooLong(length) => write!(f, "the formula has {length} characters"),
            Self::MissingConstant => f.write_str("`C` stands for a constant that was not supplied"),
            Self::MissingOperator { left, right } => {
                write!(f, "an operator is missing between `{left}` and `{right}`")
            }
            Self::MissingPercentage => {
                f.write_str("`P` stands for a percentage that was not supplied")
            }
            Self::MissingValue { beside, .. } if beside.is_empty() => {
                f.write_str("a value is missing")
            }
            Self::MissingValue { beside, sign: true } => {
                write!(f, "a value is missing before `{beside}`")
            }
            Self::MissingValue { beside, .. } => write!(f, "a value is missing beside `{beside}`"),
            Self::NumberIncomplete(number) => {
                write!(f, "`{number}` lacks a digit beside its decimal point")
            }
            Self::NumberTooLong(number) => write!(f, "the number `{number}` has too many digits"),
            Self::PercentSign(text) => write!(f, "`{text}` has a percent sign"),
            Self::SeveralPoints(number) => write!(f, "`{number}` has more than one decimal point"),
            Self::StrayParenthesis => f.write_str("this `)` closes nothing"),
            Self::ThousandsSeparator(number) => write!(f, "`{number}` has a thousands separator"),
            Self::TooDeep => f.write_str("the parentheses are nested too deeply"),
            Self::TooManyDigits(expression) => {
                write!(f, "the value of `{expression}` needs more than 28 digits")
            }
            Self::TooManySegments(count) => write!(f, "the formula has {count} segments"),
            Self::UnclosedParenthesis => f.write_str("this parenthesis is never closed"),
            Self::UncoveredAmounts(range) => write!(f, "no price covers {range}"),
            Self::UnknownCharacter(text) => write!(f, "`{text}` means nothing in a formula"),
            Self::UnknownUnit { number, unit } => {
                write!(f, "the number `{number}` has the unknown unit `{unit}`")
            }
            Self::UnknownWord(word) => write!(f, "the word `{word}` means nothing in a formula"),
            Self::UnreachablePrice { first, second } => write!(
                f,
                "the price `{second}` can never be reached, because `{first}` applies to every \
                 amount"
            ),
            Self::WrongOperator(operator) => {
                write!(f, "`{operator}` is not an operator of a formula")
            }
        }
    }
}
