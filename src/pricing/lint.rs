//! What is doubtful in a rule that can be charged with: figures that are probably not intended.

mod bounds;
mod charges;
mod grid;
mod linter;
mod parts;
mod place;

pub use self::linter::{MAX_WARNINGS, Warning};

use self::linter::Linter;
use super::tariff::Tariff;

impl Tariff {
    /// Every warning about the rule; none if nothing in it is doubtful.
    ///
    /// Amounts are judged on the grid of the currency's minor units, up to the safe integers.
    ///
    /// ```
    /// use ready_reckoner::pricing::{Tariff, TariffOptions};
    ///
    /// let tariff = Tariff::compile("A<1000C|5C|2.5P*A", &TariffOptions::default())?;
    /// let warnings = tariff.lint();
    /// assert_eq!(warnings[0].code.text(), "cliff");
    /// assert_eq!(warnings[0].amounts, ["999.99", "1000.00"]);
    /// assert_eq!(warnings[0].charges, ["5.00", "25.00"]);
    /// # Ok::<(), ready_reckoner::diagnostic::Refusal>(())
    /// ```
    #[must_use]
    pub fn lint(&self) -> Vec<Warning> {
        let mut linter = Linter::new(self);
        linter.parts();
        if let Some(stretches) = linter.grid.stretches() {
            linter.bounds_cross();
            let stretches = linter.grid.cut(stretches);
            linter.bounds(&stretches);
            linter.negative_charges(&stretches);
            linter.borders_and_falls(&stretches);
        }
        linter.warnings
    }
}
