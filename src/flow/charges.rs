//! Charges created by formula: what the operator takes of later payments.

use super::event::{Decline, joined};
use super::state::MockLedger;
use crate::diagnostic::{Problem, Refusal};
use crate::document::Payment;
use crate::document::{Reader, Value};
use crate::pricing::{ChargeCreation, Tariff, TariffOptions};
use crate::store::{Index, stored};

/// The payments that a charge is for: on whose behalf, which category, which channel.
pub(crate) type Product = (String, String, String);

/// The formulas of created charges: for each product, as one text, the last.
#[derive(Default)]
pub(crate) struct Created {
    formulas: Vec<(String, String)>,
    /// How many were created, replaced ones included.
    count: u32,
}

stored!(Created { formulas, count });

/// The same, compiled, in the same order.
#[derive(Default)]
pub(super) struct Tariffs {
    list: Vec<Tariff>,
    places: Index,
}

/// A charge that was created.
pub(crate) struct NewCharge {
    pub(crate) product: Product,
    /// As it was given.
    pub(crate) formula: String,
    /// How many there are with it.
    pub(crate) number: u32,
}

impl MockLedger {
    /// Creates the charge of a body; a later one for the same product takes its place.
    ///
    /// # Errors
    /// Every problem of the body.
    pub(crate) fn create_charge(&mut self, body: &Value) -> Result<NewCharge, Vec<Problem>> {
        let mut reader = Reader::default();
        let read = ChargeCreation::read(body, self.config.strict, &mut reader);
        let (Some(creation), true) = (read, reader.is_content()) else {
            return Err(reader.problems().to_vec());
        };
        let product = (creation.tenant_id, creation.product_type, creation.payment_method);
        // The text as it was given is what the caller knows it by.
        let formula = match body.field("chargeFormula") {
            Value::Text(text) => text.clone(),
            _ => creation.charge_formula.text(),
        };
        let tariff = self.compile(&formula);
        let tariff =
            tariff.map_err(|refusal| vec![Problem::new(refusal.code, refusal.message, None)])?;
        let (payee, category, channel) = &product;
        self.keep_charge(&text_of([payee, category, channel]), formula.clone(), tariff);
        self.state.created.count += 1;
        Ok(NewCharge { product, formula, number: self.state.created.count })
    }

    /// Compiles the formulas of a snapshot.
    pub(super) fn compile_charges(&mut self) -> Result<(), Refusal> {
        let mut tariffs = Tariffs::default();
        for (product, formula) in &self.state.created.formulas {
            tariffs.add(product, self.compile(formula)?);
        }
        self.tariffs = tariffs;
        Ok(())
    }

    fn keep_charge(&mut self, product: &str, formula: String, tariff: Tariff) {
        let known = self.place_of(product).map(|place| place as usize);
        let formulas = &mut self.state.created.formulas;
        let slot =
            known.and_then(|place| formulas.get_mut(place).zip(self.tariffs.list.get_mut(place)));
        if let Some(((_, kept), compiled)) = slot {
            (*kept, *compiled) = (formula, tariff);
        } else {
            formulas.push((product.to_owned(), formula));
            self.tariffs.add(product, tariff);
        }
    }

    fn place_of(&self, product: &str) -> Option<u32> {
        let formulas = &self.state.created.formulas;
        self.tariffs.places.find(Index::hash(&[], product), |place| {
            formulas.get(place as usize).is_some_and(|(known, _)| known == product)
        })
    }

    /// What the operator takes of a payment, if a charge was created for it.
    pub(super) fn service_charge(
        &self,
        request: &Payment<'_>,
        amount: i64,
    ) -> Result<Option<i64>, Decline> {
        let tariff = self.charge_for(request);
        tariff.map(|tariff| Self::service_charge_by(tariff, amount)).transpose()
    }

    /// What the operator takes by a charge.
    pub(super) fn service_charge_by(tariff: &Tariff, amount: i64) -> Result<i64, Decline> {
        let charge = tariff.charge_units(amount).map_err(|_| Decline::SumOverflows)?;
        // A formula such as `39C-A` may give less than nothing, which is no charge.
        if charge < 0 { Err(Decline::ServiceChargeExceedsAmount) } else { Ok(charge) }
    }

    /// The charge that was created for payments of this kind, or for the usual one.
    pub(super) fn charge_for(&self, request: &Payment<'_>) -> Option<&Tariff> {
        if self.tariffs.list.is_empty() {
            return None;
        }
        let usual = &self.config.charge_defaults;
        let usual = [&usual.on_behalf_of, &usual.purchase_category_code, &usual.channel]
            .map(|usual| usual.as_deref().unwrap_or_default());
        let given = [request.on_behalf_of, request.purchase_category_code, request.channel];
        let mut product = usual;
        for (part, given) in product.iter_mut().zip(given) {
            *part = given.unwrap_or(part);
        }
        let place = self.place_of(&text_of(product)).or_else(|| self.place_of(&text_of(usual)))?;
        self.tariffs.list.get(place as usize)
    }

    pub(super) fn compile(&self, formula: &str) -> Result<Tariff, Refusal> {
        let options =
            TariffOptions { currency: Some(self.config.currency), ..TariffOptions::default() };
        Tariff::compile(formula, &options)
    }
}

impl Tariffs {
    fn add(&mut self, product: &str, tariff: Tariff) {
        self.places.insert(Index::hash(&[], product), self.list.len() as u32);
        self.list.push(tariff);
    }
}

fn text_of(product: [&str; 3]) -> String {
    joined(&product.map(Some))
}
