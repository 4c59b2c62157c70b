//! The bodies of the wallet: payments, refunds and reservations.

use super::fault::{address, hundredths, whole};
use super::form::{self, Kind, Row, needed, optional, optional_text, text, verbatim};
use crate::diagnostic::{Code, Problem, excerpt};
use crate::document::raw::Raw;
use crate::document::reader::Reader;
use crate::document::value::Value;

pub(super) static PAYMENT: [Row; 14] = [
    needed(0, "makePayment", Kind::Object),
    optional(1, "clientCorrelator", Kind::Text),
    needed(1, "endUserId", Kind::Address),
    needed(1, "paymentAmount", Kind::Object),
    needed(2, "chargingInformation", Kind::Object),
    needed(3, "amount", Kind::Amount),
    needed(3, "currency", Kind::Currency),
    needed(3, "description", Kind::Bill),
    optional(2, "chargingMetaData", Kind::Object),
    optional(3, "onBehalfOf", Kind::Text),
    optional(3, "purchaseCategoryCode", Kind::Text),
    optional(3, "channel", Kind::Channel),
    needed(1, "referenceCode", Kind::Text),
    optional(1, "notifyURL", Kind::Uri),
];

pub(super) static REFUND: [Row; 16] = [
    needed(0, "refundTransaction", Kind::Object),
    optional(1, "clientCorrelator", Kind::Text),
    needed(1, "endUserId", Kind::Address),
    needed(1, "originalReferenceCode", Kind::Text),
    needed(1, "originalServerReferenceCode", Kind::Text),
    needed(1, "paymentAmount", Kind::Object),
    needed(2, "chargingInformation", Kind::Object),
    needed(3, "amount", Kind::Amount),
    needed(3, "currency", Kind::Currency),
    needed(3, "description", Kind::Bill),
    optional(2, "chargingMetaData", Kind::Object),
    optional(3, "onBehalfOf", Kind::Text),
    optional(3, "purchaseCategoryCode", Kind::Text),
    optional(3, "channel", Kind::Channel),
    needed(1, "referenceCode", Kind::Text),
    optional(1, "notifyURL", Kind::Url),
];

static RESERVATION: [Row; 17] = [
    needed(0, "amountReservationTransaction", Kind::Object),
    optional(1, "clientCorrelator", Kind::Text),
    needed(1, "endUserId", Kind::Address),
    optional(1, "paymentAmount", Kind::Object),
    needed(2, "chargingInformation", Kind::Object),
    needed(3, "amount", Kind::Amount),
    needed(3, "currency", Kind::Currency),
    needed(3, "description", Kind::Bill),
    optional(2, "chargingMetaData", Kind::Object),
    optional(3, "onBehalfOf", Kind::Text),
    optional(3, "purchaseCategoryCode", Kind::Text),
    optional(3, "channel", Kind::Channel),
    needed(1, "referenceCode", Kind::Text),
    needed(1, "referenceSequence", Kind::Count),
    optional(1, "serverReferenceCode", Kind::Text),
    optional(1, "transactionOperationStatus", Kind::Text),
    optional(1, "notifyURL", Kind::Url),
];

/// A payment. Texts are without white space around them, except the amount's.
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
    /// How much, in hundredths.
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

