//! Charges created by formula: what the operator takes of later payments.

use super::decline::Decline;
use super::state::{CreatedCharge, Product, State};
use super::world::World;
use crate::diagnostic::{Problem, Refusal};
use crate::document::Payment;
use crate::document::{Reader, Value};
use crate::money::Currency;
use crate::pricing::{ChargeCreation, Tariff, TariffOptions};

/// A charge that was created.
pub(crate) struct NewCharge {
    pub(crate) product: Product<String>,
    /// The formula as it was given.
    pub(crate) formula: String,
    /// How many charges were created with it.
    pub(crate) number: u32,
}

/// Creates the charge of a body; a later one for the same product takes its place.
///
/// # Errors
/// Every problem of the body.
pub(super) fn create(
    world: &World,
    state: &mut State,
    body: &Value,
) -> Result<NewCharge, Vec<Problem>> {
    let mut reader = Reader::default();
    let read = ChargeCreation::read(body, world.config.strict, &mut reader);
    let (Some(creation), true) = (read, reader.is_content()) else {
        return Err(reader.problems().to_vec());
    };
    // The text as it was given is what the caller knows it by.
    let formula = if let Value::Text(text) = body.field("chargeFormula") {
        text.clone()
    } else {
        creation.charge_formula.text()
    };
    let tariff = compile(world.config.currency, &formula);
    let tariff =
        tariff.map_err(|refusal| vec![Problem::new(refusal.code, refusal.message, None)])?;
    let product = Product {
        on_behalf_of: creation.tenant_id,
        purchase_category_code: creation.product_type,
        channel: creation.payment_method,
    };
    let charges = &mut state.charges;
    charges.count += 1;
    let new = NewCharge { product, formula, number: charges.count };
    let charge = CreatedCharge {
        product: new.product.clone(),
        formula: new.formula.clone(),
        tariff: Some(tariff),
    };
    charges.insert(charge);
    Ok(new)
}

/// What the operator takes of a payment, in minor units, if a charge was created for it.
pub(super) fn service_charge(
    world: &World,
    state: &State,
    request: &Payment<'_>,
    amount: i64,
) -> Result<Option<i64>, Decline> {
    let tariff = charge_for(world, state, request).and_then(|charge| charge.tariff.as_ref());
    tariff.map(|tariff| by_tariff(tariff, amount)).transpose()
}

/// What the operator takes by a formula.
pub(super) fn by_formula(world: &World, formula: &str, amount: i64) -> Result<i64, Decline> {
    // It was compiled when the charge was created.
    let tariff = compile(world.config.currency, formula).map_err(|_| Decline::SumOverflows)?;
    by_tariff(&tariff, amount)
}

fn by_tariff(tariff: &Tariff, amount: i64) -> Result<i64, Decline> {
    let charge = tariff.charge_units(amount).map_err(|_| Decline::SumOverflows)?;
    // A formula such as `39C-A` may give less than nothing, which is no charge.
    if charge < 0 { Err(Decline::ServiceChargeExceedsAmount) } else { Ok(charge) }
}

/// The charge that was created for payments of this kind, or for the usual one.
pub(super) fn charge_for<'s>(
    world: &World,
    state: &'s State,
    request: &Payment<'_>,
) -> Option<&'s CreatedCharge> {
    let charges = &state.charges;
    if charges.list.is_empty() {
        return None;
    }
    let usual = &world.config.charge_defaults;
    let usual = Product {
        on_behalf_of: usual.on_behalf_of.as_deref().unwrap_or_default(),
        purchase_category_code: usual.purchase_category_code.as_deref().unwrap_or_default(),
        channel: usual.channel.as_deref().unwrap_or_default(),
    };
    let product = Product {
        on_behalf_of: request.on_behalf_of.unwrap_or(usual.on_behalf_of),
        purchase_category_code: request
            .purchase_category_code
            .unwrap_or(usual.purchase_category_code),
        channel: request.channel.unwrap_or(usual.channel),
    };
    charges.get(product).or_else(|| charges.get(usual))
}

/// Compiles the formulas of a snapshot.
///
/// # Errors
/// One that means nothing.
pub(super) fn compile_all(world: &World, state: &mut State) -> Result<(), Refusal> {
    for charge in &mut state.charges.list {
        charge.tariff = Some(compile(world.config.currency, &charge.formula)?);
    }
    Ok(())
}

/// Compiles a formula for amounts of the ledger's currency.
fn compile(currency: Currency, formula: &str) -> Result<Tariff, Refusal> {
    let options = TariffOptions { currency: Some(currency), ..TariffOptions::default() };
    Tariff::compile(formula, &options)
}
