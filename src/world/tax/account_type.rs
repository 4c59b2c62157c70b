//! What is charged.

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
