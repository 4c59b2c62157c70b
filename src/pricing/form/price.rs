//! One price for the whole value: `{ "flat": "5", "percentage": "2.5" }`.

use super::traits::{FormListing, PriceForm};
use crate::curve::{Curve, Cut, Interval, Piece, PieceKind};
use crate::diagnostic::Problem;
#[cfg(any(feature = "requests", feature = "ledger"))]
use crate::document::Declared;
use crate::money::Ratio;
use crate::pricing::method::PriceMethod;
use crate::pricing::origin::{Origin, Show};
use crate::pricing::price::Price;
use crate::pricing::steps::Steps;
use crate::pricing::written::ObjectText;

const AMOUNT: &str = "FIXED_AMOUNT";
const PERCENTAGE: &str = "FIXED_PERCENTAGE";

impl FormListing for Price {
    const FIELD: Option<&'static str> = None;
    const METHODS: &'static [&'static str] = &[AMOUNT, PERCENTAGE];

    #[cfg(any(feature = "requests", feature = "ledger"))]
    fn declared() -> Vec<Declared> {
        Self::declared()
    }
}

impl PriceForm for Price {
    fn method(&self) -> PriceMethod {
        PriceMethod(if self.percentage.is_some() { PERCENTAGE } else { AMOUNT })
    }

    fn charge(&self, value: Ratio, steps: &mut Steps) -> Result<Ratio, Problem> {
        let price = if value.is_zero() { self.at_zero() } else { *self };
        Ok(price.charge(value, steps)?)
    }

    fn curve(&self) -> Option<Curve> {
        let (line, stairs) = self.course(Ratio::ZERO).ok()?;
        let piece = Piece::line(Interval::all(), line, PieceKind::Tier);
        Some(Curve::new(vec![Piece { stairs, ..piece }]))
    }

    fn write(&self, rule: &mut ObjectText) {
        Price::write(self, rule);
    }

    fn stretches<'f>(&'f self, show: Show<'_, 'f>) -> Option<()> {
        let above_zero = Interval { start: Cut::after(Ratio::ZERO), end: None };
        show(&above_zero, Origin::Price(None, self))
    }
}
