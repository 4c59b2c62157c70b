//! A payment out of a wallet, and what the other bodies of the wallet's API have in common with it.

use super::declare::document;
use super::field::Document;
use super::field::Slot;
use super::judge::Judge;
use super::numbers::{MajorUnits, Money};
use super::pointer::Pointer;
use super::raw::Raw;
use super::reader::Reader;
use super::schema::declaration;
use super::text::TextFields;
use super::texts::{Address, BillText, Channel, CurrencyCode, Msisdn, Uri, Words};
use super::tree;
use super::value::Value;
use crate::money::Currency;

document! {
    /// The body of a payment.
    whole struct PaymentBody<'t> {
        /// The payment.
        make_payment: MakePayment<'t> = "makePayment";
    }

    /// The payment in its body.
    whole struct MakePayment<'t> {
        /// The key under which a retry is the same request.
        client_correlator: Option<Words> = "clientCorrelator";
        /// Who pays.
        end_user_id: Address = "endUserId";
        /// How much, and what for.
        payment_amount: PaymentAmount<'t> = "paymentAmount";
        /// The caller's own reference of this request.
        reference_code: Words = "referenceCode";
        /// Where the outcome is to be sent.
        notify_url: Option<Uri> = "notifyURL";
    }

    /// How much is paid, and what for.
    whole struct PaymentAmount<'t> {
        /// What the operator needs to charge.
        charging_information: ChargingInformation<'t> = "chargingInformation";
        /// What was bought.
        charging_meta_data: Option<ChargingMetaData<'t>> = "chargingMetaData";
    }

    /// What the operator needs to charge.
    whole struct ChargingInformation<'t> {
        /// How much.
        amount: MajorUnits = "amount";
        /// The currency of the amount.
        currency: CurrencyCode = "currency", judged by of_amount(amount);
        /// What stands on the bill.
        description: BillText = "description";
    }

    /// What was bought.
    whole struct ChargingMetaData<'t> {
        /// The actual payee.
        on_behalf_of: Option<Words> = "onBehalfOf";
        /// What kind of thing is bought.
        purchase_category_code: Option<Words> = "purchaseCategoryCode";
        /// Where the user came from.
        channel: Option<Channel> = "channel";
    }
}

/// The currency of an amount, which has no more decimals than that.
fn of_amount<'t>(
    given: Option<Raw<'t>>,
    amount: Option<Money<'t>>,
    at: &Pointer<'_>,
    judge: &mut Judge<'_>,
) -> Option<&'t str> {
    let code = <CurrencyCode as Slot<'t>>::settle(given, at, judge);
    if let (Some(amount), Pointer::Field(parent, _)) = (amount, at)
        && let Some(fault) = amount.fault(code, digits_of(code.unwrap_or_default()))
    {
        let Money { written, is_text, .. } = amount;
        let found = if is_text { Raw::Text(written) } else { Raw::Number(written) };
        judge.refuse(fault, &Pointer::Field(parent, "amount"), found);
    }
    code
}

/// How many decimals amounts of a currency have; two if there is none.
fn digits_of(code: &str) -> u32 {
    Currency::from_code(code).map_or(2, Currency::minor_units)
}

/// What every body of the wallet says: who pays how much for what. Texts are without white space
/// around them, except the amount's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ledger", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "ledger", serde(bound(deserialize = "'de: 't")))]
pub struct Payment<'t> {
    /// The key under which a retry is the same request.
    pub client_correlator: Option<&'t str>,
    /// Who pays, as the caller writes it.
    pub end_user_id: &'t str,
    /// Who pays, in digits.
    pub msisdn: &'t str,
    /// How much, as the caller writes it.
    pub amount_text: &'t str,
    /// How much, in minor units of its currency.
    pub amount: i64,
    /// The code of a currency that there is.
    pub currency: &'t str,
    /// What stands on the bill.
    pub description: &'t str,
    /// The actual payee.
    pub on_behalf_of: Option<&'t str>,
    /// What kind of thing is bought.
    pub purchase_category_code: Option<&'t str>,
    /// Where the user came from.
    pub channel: Option<&'t str>,
    /// The caller's own reference of this request.
    pub reference_code: &'t str,
    /// Where the outcome is to be sent.
    pub notify_url: Option<&'t str>,
}

impl<'t> Payment<'t> {
    /// Reads a body, or notes every problem of it. If `strict`, unknown fields and channels are
    /// among them.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        tree::read::<PaymentBody<'t>>(body, strict, reader).map(Self::of)
    }

    /// The fields in the order in which a text has them.
    #[must_use]
    pub fn declaration() -> Value {
        declaration(PaymentBody::FIELDS)
    }

    /// Reads a body that came as text from JavaScript, in the order of its declaration; nothing if
    /// there is a problem.
    #[must_use]
    pub fn of_text(text: &'t str, strict: bool) -> Option<Self> {
        let mut text = TextFields::new(text);
        let given = PaymentBody::take_all(&mut text);
        // A field that had a separator inside would be one more.
        if !text.is_at_end() {
            return None;
        }
        let judge = &mut Judge { strict, reader: &mut Reader::default() };
        PaymentBody::judge(given, &Pointer::Root, judge).map(Self::of)
    }

    fn of(body: PaymentBody<'t>) -> Self {
        let MakePayment { client_correlator, end_user_id, payment_amount, .. } = body.make_payment;
        Self {
            client_correlator,
            reference_code: body.make_payment.reference_code,
            notify_url: body.make_payment.notify_url,
            ..Self::of_parts(end_user_id, Some(payment_amount))
        }
    }

    /// Who pays and how much, with the rest still to be said. Without an amount, which only a
    /// release of a reservation may lack, it is 0, and its texts are empty.
    pub(super) fn of_parts(user: Msisdn<'t>, amount: Option<PaymentAmount<'t>>) -> Self {
        let (information, metadata) = amount
            .map(|amount| (amount.charging_information, amount.charging_meta_data))
            .unwrap_or_default();
        let metadata = metadata.unwrap_or_default();
        Self {
            client_correlator: None,
            end_user_id: user.written,
            msisdn: user.digits,
            amount_text: information.amount.written,
            amount: information.amount.units(digits_of(information.currency)),
            currency: information.currency,
            description: information.description,
            on_behalf_of: metadata.on_behalf_of,
            purchase_category_code: metadata.purchase_category_code,
            channel: metadata.channel,
            reference_code: "",
            notify_url: None,
        }
    }
}
