//! The options that come with a rule or a calculator.

use super::terms::Terms;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{AboveZero, Fields, Reader, Value, asked};
use crate::formula::Supplied;
use crate::money::{Currency, Decimal, Quantity, Rounding, RoundingMode};

asked! {
    /// How the charge is rounded.
    struct RoundingFields {
        /// What the charge is in: the ISO 4217 code of a currency, or a code and digits.
        currency: Currency = "currency";
        /// How the charge is rounded, half away from zero if nobody says.
        rounding: RoundingMode = "rounding";
        /// What the charge is rounded to, above zero; the minor unit if nobody says.
        increment: AboveZero = "increment";
    }
}

/// What a caller may say beside a rule; each field fills what the rule leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TariffOptions {
    /// The currency of the charge; hundredths without a name if nobody names one.
    pub currency: Option<Currency>,
    /// How the charge is rounded; half away from zero if nobody says.
    pub rounding: Option<RoundingMode>,
    /// What the charge is rounded to; the minor unit if nobody says.
    pub increment: Option<Decimal>,
    /// What a bare `P` in a formula stands for, in percent.
    pub percentage: Option<Quantity>,
    /// What a bare `C` in a formula stands for.
    pub constant: Option<Decimal>,
    /// The period that is charged.
    pub terms: Terms,
    /// The value that was charged earlier in the period of graduated tiers.
    pub prior: Option<Decimal>,
}

impl TariffOptions {
    /// Reads the options that a caller gave.
    ///
    /// # Errors
    /// Every field that is unknown or malformed.
    pub fn read(value: &Value) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let mut fields = reader.fields(value, "");
        let options = Self {
            percentage: fields.ratio("percentage", &mut reader).map(Quantity::from),
            constant: fields.amount("constant", &mut reader),
            terms: Terms {
                tenor: fields.amount("tenor", &mut reader),
                sliding_scale_tenor: fields.amount("slidingScaleTenor", &mut reader),
                exchange_rate: None,
            },
            prior: fields.amount("prior", &mut reader),
            ..Self::rounding_fields(&mut fields, &mut reader)
        };
        fields.refuse_others(&mut reader);
        options.terms.check(&mut reader);
        reader.finish().map(|()| options)
    }

    /// The fields that say how to round: `currency`, `rounding` and `increment`.
    pub(super) fn rounding_fields(fields: &mut Fields<'_>, reader: &mut Reader) -> Self {
        let RoundingFields { currency, rounding, increment } = RoundingFields::ask(fields, reader);
        Self { currency, rounding, increment, ..Self::default() }
    }

    /// What a rule says itself, with what it leaves out taken from the options beside it. That the
    /// two contradict each other is a problem.
    pub(super) fn filled_from(self, options: &Self, reader: &mut Reader) -> Self {
        Self {
            currency: agreed("/currency", self.currency, options.currency, reader),
            rounding: agreed("/rounding", self.rounding, options.rounding, reader),
            increment: agreed("/increment", self.increment, options.increment, reader),
            percentage: options.percentage,
            constant: options.constant,
            terms: options.terms,
            prior: options.prior,
        }
    }

    /// The letters of a rule's formula: those that it has itself, else those of the options.
    pub(super) fn with_letters(&mut self, own: Supplied, reader: &mut Reader) {
        self.percentage = agreed("/percentage", own.percentage, self.percentage, reader);
        self.constant = agreed("/constant", own.constant, self.constant, reader);
    }

    /// Notes the options that a rule has no use for, by whether it may have letters and whether its
    /// price is for a year.
    pub(super) fn refuse_useless(&self, has_letters: bool, is_annual: bool, reader: &mut Reader) {
        let has_period = is_annual || self.terms.sliding_scale_tenor.is_some();
        for (path, is_given, is_used, help) in [
            ("/percentage", self.percentage.is_some(), has_letters, FOR_FORMULAS),
            ("/constant", self.constant.is_some(), has_letters, FOR_FORMULAS),
            ("/tenor", self.terms.tenor.is_some(), has_period, FOR_PERIODS),
        ] {
            if is_given && !is_used {
                let option = path.get(1..).unwrap_or_default();
                let message = Code::OptionUnused.sentence(&[option]);
                reader.problem(Code::OptionUnused, path, message, Some(help.to_owned()));
            }
        }
    }

    /// The rounding that these options name.
    ///
    /// # Errors
    /// When the increment is not a positive number of minor units.
    pub fn rounding(&self) -> Result<Rounding, Refusal> {
        let currency = self.currency.unwrap_or_default();
        Rounding::new(currency, self.rounding.unwrap_or_default(), self.increment)
            .map_err(|error| Problem::from(error).at("/increment").into())
    }

    /// What the bare letters of a formula stand for.
    #[must_use]
    pub fn supplied(&self) -> Supplied {
        Supplied { percentage: self.percentage, constant: self.constant }
    }
}

/// What a rule and the options beside it say of the same thing.
fn agreed<T: Copy + PartialEq>(
    path: &str,
    own: Option<T>,
    option: Option<T>,
    reader: &mut Reader,
) -> Option<T> {
    if own.is_some() && option.is_some() && own != option {
        reader.say(Code::OptionContradiction, path, &[path.get(1..).unwrap_or_default()]);
    }
    own.or(option)
}

const FOR_FORMULAS: &str = "only formulas with a bare `P` or `C` have one";
const FOR_PERIODS: &str = "give the rule an `annualBasis`, or the option `slidingScaleTenor`";
