//! A tax table, made ready: what each component takes of an amount, by kind of tax and service.

use std::ops::Range;

use super::account_type::AccountType;
use super::component::{TaxComponent, TaxType};
use super::factor::Factor;
use crate::money::{Decimal, Overflow, Ratio};

/// How the components of one table build on each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxMode {
    /// Each is a part of the amount and everything before it.
    #[default]
    Sequential,
    /// Those that are grossed up are grossed up together.
    Joint,
}

/// What kind of service an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ServiceClass {
    Voice,
    Data,
}

impl ServiceClass {
    pub(super) const ALL: [Self; 2] = [Self::Voice, Self::Data];
    pub(super) const NAMES: [&'static str; 2] = ["voice", "data"];
}

/// Whether a row is for each of the classes, by their places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Classes([bool; 2]);

impl Classes {
    pub(super) const BOTH: Self = Self([true; 2]);

    pub(super) fn only(class: ServiceClass) -> Self {
        Self(ServiceClass::ALL.map(|other| other == class))
    }

    pub(super) fn has(self, class: ServiceClass) -> bool {
        self.0.get(class as usize).copied().unwrap_or_default()
    }

    pub(super) fn meets(self, other: Self) -> bool {
        ServiceClass::ALL.into_iter().any(|class| self.has(class) && other.has(class))
    }
}

/// A line of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct TaxRow {
    pub(super) component: TaxComponent,
    /// The rate in percent.
    pub(super) rate: Decimal,
    /// Whether the rate is of the amount with the tax in it.
    pub(super) gross_up: bool,
    pub(super) classes: Classes,
}

/// A table for a period.
#[derive(Clone, Debug)]
pub(super) struct TaxTable {
    /// When the table is valid, in milliseconds since 1970.
    pub(super) period: Range<i64>,
    /// The class of each account type, by its place.
    classes: [ServiceClass; 4],
    /// What accounts pay, by class and then by the place of the tax type. The percentage of the
    /// last type comes with the call.
    shares: [[Vec<Share>; 4]; 2],
}

/// A component and what it takes.
pub(super) type Share = (TaxComponent, Factor);

/// Why a table cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableError {
    /// What is grossed up leaves nothing of the amount.
    NothingLeft,
    /// The fractions have too many digits.
    Overflow,
}

impl From<Overflow> for TableError {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

impl TaxTable {
    pub(super) fn new(
        rows: &[TaxRow],
        mode: TaxMode,
        classes: [ServiceClass; 4],
        period: Range<i64>,
    ) -> Result<Self, TableError> {
        let mut shares: [[Vec<Share>; 4]; 2] = Default::default();
        for (class, by_type) in ServiceClass::ALL.into_iter().zip(&mut shares) {
            for (kind, shares) in TaxType::ALL.into_iter().zip(by_type) {
                let owed =
                    |row: &&TaxRow| row.classes.has(class) && row.component.kinds().contains(&kind);
                let owed: Vec<&TaxRow> = rows.iter().filter(owed).collect();
                *shares = levy(&owed, mode)?;
            }
        }
        Ok(Self { period, classes, shares })
    }

    /// What an account pays.
    pub(super) fn shares(&self, kind: TaxType, account: AccountType) -> &[Share] {
        let class = self.classes.get(account as usize);
        let by_type = class.and_then(|class| self.shares.get(*class as usize));
        by_type.and_then(|by_type| by_type.get(kind as usize)).map_or(&[], Vec::as_slice)
    }
}

/// What each row takes of one unit.
fn levy(rows: &[&TaxRow], mode: TaxMode) -> Result<Vec<Share>, TableError> {
    // In the joint mode all that is grossed up is a part of one amount, which contains it.
    let mut together = Ratio::ZERO;
    if mode == TaxMode::Joint {
        for row in rows.iter().filter(|row| row.gross_up) {
            together = together.checked_add(Ratio::percent(row.rate))?;
        }
    }
    let gross = grossed(together)?;
    let mut so_far = gross;
    let mut shares = Vec::with_capacity(rows.len());
    for row in rows {
        let rate = Ratio::percent(row.rate);
        let base = match (row.gross_up, mode) {
            (false, _) => so_far,
            (true, TaxMode::Sequential) => so_far.checked_mul(grossed(rate)?)?,
            (true, TaxMode::Joint) => gross,
        };
        let part = base.checked_mul(rate)?.reduced();
        // The gross amount of the joint mode has these in it already.
        if !(row.gross_up && mode == TaxMode::Joint) {
            so_far = so_far.checked_add(part)?.reduced();
        }
        shares.push((row.component, Factor::new(part)));
    }
    Ok(shares)
}

/// What one unit becomes when so much of the result is tax.
fn grossed(part: Ratio) -> Result<Ratio, TableError> {
    let rest = Ratio::ONE.checked_sub(part)?;
    if rest <= Ratio::ZERO {
        return Err(TableError::NothingLeft);
    }
    Ok(Ratio::ONE.checked_div(rest)?)
}
