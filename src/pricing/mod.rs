//! Rules that turn an amount into a charge, with every step explained.

mod billed;
mod calculators;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub mod charges;
#[cfg(feature = "tables")]
pub mod columns;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod creation;
mod explanation;
mod form;
mod held;
mod lint;
mod lower;
mod method;
mod options;
mod origin;
mod pipeline;
mod price;
mod printed;
mod rule;
mod source;
mod steps;
mod tariff;
mod terms;
mod tier;
mod written;

pub use calculators::{Shares, allocate, clamp, round, sum};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use creation::ChargeCreation;
pub use explanation::Explanation;
pub use form::{Form, Graduated, PriceForm, Volume, WrittenFormula};
pub use held::{ChargeBound, HeldCharge};
pub use lint::{MAX_WARNINGS, Warning};
pub use method::PriceMethod;
pub use options::TariffOptions;
pub use origin::Origin;
pub use pipeline::{Priced, not_negative};
pub use price::Price;
pub use rule::{Limit, PriceRule};
pub use steps::Steps;
pub use tariff::{Tariff, check};
pub use terms::Terms;
pub use tier::{MAX_TIERS, Tier, Tiers};
