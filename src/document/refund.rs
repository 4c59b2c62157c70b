//! A refund of a payment.

use super::declare::document;
use super::payment::{Payment, PaymentAmount};
use super::reader::Reader;
use super::texts::{Address, Url, Words};
use super::tree;
use super::value::Value;

document! {
    /// The body of a refund.
    whole struct RefundBody<'t> {
        /// The refund.
        refund_transaction: RefundTransaction<'t> = "refundTransaction";
    }

    /// The refund in its body.
    whole struct RefundTransaction<'t> {
        /// The key under which a retry is the same request.
        client_correlator: Option<Words> = "clientCorrelator";
        /// Who gets it back.
        end_user_id: Address = "endUserId";
        /// The payment's `referenceCode`.
        original_reference_code: Words = "originalReferenceCode";
        /// The payment's `serverReferenceCode`.
        original_server_reference_code: Words = "originalServerReferenceCode";
        /// How much, and what for.
        payment_amount: PaymentAmount<'t> = "paymentAmount";
        /// The caller's own reference of this request.
        reference_code: Words = "referenceCode";
        /// Where the outcome is to be sent.
        notify_url: Option<Url> = "notifyURL";
    }
}

/// A refund of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ledger", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "ledger", serde(bound(deserialize = "'de: 't")))]
pub struct Refund<'t> {
    /// Who gets how much back, in the fields of a payment.
    pub payment: Payment<'t>,
    /// The payment's `referenceCode`.
    pub original_reference_code: &'t str,
    /// The payment's `serverReferenceCode`.
    pub original_server_reference_code: &'t str,
}

impl<'t> Refund<'t> {
    /// Reads a body, or notes every problem of it. If `strict`, unknown fields and channels are
    /// among them.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let refund = tree::read::<RefundBody<'t>>(body, strict, reader)?.refund_transaction;
        Some(Self {
            payment: Payment {
                client_correlator: refund.client_correlator,
                reference_code: refund.reference_code,
                notify_url: refund.notify_url,
                ..Payment::of_parts(refund.end_user_id, Some(refund.payment_amount))
            },
            original_reference_code: refund.original_reference_code,
            original_server_reference_code: refund.original_server_reference_code,
        })
    }
}
