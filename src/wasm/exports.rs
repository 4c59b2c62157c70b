//! What the façade in `js/` calls.

use core::cell::OnceCell;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::answer::{AnswerText, diagnostic, refuse, write};
use super::calculated::{explanation, warning};
use super::convert::read;
use crate::curve::Lanes;
use crate::diagnostic::{Code, Diagnostic, Problem, Refusal};
use crate::document::{Value, amount};
use crate::money::{Applied, Decimal, FewRatios};
use crate::pricing::{self, Shares, Tariff, TariffOptions};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// A compiled charge.
#[wasm_bindgen]
pub struct RawTariff {
    tariff: Tariff,
    /// The kernel in lanes, made when it is first needed.
    lanes: OnceCell<Option<Lanes>>,
}

impl RawTariff {
    pub(super) fn tariff(&self) -> &Tariff {
        &self.tariff
    }

    pub(super) fn lanes(&self) -> Option<&Lanes> {
        self.lanes.get_or_init(|| self.tariff.kernel().and_then(Lanes::new)).as_ref()
    }
}

#[wasm_bindgen]
impl RawTariff {
    /// Compiles a formula or a price rule.
    pub fn compile(
        #[wasm_bindgen(unchecked_param_type = "string | PriceRule")] rule: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "TariffOptions")] options: &JsValue,
    ) -> Result<RawTariff, JsValue> {
        let options = tariff_options(options).map_err(refuse)?;
        let tariff = match rule.dyn_ref::<JsString>() {
            Some(formula) => Tariff::compile(&String::from(formula), &options),
            None => {
                let rule = read(rule);
                if matches!(rule, Value::Object(_)) {
                    Tariff::compile_rule(&rule, &options)
                } else {
                    Err(not_a_formula("a formula or a price rule", &rule))
                }
            }
        };
        tariff.map(|tariff| Self { tariff, lanes: OnceCell::new() }).map_err(refuse)
    }

    /// The fast path, for an integer of 10^−`places`: an integer of minor units, or NaN where it
    /// does not serve.
    #[wasm_bindgen(js_name = chargeQuick)]
    pub fn charge_quick(&self, amount: f64, places: u32) -> f64 {
        // Both casts are exact: the façade passes safe integers and the kernel returns them.
        self.tariff.charge_quick(amount as i64, places).map_or(f64::NAN, |charge| charge as f64)
    }

    /// The charge for any amount.
    pub fn charge(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AmountLike")] value: &JsValue,
    ) -> Result<String, JsValue> {
        let charge = self.tariff.charge(decimal(value)?).map_err(refuse)?;
        Ok(charge.format(self.minor_units()))
    }

    /// The charge and the way to it.
    #[wasm_bindgen(unchecked_return_type = "Explanation")]
    pub fn explain(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AmountLike")] value: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let explained = self.tariff.explain(decimal(value)?).map_err(refuse)?;
        let mut answer = AnswerText::default();
        explanation(&mut answer, &explained);
        Ok(write(&answer))
    }

    /// What is odd about the rule, though it has a meaning.
    #[wasm_bindgen(unchecked_return_type = "object[]")]
    pub fn lint(&self) -> JsValue {
        write(AnswerText::default().items(&self.tariff.lint(), &warning))
    }

    /// The canonical text of the rule.
    #[wasm_bindgen(getter)]
    pub fn source(&self) -> String {
        self.tariff.source().to_owned()
    }

    /// The currency of the charge.
    #[wasm_bindgen(getter)]
    pub fn currency(&self) -> Option<String> {
        self.tariff.rounding().currency().named().map(str::to_owned)
    }

    /// Whether the charge has an exact curve.
    #[wasm_bindgen(getter, js_name = exactCurve)]
    pub fn exact_curve(&self) -> bool {
        self.tariff.exact_curve()
    }

    /// The digits of the currency's minor unit.
    #[wasm_bindgen(getter, js_name = minorUnits)]
    pub fn minor_units(&self) -> u32 {
        self.tariff.rounding().currency().minor_units()
    }
}

