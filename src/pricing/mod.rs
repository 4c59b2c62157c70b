//! Rules that turn an amount into a charge, with every step explained.

mod calculators;
mod explanation;
mod options;
mod pipeline;
mod price;
mod rule;
mod tariff;
mod tier;

pub use calculators::{allocate, clamp, round};
pub use explanation::Explanation;
pub use options::TariffOptions;
pub use pipeline::{Priced, Terms};
pub use price::Price;
pub use rule::{Form, Limit, PriceRule};
pub use tariff::{Tariff, check};
pub use tier::{MAX_TIERS, Tier, Tiers};