impl<'t> Payment<'t> {
    /// Reads a body, or notes every problem of it. If `strict`, unknown fields and channels are
    /// among them.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let before = reader.count();
        let fields = form::of_value(&PAYMENT, body, strict, reader);
        if reader.count() == before { Self::of_fields(&fields) } else { None }
    }

    /// Reads the fields of a body that came as text from JavaScript, each in the text form and
    /// ended by a separator: `clientCorrelator`, `endUserId`, `amount`, `currency`, `description`,
    /// `onBehalfOf`, `purchaseCategoryCode`, `channel`, `referenceCode`, `notifyURL`. The objects
    /// around them are left out, because they are there; only `chargingMetaData` may be absent.
    pub fn of_text(text: &'t str, strict: bool, reader: &mut Reader) -> Option<Self> {
        let before = reader.count();
        let fields = form::of_text(&PAYMENT, text, strict, reader);
        if reader.count() == before { Self::of_fields(&fields) } else { None }
    }

    fn of_fields(fields: &[Raw<'t>]) -> Option<Self> {
        let [_, correlator, user, _, amount @ .., reference, url] = fields else { return None };
        Self::of_parts([*correlator, *user, *reference, *url], amount)
    }

    /// The second are `chargingInformation` and what follows it.
    fn of_parts(
        [correlator, user, reference, url]: [Raw<'t>; 4],
        amount: &[Raw<'t>],
    ) -> Option<Self> {
        let [_, amount, currency, description, _, payee, category, channel] = amount else {
            return None;
        };
        Some(Self {
            client_correlator: optional_text(correlator),
            end_user_id: text(user),
            msisdn: address(text(user))?,
            amount_text: verbatim(*amount),
            amount: hundredths(verbatim(*amount)),
            currency: text(*currency),
            description: text(*description),
            on_behalf_of: optional_text(*payee),
            purchase_category_code: optional_text(*category),
            channel: optional_text(*channel),
            reference_code: text(reference),
            notify_url: optional_text(url),
        })
    }
}

impl<'t> Refund<'t> {
    /// Reads a body, or notes every problem of it. If `strict`, unknown fields and channels are
    /// among them.
    pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
        let before = reader.count();
        let fields = form::of_value(&REFUND, body, strict, reader);
        if reader.count() == before { Self::of_fields(&fields) } else { None }
    }

    fn of_fields(fields: &[Raw<'t>]) -> Option<Self> {
        let [_, correlator, user, original, server, _, amount @ .., reference, url] = fields else {
            return None;
        };
        Some(Self {
            payment: Payment::of_parts([*correlator, *user, *reference, *url], amount)?,
            original_reference_code: text(*original),
            original_server_reference_code: text(*server),
        })
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
        let fields = form::of_value(&RESERVATION, body, strict, reader);
        let [
            wrapper,
            correlator,
            user,
            paid,
            amount @ ..,
            reference,
            sequence,
            server,
            status,
            url,
        ] = fields.as_slice()
        else {
            return None;
        };
        let path = |name: &str| ["/amountReservationTransaction/", name].concat();
        if *wrapper == Raw::Object {
            if *paid == Raw::Absent && operation != Operation::Released {
                let message = "expected an object, found nothing".to_owned();
                reader.problem(Code::WrapperMissing, &path("paymentAmount"), message, None);
            }
            if optional_text(*server).is_none() && operation != Operation::Reserved {
                reader.missing(&path("serverReferenceCode"));
            }
        }
        if let Some(found) =
            optional_text(*status).filter(|found| !found.eq_ignore_ascii_case(operation.name()))
        {
            let found = excerpt(found);
            let message = ["expected `", operation.name(), "`, found `", &found, "`"].concat();
            let path = path("transactionOperationStatus");
            reader.problem(Code::WrongType, &path, message, None);
        }
        if reader.count() != before {
            return None;
        }
        Some(Self {
            payment: Payment::of_parts([*correlator, *user, *reference, *url], amount)?,
            reference_sequence: whole(text(*sequence)),
            server_reference_code: optional_text(*server),
        })
    }
}

/// The names of the fields that are missing, in the order in which gateways check them, with
/// commas between them; none where no field is.
#[must_use]
pub fn missing_parameters(problems: &[Problem]) -> Option<String> {
    let names = problems.iter().filter(|problem| problem.code == Code::MissingField);
    let names = names.filter_map(|problem| problem.path.rsplit('/').next());
    let rank = |name: &&str| MISSING_ORDER.iter().position(|known| known == name);
    let mut names: Vec<&str> = names.collect();
    // Fields that gateways do not know come last.
    names.sort_by_key(|name| rank(name).unwrap_or(MISSING_ORDER.len()));
    Some(names.join(",")).filter(|names| !names.is_empty())
}

static MISSING_ORDER: [&str; 7] = [
    "endUserId",
    "originalReferenceCode",
    "referenceCode",
    "description",
    "currency",
    "amount",
    "originalServerReferenceCode",
];