/// Every problem of a formula.
#[wasm_bindgen(unchecked_return_type = "Diagnostic[]")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "string")] source: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "TariffOptions")] options: &JsValue,
) -> JsValue {
    let checked =
        formula(source).and_then(|source| Ok(pricing::check(&source, &tariff_options(options)?)));
    let diagnostics = checked.unwrap_or_else(Diagnostic::of_refusal);
    write(AnswerText::default().items(&diagnostics, &diagnostic))
}

/// The canonical spelling of a formula.
#[wasm_bindgen]
pub fn format(
    #[wasm_bindgen(unchecked_param_type = "string")] source: &JsValue,
) -> Result<String, JsValue> {
    let source = formula(source).map_err(refuse)?;
    crate::formula::format(&source)
        .map_err(|diagnostics| refuse(Refusal::of_diagnostics(&source, diagnostics)))
}

/// Splits an amount by ratios.
#[wasm_bindgen]
pub fn allocate(
    #[wasm_bindgen(unchecked_param_type = "AmountLike")] amount: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "RatioLike[]")] ratios: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "AllocateOptions")] options: &JsValue,
) -> Result<Vec<String>, JsValue> {
    pricing::allocate(&read(amount), &read(ratios), &read(options)).map_err(refuse)
}

/// Ratios that have been read once, to split many amounts.
#[wasm_bindgen]
pub struct RawShares {
    shares: Shares,
    parts: [u64; FewRatios::MOST],
}

#[wasm_bindgen]
impl RawShares {
    /// Reads ratios and options.
    pub fn read(ratios: &JsValue, options: &JsValue) -> Result<RawShares, JsValue> {
        let shares = Shares::read(&read(ratios), &read(options)).map_err(refuse)?;
        Ok(Self { shares, parts: [0; FewRatios::MOST] })
    }

    /// The digits of the currency's minor unit.
    #[wasm_bindgen(getter, js_name = minorUnits)]
    pub fn minor_units(&self) -> u32 {
        self.shares.currency().minor_units()
    }

    /// Splits a safe integer of minor units, and answers with the first part; NaN where it does not
    /// serve.
    pub fn split(&mut self, amount: f64) -> f64 {
        let split = self.shares.split_small(amount as u64, &mut self.parts);
        split.map_or(f64::NAN, |()| self.part(0))
    }

    /// A part of the last split amount, not larger than it.
    pub fn part(&self, index: usize) -> f64 {
        self.parts.get(index).map_or(f64::NAN, |part| *part as f64)
    }
}

/// Adds amounts.
#[wasm_bindgen]
pub fn sum(
    #[wasm_bindgen(unchecked_param_type = "AmountLike[]")] amounts: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "SumOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    pricing::sum(&read(amounts), &read(options)).map_err(refuse)
}

/// Rounds an amount.
#[wasm_bindgen]
pub fn round(
    #[wasm_bindgen(unchecked_param_type = "AmountLike")] amount: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "RoundOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    pricing::round(&read(amount), &read(options)).map_err(refuse)
}

/// Holds an amount between bounds.
#[wasm_bindgen(unchecked_return_type = "Clamped")]
pub fn clamp(
    #[wasm_bindgen(unchecked_param_type = "AmountLike")] amount: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "ClampOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let (amount, applied) = pricing::clamp(&read(amount), &read(options)).map_err(refuse)?;
    let mut answer = AnswerText::default();
    answer.begin().text("amount", &amount).or_null("applied", applied.map(Applied::name));
    Ok(write(answer.end()))
}

/// Most callers give no options, and a start without them has less to compile.
fn tariff_options(options: &JsValue) -> Result<TariffOptions, Refusal> {
    if options.is_undefined() {
        Ok(TariffOptions::default())
    } else {
        TariffOptions::read(&read(options))
    }
}

fn decimal(value: &JsValue) -> Result<Decimal, JsValue> {
    amount(&read(value)).map_err(|problem| refuse(Refusal::of_problems(vec![problem])))
}

/// A formula's text.
fn formula(source: &JsValue) -> Result<String, Refusal> {
    match source.dyn_ref::<JsString>() {
        Some(text) => Ok(String::from(text)),
        None => Err(not_a_formula("a formula", &read(source))),
    }
}

fn not_a_formula(expected: &str, found: &Value) -> Refusal {
    Problem::says(Code::FormulaType, &[expected, found.kind()]).into()
}
