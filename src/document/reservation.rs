//! A step of a reservation: one document for every step.

use super::declare::document;
use super::numbers::Count;
use super::payment::{Payment, PaymentAmount};
use super::raw::Raw;
use super::reader::Reader;
use super::texts::{Address, Url, Words};
use super::tree;
use super::value::Value;
use crate::diagnostic::{Code, excerpt};

document! {
    /// The body of a step of a reservation.
    whole struct ReservationBody<'t> {
        /// The step.
        amount_reservation_transaction: AmountReservationTransaction<'t> = "amountReservationTransaction";
    }

    /// The step in its body.
    whole struct AmountReservationTransaction<'t> {
        /// The key under which a retry is the same request.
        client_correlator: Option<Words> = "clientCorrelator";
        /// Who pays.
        end_user_id: Address = "endUserId";
        /// How much, and what for; only a release may be without it.
        payment_amount: Option<PaymentAmount<'t>> = "paymentAmount";
        /// The caller's own reference of this request.
        reference_code: Words = "referenceCode";
        /// Rises with each step.
        reference_sequence: Count = "referenceSequence";
        /// Which reservation it is; absent only where one begins.
        server_reference_code: Option<Words> = "serverReferenceCode";
        /// What the step does: the address that it is sent to says so as well.
        transaction_operation_status: Option<Words> = "transactionOperationStatus";
        /// Where the outcome is to be sent.
        notify_url: Option<Url> = "notifyURL";
    }
}

/// A step of a reservation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ledger", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "ledger", serde(bound(deserialize = "'de: 't")))]
pub struct Reservation<'t> {
    /// Who pays how much, in the fields of a payment. A release may be without an amount: then that
    /// is 0, and its texts are empty.
    pub payment: Payment<'t>,
    /// Rises with each step.
    pub reference_sequence: i64,
    /// Which reservation it is; absent only where one begins.
    pub server_reference_code: Option<&'t str>,
}

/// What a step of a reservation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Reserves an amount, or more of it.
    Reserved,
    /// Charges what is reserved, or a part.
    Charged,
    /// Gives up what is reserved.
    Released,
}

impl Operation {
    /// The `transactionOperationStatus`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reserved => "Reserved",
            Self::Charged => "Charged",
            Self::Released => "Released",
        }
    }
}

impl<'t> Reservation<'t> {
    /// Reads the body of a step that does something, or notes every problem of it. If `strict`,
    /// unknown fields and channels are among them.
    pub fn of_value(
        body: &'t Value,
        operation: Operation,
        strict: bool,
        reader: &mut Reader,
    ) -> Option<Self> {
        let before = reader.count();
        let read = tree::read::<ReservationBody<'t>>(body, strict, reader);
        check_step(body, operation, reader);
        let step = read.filter(|_| reader.count() == before)?.amount_reservation_transaction;
        Some(Self {
            payment: Payment {
                client_correlator: step.client_correlator,
                reference_code: step.reference_code,
                notify_url: step.notify_url,
                ..Payment::of_parts(step.end_user_id, step.payment_amount)
            },
            reference_sequence: step.reference_sequence,
            server_reference_code: step.server_reference_code,
        })
    }
}

/// What depends on what the step does: only a release may be without an amount, only a beginning
/// without the reservation's reference, and a status must be the step's own. It is looked up in the
/// body, because it is told of besides whatever else is wrong with it.
fn check_step(body: &Value, operation: Operation, reader: &mut Reader) {
    const WRAPPER: &str = "amountReservationTransaction";
    let step = body.field(WRAPPER);
    if !matches!(step, Value::Object(_)) {
        return;
    }
    let path = |name: &str| ["/", WRAPPER, "/", name].concat();
    let text_of = |name| match Raw::of_field(step.field(name)) {
        Raw::Text(text) | Raw::Number(text) | Raw::Whole(text) => text.trim(),
        Raw::Absent | Raw::List(_) | Raw::Object | Raw::Other(_) => "",
    };
    if operation != Operation::Released && step.field("paymentAmount").is_nothing() {
        let found = Raw::Absent;
        reader.unexpected(Code::WrapperMissing, &path("paymentAmount"), "an object", found);
    }
    if operation != Operation::Reserved && text_of("serverReferenceCode").is_empty() {
        reader.missing(&path("serverReferenceCode"));
    }
    let status = text_of("transactionOperationStatus");
    if !status.is_empty() && !status.eq_ignore_ascii_case(operation.name()) {
        let message = ["expected `", operation.name(), "`, found `", &*excerpt(status), "`"];
        let path = path("transactionOperationStatus");
        reader.fault(Code::WrongType, &path, &message, "");
    }
}
