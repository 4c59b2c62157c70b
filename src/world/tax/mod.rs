//! Taxes on top of an amount: tables as data, computed exactly and rounded once per component.

mod account_type;
mod component;
mod factor;
mod levy;
mod periods;
mod presets;
mod read;
mod table;

pub use account_type::AccountType;
pub use component::{TaxComponent, TaxType};
pub use factor::Factor;
pub use levy::{Levied, TaxError, Taxes};
pub use table::TaxMode;
