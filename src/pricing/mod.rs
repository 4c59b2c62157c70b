//! Rules that turn an amount into a charge, with every step explained.

mod calculators;
mod explanation;
mod options;
mod tariff;

pub use calculators::{allocate, clamp, round};
pub use explanation::Explanation;
pub use options::TariffOptions;
pub use tariff::{Tariff, check};
