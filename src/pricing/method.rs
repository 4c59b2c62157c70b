//! The name that a price method has on the wire.

/// What a price rule does, in the words of the charge-calculation document. Each form of rule has
/// names of its own, and no two forms share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceMethod(pub(super) &'static str);

impl PriceMethod {
    /// One amount, whatever the value.
    pub const FIXED_AMOUNT: Self = Self("FIXED_AMOUNT");

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }
}
