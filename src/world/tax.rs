//! Taxes on top of an amount: tables as data, computed exactly and rounded once per component.

mod factor;
mod presets;
mod read;
mod table;

pub use factor::Factor;

use table::Table;

use crate::money::{Decimal, Overflow};

/// A tax that is owed and posted on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// The cess on telecommunication.
    Cess,
    /// The telecommunication levy.
    Levy,
    /// The nation building tax, or what took its place.
    Nbt,
    /// The value added tax.
    Vat,
    /// The tax on insurance.
    Insurance,
    /// What the caller asks for in percent.
    Other,
}

impl Component {
    /// Every component; the place of each is its number.
    pub const ALL: [Self; 6] =
        [Self::Cess, Self::Levy, Self::Nbt, Self::Vat, Self::Insurance, Self::Other];

    /// The name in tables, in postings and after `tax:` in the names of accounts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cess => "cess",
            Self::Levy => "levy",
            Self::Nbt => "nbt",
            Self::Vat => "vat",
            Self::Insurance => "insurance",
            Self::Other => "other",
        }
    }
}

/// Which taxes an amount bears: `TAXTYPE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxType {
    /// 1: levy and cess.
    Telecom,
    /// 2: those, VAT and NBT.
    All,
    /// 3: VAT and NBT.
    Value,
    /// 4: the tax on insurance.
    Insurance,
    /// 5: the caller's percentage.
    Percent,
}

impl TaxType {
    /// Every type, from 1 on.
    pub const ALL: [Self; 5] =
        [Self::Telecom, Self::All, Self::Value, Self::Insurance, Self::Percent];

    /// The type with this number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        Self::ALL.get(index).copied()
    }

    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Whether a component belongs to the type.
    fn has(self, component: Component) -> bool {
        match component {
            Component::Cess | Component::Levy => matches!(self, Self::Telecom | Self::All),
            Component::Nbt | Component::Vat => matches!(self, Self::Value | Self::All),
            Component::Insurance => self == Self::Insurance,
            Component::Other => self == Self::Percent,
        }
    }
}

/// What kind of account is charged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountType {
    /// A mobile telephone.
    #[default]
    Gsm,
    /// A fixed wireless telephone.
    Cdma,
    /// Broadband.
    Lte,
    /// Television.
    Dtv,
}

impl AccountType {
    /// Every type; the place of each is its number.
    pub const ALL: [Self; 4] = [Self::Gsm, Self::Cdma, Self::Lte, Self::Dtv];

    /// The names, in the order of [`AccountType::ALL`].
    pub const NAMES: [&'static str; 4] = ["GSM", "CDMA", "LTE", "DTV"];

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

/// A component with what it takes, in minor units; always above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levied {
    /// The tax.
    pub component: Component,
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

/// How the components of one table build on each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxMode {
    /// Each is a part of the amount and everything before it.
    #[default]
    Sequential,
    /// Those that are grossed up are grossed up together.
    Joint,
}

/// The tax tables of a world.
#[derive(Clone, Debug)]
pub struct Taxes {
    /// Their periods do not overlap.
    tables: Vec<Table>,
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
                let levied = Levied { component: Component::Other, amount };
                return Ok(if amount == 0 { Vec::new() } else { vec![levied] });
            }
            (TaxType::Percent, _) | (_, Some(_)) => return Err(TaxError::Percentage),
            _ => {}
        }
        let table = self.tables.iter().find(|table| table.period.contains(&at));
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
