//! What the charges of a request come to, by currency and party.

use super::outcome::ChargeOutcome;
use super::table::{Salt, Table};
use crate::document::{ChargeCalculation, ChargeLine};
use crate::money::{Currency, MinorUnits, Overflow};

/// The charges in one currency.
#[derive(Clone, Debug)]
pub struct CurrencyTotal<'t> {
    /// The currency.
    pub currency: Currency,
    /// Of all parties.
    pub all: PartyTotal<'t>,
    /// Of each party, in the order of the request.
    pub parties: Vec<PartyTotal<'t>>,
}

/// What a party pays in one currency.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartyTotal<'t> {
    /// Who pays; nothing where the lines do not say it, and of all parties together.
    pub party: Option<&'t str>,
    charges: i128,
    taxes: i128,
}

impl PartyTotal<'_> {
    /// The charges, the taxes, and both, with so many digits.
    ///
    /// # Errors
    /// When a sum has too many digits.
    pub fn amounts(&self, digits: u32) -> Result<[String; 3], Overflow> {
        let total = self.charges.checked_add(self.taxes).ok_or(Overflow)?;
        let text = |units| Ok(MinorUnits::new(units)?.format(digits));
        Ok([text(self.charges)?, text(self.taxes)?, text(total)?])
    }

    fn add(&mut self, is_tax: bool, units: i128) -> Result<(), Overflow> {
        let sum = if is_tax { &mut self.taxes } else { &mut self.charges };
        *sum = sum.checked_add(units).ok_or(Overflow)?;
        Ok(())
    }
}

/// The totals of a request, in the order in which its currencies and parties come.
///
/// # Errors
/// When a sum does not fit.
pub fn totals<'t>(
    request: &ChargeCalculation<'t>,
    outcomes: &[ChargeOutcome<'_>],
    salt: Salt,
) -> Result<Vec<CurrencyTotal<'t>>, Overflow> {
    let mut totals: Vec<CurrencyTotal<'t>> = Vec::new();
    let mut currencies = Table::new(0, salt);
    let mut parties = Table::new(0, salt);
    for (placed, outcome) in request.lines().iter().zip(outcomes) {
        let line: &ChargeLine<'t> = placed.line;
        let currency = outcome.charged.currency;
        let place = currencies.enter(currency, totals.len());
        if place == totals.len() {
            let all = PartyTotal::default();
            totals.push(CurrencyTotal { currency, all, parties: Vec::new() });
        }
        let Some(total) = totals.get_mut(place) else { continue };
        let (party, units) = (line.party(), outcome.charge.count());
        total.all.add(line.is_tax(), units)?;
        let known = parties.enter((place, party), total.parties.len());
        if known == total.parties.len() {
            total.parties.push(PartyTotal { party, ..PartyTotal::default() });
        }
        if let Some(total) = total.parties.get_mut(known) {
            total.add(line.is_tax(), units)?;
        }
    }
    Ok(totals)
}
