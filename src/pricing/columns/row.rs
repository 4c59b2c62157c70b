//! A tariff over the rows of a column: amounts as columns have them in, minor units or the code of
//! a refusal out.

use super::amount::RowAmount;
use super::refused::RefusedStretch;
use crate::diagnostic::{Code, Refusal};
use crate::money::{Currency, MinorUnits, Ratio};
use crate::pricing::explanation::Explanation;
use crate::pricing::options::TariffOptions;
use crate::pricing::steps::Steps;
use crate::pricing::tariff::Tariff;

/// A tariff that charges row after row. Every row has the answer of [`Tariff::charge`]; a refusal
/// is a code, whose words nobody pays for.
#[derive(Debug)]
pub struct RowTariff {
    tariff: Tariff,
    /// How many rows were charged, up to where kernels are worth making.
    uses: u32,
    refused: Option<RefusedStretch>,
    /// The tariff for whoever was charged for this earlier, as the row before had it.
    earlier: Option<(RowAmount, Box<RowTariff>)>,
}

/// A kernel takes as long to make as the calculator takes for so many charges.
const USES_BEFORE_KERNELS: u32 = 16;

impl RowTariff {
    /// A tariff that has charged no row.
    #[must_use]
    pub fn new(tariff: Tariff) -> Self {
        Self { tariff, uses: 0, refused: None, earlier: None }
    }

    /// The tariff.
    #[must_use]
    pub fn tariff(&self) -> &Tariff {
        &self.tariff
    }

    /// What charges are in.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.tariff.rounding().currency()
    }

    /// The charge for an amount.
    ///
    /// # Errors
    /// The code with which [`Tariff::charge`] refuses it, or that of an amount with too many
    /// digits.
    pub fn charge(&mut self, amount: RowAmount) -> Result<MinorUnits, Code> {
        if self.uses < USES_BEFORE_KERNELS {
            self.uses += 1;
        } else if let Some(charge) = self.quick_charge(amount) {
            return charge;
        }
        self.charge_by_steps(amount)
    }

    /// The charge for an amount of whoever was charged for another one earlier in the period.
    ///
    /// # Errors
    /// As a tariff that is compiled with the earlier amount as `prior`: what is wrong with that
    /// comes first.
    pub fn charge_after(
        &mut self,
        prior: RowAmount,
        amount: RowAmount,
    ) -> Result<MinorUnits, Code> {
        if !matches!(&self.earlier, Some((found, _)) if *found == prior) {
            let tariff = self.after(prior).map_err(|refusal| refusal.code)?;
            self.earlier = Some((prior, Box::new(Self::new(tariff))));
        }
        let (_, earlier) = self.earlier.as_mut().ok_or(Code::Internal)?;
        earlier.charge(amount)
    }

    /// A number of minor units that no charge for an amount up to a last one exceeds, on either
    /// side of zero; nothing where the rule is not linear piece by piece, or a figure does not fit.
    #[must_use]
    pub fn most_charged(&self, last: RowAmount) -> Option<i128> {
        let last = Ratio::new(last.mantissa, 10_i128.checked_pow(last.scale)?).ok()?;
        let farthest = self.tariff.curve().ok()?.farthest(last).ok()?;
        let units = Ratio::from_integer(self.currency().minor_units_in_one());
        // The exact charge is rounded to a neighbour among the increments, or to one inside the
        // bounds.
        let exact = farthest.checked_mul(units).ok()?.ceil();
        exact.checked_add(self.tariff.rounding().increment())
    }

    /// The charge and the way to it.
    ///
    /// # Errors
    /// As [`Self::charge`] and [`Self::charge_after`].
    pub fn explain(
        &self,
        prior: Option<RowAmount>,
        amount: RowAmount,
    ) -> Result<Explanation, Refusal> {
        match prior {
            None => self.tariff.explain(amount.read()?),
            Some(prior) => self.after(prior)?.explain(amount.read()?),
        }
    }

    fn after(&self, prior: RowAmount) -> Result<Tariff, Refusal> {
        let options = TariffOptions { prior: Some(prior.read()?), ..self.tariff.options };
        let (rule, _) = self.tariff.rule_and_terms();
        let source = self.tariff.source().to_owned().into();
        Tariff::new(rule.clone(), source, options, *self.tariff.rounding())
    }

    /// What can be told without the calculator: by a kernel, or because it lies between amounts
    /// that were refused.
    #[inline]
    fn quick_charge(&self, amount: RowAmount) -> Option<Result<MinorUnits, Code>> {
        if let Some(charge) = self.kernel_charge(amount.mantissa, amount.scale) {
            return Some(Ok(charge));
        }
        if let Some(code) = self.refused.and_then(|stretch| stretch.code_of(amount)) {
            return Some(Err(code));
        }
        if amount.mantissa < 0 && amount.decimal().is_ok() {
            return Some(Err(Code::AmountNegative));
        }
        // Wide columns have more decimals than most of their amounts.
        let exact = amount.decimal().ok()?;
        if exact.scale() == amount.scale {
            return None;
        }
        let places = exact.scale().max(self.currency().minor_units());
        let zeros = 10_i128.checked_pow(places - exact.scale())?;
        self.kernel_charge(exact.mantissa().checked_mul(zeros)?, places).map(Ok)
    }

    #[inline]
    fn kernel_charge(&self, mantissa: i128, places: u32) -> Option<MinorUnits> {
        let charge = self.tariff.charge_quick(i64::try_from(mantissa).ok()?, places)?;
        MinorUnits::new(charge.into()).ok()
    }

    #[inline(never)]
    fn charge_by_steps(&mut self, amount: RowAmount) -> Result<MinorUnits, Code> {
        let charge = self.calculated(amount);
        if let Err(code) = charge
            && self.has_room(amount)
        {
            self.refused = RefusedStretch::with(self.refused, code, amount);
        }
        charge
    }

    fn calculated(&self, amount: RowAmount) -> Result<MinorUnits, Code> {
        let amount = amount.decimal()?;
        if amount.mantissa() < 0 {
            return Err(Code::AmountNegative);
        }
        let priced = self.tariff.price(amount, &mut Steps::default());
        let charge = priced.and_then(|priced| priced.rounded(self.tariff.rounding()));
        charge.map(|held| held.charge).map_err(|problem| problem.code)
    }

    /// Whether no amount up to this one is refused because a figure has no room: a kernel has
    /// proven it. Only then do refused amounts make one stretch.
    fn has_room(&self, amount: RowAmount) -> bool {
        self.uses >= USES_BEFORE_KERNELS
            && self
                .tariff
                .kernel_of(amount.scale)
                .is_some_and(|kernel| amount.mantissa <= kernel.limit().into())
    }
}
