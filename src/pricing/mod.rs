//! Rules that turn an amount into a charge, with every step explained.

mod calculators;
#[cfg(any(feature = "requests", feature = "ledger"))]
pub mod charges;
#[cfg(any(feature = "requests", feature = "ledger"))]
mod creation;
mod explanation;
mod lint;
mod lower;
mod method;
mod options;
mod pipeline;
mod price;
mod rule;
mod source;
mod steps;
mod tariff;
mod tier;

pub use calculators::{Shares, allocate, clamp, round};
#[cfg(any(feature = "requests", feature = "ledger"))]
pub use creation::ChargeCreation;
pub use explanation::Explanation;
pub use lint::{MAX_WARNINGS, Warning};
pub use method::PriceMethod;
pub use options::TariffOptions;
pub use pipeline::{Priced, Terms};
pub use price::Price;
pub use rule::{Form, Limit, PriceRule};
pub use steps::Steps;
pub use tariff::{Tariff, check};
pub use tier::{MAX_TIERS, Tier, Tiers};
