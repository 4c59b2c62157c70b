//! The names that price methods have on the wire.

use super::price::Price;
use super::rule::Form;
use super::tier::Tiers;
use crate::diagnostic::{Code, Problem, excerpt};

/// What a price rule does, in the words of the charge-calculation document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceMethod(usize);

/// The names that say one thing, in the order of [`PriceMethod`].
const NAMES: [&str; 7] = [
    "FIXED_AMOUNT",
    "FIXED_PERCENTAGE",
    "SLAB_AMOUNT",
    "SLAB_PERCENTAGE",
    "VARIABLE_AMOUNT",
    "VARIABLE_PERCENTAGE",
    "FORMULA",
];

const FIXED: usize = 0;
const SLAB: usize = 2;
const VARIABLE: usize = 4;
const FORMULA: PriceMethod = PriceMethod(6);

impl PriceMethod {
    /// One amount, whatever the value.
    pub const FIXED_AMOUNT: Self = Self(FIXED);

    /// The method with this exact name.
    ///
    /// # Errors
    /// When the name is unknown, or means opposite things in different products.
    pub fn from_name(name: &str) -> Result<Self, Problem> {
        if let Some(index) = NAMES.iter().position(|known| *known == name) {
            return Ok(Self(index));
        }
        if name == "SLAB" || name == "TIER" {
            let message = [
                "`",
                name,
                "` alone can mean that each slab prices the part of the value inside it, or that \
                 the slab reached prices the whole value",
            ];
            let help = "write `SLAB_AMOUNT` or `SLAB_PERCENTAGE` for the former, \
                        `VARIABLE_AMOUNT` or `VARIABLE_PERCENTAGE` for the latter";
            return Err(Problem::of(Code::PriceMethodAmbiguous, &message, help));
        }
        let message = ["the price method `", &excerpt(name), "` is unknown"];
        let help = ["the methods are `", &NAMES.join("`, `"), "`"].concat();
        Err(Problem::of(Code::UnknownPriceMethod, &message, &help))
    }

    /// The name on the wire.
    #[must_use]
    #[inline(never)]
    pub fn name(self) -> &'static str {
        NAMES.get(self.0).copied().unwrap_or_default()
    }

    /// The method of a form, by whether it has a percentage.
    #[must_use]
    pub fn of(form: &Form) -> Self {
        let tiered = |method, tiers: &Tiers| {
            let percent = tiers.as_slice().iter().any(|tier| has_percentage(&tier.price));
            Self(method + usize::from(percent))
        };
        match form {
            Form::Formula { .. } => FORMULA,
            Form::Price(price) => Self(FIXED + usize::from(has_percentage(price))),
            Form::Graduated(tiers) => tiered(SLAB, tiers),
            Form::Volume(tiers) => tiered(VARIABLE, tiers),
        }
    }

    /// The form of a tiered rule whose tiers come with each request.
    pub(super) fn without_tiers(self) -> Option<Form> {
        match self.0 & !1 {
            SLAB => Some(Form::Graduated(Tiers::default())),
            VARIABLE => Some(Form::Volume(Tiers::default())),
            _ => None,
        }
    }
}

fn has_percentage(price: &Price) -> bool {
    price.percentage.is_some()
}
