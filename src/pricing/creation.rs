//! The body that creates a payment charge.

use crate::diagnostic::{Code, Problem};
use crate::document::{Fields, Reader, Value};
use crate::formula::{Formula, Supplied};

/// A charge by formula, for a product and a payment method of a tenant.
#[derive(Clone, Debug)]
pub struct ChargeCreation {
    /// The tenant whose charge it is.
    pub tenant_id: String,
    /// The type of product that is charged.
    pub product_type: String,
    /// The payment method that is charged.
    pub payment_method: String,
    /// The formula of the charge.
    pub charge_formula: Formula,
}

impl ChargeCreation {
    /// Reads a body, or notes every problem of it. Unknown fields are one only if `strict`.
    pub fn read(body: &Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(body, "");
        if body.is_absent() {
            reader.wrong_type("an object", body, "");
            return None;
        }
        if !matches!(body, Value::Object(_)) {
            return None;
        }
        let tenant_id = required(&mut fields, "tenantId", reader);
        let product_type = required(&mut fields, "productType", reader);
        let payment_method = required(&mut fields, "paymentMethod", reader);
        let formula = required(&mut fields, "chargeFormula", reader);
        let charge_formula = formula.and_then(|text| {
            reader.keep_text("/chargeFormula", &text, Formula::compile(&text, Supplied::default()))
        });
        if strict {
            fields.refuse_others(reader);
        }
        Some(Self {
            tenant_id: tenant_id?,
            product_type: product_type?,
            payment_method: payment_method?,
            charge_formula: charge_formula?,
        })
    }
}

/// A string that is there and has more in it than white space.
fn required(fields: &mut Fields<'_>, name: &'static str, reader: &mut Reader) -> Option<String> {
    let path = fields.path_of(name);
    if fields.is_nothing(name) {
        fields.take(name);
        reader.missing(&path);
        return None;
    }
    let (text, _) = fields.text(name, reader)?;
    if text.trim().is_empty() {
        let message = "the field is empty";
        reader.keep::<()>(&path, Err(Problem::of(Code::MissingField, &[message], "")));
        return None;
    }
    Some(text.to_owned())
}
