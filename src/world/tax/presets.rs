//! The tax tables that were published.

use super::component::TaxComponent;
use super::table::{Classes, ServiceClass, TaxRow};
use crate::money::Decimal;

/// The names of the tables, in the order of their years.
pub(super) const NAMES: [&str; 5] = ["LK-2014", "LK-2016-11", "LK-2018", "LK-2019-12", "LK-2024"];

/// Levy on voice and on data, NBT and VAT, in hundredths of a percent. The cess is two percent
/// in all of them. Of 2016 only voice was published, so it stands for both.
const RATES: [[i64; 4]; 5] = [
    [2500, 1000, 0, 0],
    [2500, 2500, 200, 1500],
    [1500, 0, 200, 1500],
    [1125, 0, 0, 800],
    [1500, 0, 250, 1800],
];

/// The rows of a table by the place of its name.
pub(super) fn rows(index: usize) -> Vec<TaxRow> {
    let [voice, data, nbt, vat] = RATES.get(index).copied().unwrap_or_default();
    let row = |component, rate, gross_up, classes| TaxRow {
        component,
        rate: Decimal::new(rate, 2),
        gross_up,
        classes,
    };
    let mut rows = vec![
        row(TaxComponent::Cess, 200, true, Classes::BOTH),
        row(TaxComponent::Levy, voice, false, Classes::only(ServiceClass::Voice)),
        row(TaxComponent::Levy, data, false, Classes::only(ServiceClass::Data)),
        row(TaxComponent::Nbt, nbt, true, Classes::BOTH),
        row(TaxComponent::Vat, vat, false, Classes::BOTH),
    ];
    rows.retain(|row| !row.rate.is_zero());
    rows
}
