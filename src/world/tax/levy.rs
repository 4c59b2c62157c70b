//! What is levied on an amount.

use super::account_type::AccountType;
use super::component::{TaxComponent, TaxType};
use super::factor::Factor;
use super::periods::Periods;
use super::table::TaxTable;
use crate::money::{Decimal, Overflow};

/// A component with what it takes, in minor units; always above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levied {
    /// The component.
    pub component: TaxComponent,
    /// How much of it, in minor units.
    pub amount: i64,
}

/// Why there is no tax for an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxError {
    /// No table is valid at the time.
    NoTable,
    /// Nobody has configured the tax on insurance.
    NoInsurance,
    /// A percentage is missing with type 5, below zero, or given with another type.
    Percentage,
    /// The tax does not fit 64 bits.
    Overflow,
}

impl From<Overflow> for TaxError {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

/// The tax tables of a world.
#[derive(Clone, Debug, Default)]
pub struct Taxes {
    /// The tables; their periods do not overlap.
    pub(super) tables: Vec<TaxTable>,
    pub(super) periods: Periods,
}

impl Taxes {
    /// The taxes on `base` minor units, in the order of the table valid `at` that time, in
    /// milliseconds. What rounds to nothing is left out. A refund works from the amounts that this
    /// gave, whatever table is valid by then.
    ///
    /// # Errors
    /// [`TaxError`]; nothing is taxed then.
    pub fn on(
        &self,
        base: i64,
        kind: TaxType,
        percent: Option<Decimal>,
        account: AccountType,
        at: i64,
    ) -> Result<Vec<Levied>, TaxError> {
        match (kind, percent) {
            (TaxType::Percent, Some(percent)) if percent.mantissa() >= 0 => {
                let amount = Factor::percent(percent).of(base)?;
                let levied = Levied { component: TaxComponent::Other, amount };
                return Ok(if amount == 0 { Vec::new() } else { vec![levied] });
            }
            (TaxType::Percent, _) | (_, Some(_)) => return Err(TaxError::Percentage),
            _ => {}
        }
        let table = self.periods.at(at).and_then(|position| self.tables.get(position));
        let shares = table.ok_or(TaxError::NoTable)?.shares(kind, account);
        if shares.is_empty() && kind == TaxType::Insurance {
            return Err(TaxError::NoInsurance);
        }
        let mut levied = Vec::with_capacity(shares.len());
        for (component, factor) in shares {
            let amount = factor.of(base)?;
            if amount != 0 {
                levied.push(Levied { component: *component, amount });
            }
        }
        Ok(levied)
    }
}
