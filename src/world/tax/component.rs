//! The taxes that there are, and which of them an amount bears.

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
}

/// Declares the taxes that are owed and posted on their own, each with its name and the types of
/// tax that it belongs to.
macro_rules! components {
    ($($(#[$doc:meta])* $component:ident: $name:literal, $kinds:expr;)*) => {
        /// A tax that is owed and posted on its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum TaxComponent {
            $($(#[$doc])* $component,)*
        }

        impl TaxComponent {
            /// Every component; the place of each is its number.
            pub const ALL: &[Self] = &[$(Self::$component,)*];

            /// The name in tables, in postings and after `tax:` in the names of accounts.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$component => $name,)*
                }
            }

            /// The types of tax that the component belongs to.
            #[must_use]
            pub const fn kinds(self) -> &'static [TaxType] {
                match self {
                    $(Self::$component => $kinds,)*
                }
            }
        }
    };
}

components! {
    /// The cess on telecommunication.
    Cess: "cess", &[TaxType::Telecom, TaxType::All];
    /// The telecommunication levy.
    Levy: "levy", &[TaxType::Telecom, TaxType::All];
    /// The nation building tax, or what took its place.
    Nbt: "nbt", &[TaxType::Value, TaxType::All];
    /// The value added tax.
    Vat: "vat", &[TaxType::Value, TaxType::All];
    /// The tax on insurance.
    Insurance: "insurance", &[TaxType::Insurance];
    /// What the caller asks for in percent, which is in no table.
    Other: "other", &[TaxType::Percent];
}

impl TaxComponent {
    /// The number of the component in postings and in the chart of accounts.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The component with a number.
    #[must_use]
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The components that tables may have.
    pub(super) fn in_tables() -> Vec<Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|component| !component.kinds().contains(&TaxType::Percent)).collect()
    }
}
