//! The wallet API: payments and refunds, in the sentences of the operators' gateway.

use crate::diagnostic::{Code, Problem};
use crate::document::{Payment, Refund, missing_parameters};
use crate::document::{Reader, Value};
use crate::flow::event::fields;
use crate::flow::{
    Decline, Event, EventId, Kind, MockLedger, Outcome, payment, refund, remembered,
};
use crate::http::answer::{Answer, Object};

impl MockLedger {
    /// A payment out of a wallet.
    pub fn payment(&mut self, body: &Value, application: u16) -> Answer {
        let mut reader = Reader::default();
        let request = Payment::of_value(body, self.config.strict, &mut reader);
        match request {
            Some(request) => self.answer_payment(&request, application),
            None => invalid(reader.problems(), body),
        }
    }

    /// A payment that comes as text, see [`Payment::of_text`]; none if it is not sound. The answer to
    /// a good and new one is told without what its request says, which its caller has at hand.
    pub fn payment_of_text(&mut self, text: &str, application: u16) -> Option<String> {
        let request = Payment::of_text(text, self.config.strict)?;
        let outcome = self.pay(&request, application);
        let fresh = outcome.event.filter(|_| outcome.decline.is_none() && !outcome.replayed);
        let Some((id, event)) = fresh.and_then(|id| Some((id, self.event(id)?))) else {
            return Some(answer(self, outcome, request.currency).json());
        };
        let mut object = Object::default();
        let about = [Some(request.end_user_id), request.notify_url];
        push_outcome(&mut object, self, id, event, about);
        Some(object.done())
    }

    /// A refund of such a payment.
    pub fn refund_payment(&mut self, body: &Value, application: u16) -> Answer {
        let mut reader = Reader::default();
        match Refund::of_value(body, self.config.strict, &mut reader) {
            Some(request) => {
                let outcome = self.refund(&request, application);
                answer(self, outcome, request.payment.currency)
            }
            None => invalid(reader.problems(), body),
        }
    }

    fn answer_payment(&mut self, request: &Payment<'_>, application: u16) -> Answer {
        let outcome = self.pay(request, application);
        answer(self, outcome, request.currency)
    }

    /// What is told of a payment or a refund, now and whenever it is asked for.
    #[must_use]
    pub fn wallet_body(&self, id: EventId) -> Option<String> {
        let event = self.event(id)?;
        matches!(event.kind, Kind::Payment | Kind::Refund).then(|| body(self, id, event))
    }
}

fn answer(ledger: &MockLedger, outcome: Outcome, currency: &str) -> Answer {
    let event = outcome.event.and_then(|id| Some((id, ledger.event(id)?)));
    let answer = match (outcome.decline, event) {
        (Some(decline), event) => {
            declined(ledger, decline, event.map(|(_, event)| event), currency)
        }
        (None, Some((id, event))) => Answer::new(200, body(ledger, id, event)),
        (None, None) => Answer::new(400, service("SVC0001", INTERNAL, &[])),
    };
    Answer { replayed: outcome.replayed, ..answer }
}

const INTERNAL: &str = "A service error occurred. Error code is %1";

fn body(ledger: &MockLedger, id: EventId, event: &Event) -> String {
    let given: Vec<Option<&str>> = fields(ledger.text(event)).collect();
    let of = |place: usize| given.get(place).copied().flatten();
    let is_refund = event.kind == Kind::Refund;
    let mut object = Object::default();
    object.open(if is_refund { "refundTransaction" } else { "makePayment" });
    object.optional("clientCorrelator", of(remembered::KEY));
    object.optional("endUserId", of(payment::END_USER_ID));
    if is_refund {
        object.optional("originalReferenceCode", of(refund::ORIGINAL_REFERENCE));
        object.optional("originalServerReferenceCode", of(refund::ORIGINAL_SERVER_REFERENCE));
    }
    object.open("paymentAmount");
    information(&mut object, &given);
    metadata(&mut object, &given);
    object.close();
    object.optional("referenceCode", of(remembered::REFERENCE));
    let about = [of(payment::END_USER_ID), of(payment::NOTIFY_URL)];
    push_outcome(&mut object, ledger, id, event, about);
    object.close();
    object.done()
}

/// What has become of a transaction: its user and its `notifyURL` are told with it.
fn push_outcome(
    object: &mut Object,
    ledger: &MockLedger,
    id: EventId,
    event: &Event,
    [user, notify_url]: [Option<&str>; 2],
) {
    let reference = ledger.server_reference(id);
    object.text("serverReferenceCode", &reference);
    let operation = if event.kind == Kind::Refund { "/refund/" } else { "/payment/" };
    object.text("resourceURL", &resource(user.unwrap_or_default(), operation, &reference));
    object.optional("notifyURL", notify_url);
    object.text("transactionOperationStatus", event.status.name());
}

/// What a transaction costs, and what for.
pub(in crate::http) fn information(object: &mut Object, given: &[Option<&str>]) {
    let of = |place: usize| given.get(place).copied().flatten();
    object.open("chargingInformation");
    object.optional("amount", of(payment::AMOUNT));
    object.optional("currency", of(payment::CURRENCY));
    object.optional("description", of(payment::DESCRIPTION));
    object.close();
}

/// What a transaction says of what was bought, if it says something.
pub(in crate::http) fn metadata(object: &mut Object, given: &[Option<&str>]) {
    let of = |place: usize| given.get(place).copied().flatten();
    let metadata = [
        ("onBehalfOf", of(payment::ON_BEHALF_OF)),
        ("purchaseCategoryCode", of(payment::CATEGORY)),
        ("channel", of(payment::CHANNEL)),
    ];
    if metadata.iter().any(|(_, field)| field.is_some()) {
        object.open("chargingMetaData");
        for (name, field) in metadata {
            object.optional(name, field);
        }
        object.close();
    }
}

/// Where a transaction can be asked for again, on whatever host serves the ledger.
pub(in crate::http) fn resource(user: &str, operation: &str, reference: &str) -> String {
    let mut text = String::with_capacity(96);
    text.push_str("/wallet/v1/transaction/");
    let special = |byte| matches!(byte, b':' | b'+');
    let mut rest = user;
    while let Some((plain, behind)) =
        rest.bytes().position(special).and_then(|at| rest.split_at_checked(at))
    {
        text.push_str(plain);
        text.push_str(if behind.starts_with(':') { "%3A" } else { "%2B" });
        rest = behind.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
    text.push_str(operation);
    text.push_str(reference);
    text
}

/// Why a body is refused: the first that the gateway would see.
pub(in crate::http) fn invalid(problems: &[Problem], body: &Value) -> Answer {
    let first = |code: Code| problems.iter().find(|problem| problem.code == code);
    let part = |text: &str| bad_request(service("SVC0002", INVALID, &[text]));
    let name = |problem: &Problem| problem.path.rsplit('/').next().unwrap_or_default().to_owned();
    if first(Code::WrapperMissing).is_some() || !matches!(body, Value::Object(_)) {
        return bad_request(policy("POL0299", "Unexpected Error", &[""]));
    }
    if first(Code::AmountFormat).is_some() {
        return part("amount should be a whole or two digit decimal positive number");
    }
    if let Some(missing) = missing_parameters(problems) {
        let original = |name: &str| name.starts_with("original");
        if missing.split(',').all(original) {
            let text = "refund requires originalServerReferenceCode";
            return Answer::new(403, policy("POL1005", text, &[&missing]));
        }
        return part(&["Missing mandatory parameter: ", &missing].concat());
    }
    if let Some(problem) = first(Code::AddressFormat) {
        let value = at(body, &problem.path);
        return bad_request(service("SVC0004", "endUserId format invalid. %1", &[value]));
    }
    if first(Code::AmountNotPositive).is_some() {
        return bad_request(service("SVC0007", "Invalid charging information", &[""]));
    }
    if first(Code::AmountTooLarge).is_some() {
        return Answer::new(403, policy("POL0254", TOO_HIGH, &[]));
    }
    if first(Code::TextTooLong).is_some() {
        let text = "Message too long. Maximum length is %1 characters";
        return bad_request(service("SVC0280", text, &["190"]));
    }
    if let Some(problem) = first(Code::NotifyUrl) {
        let value = at(body, &problem.path);
        return part(&["Parameter notifyURL expected URL: ", value].concat());
    }
    if let Some(problem) = problems.iter().find(|problem| problem.path.ends_with("/currency")) {
        return Answer::new(403, policy("POL0256", CURRENCY, &[at(body, &problem.path)]));
    }
    if let Some(problem) = first(Code::ChannelUnknown) {
        let value = at(body, &problem.path);
        return part(&["Parameter channel expected 'Wap', 'Web' or 'SMS': ", value].concat());
    }
    match problems.first() {
        Some(problem) => part(&["Parameter ", &name(problem), ": ", &problem.message].concat()),
        None => bad_request(service("SVC0001", INTERNAL, &[])),
    }
}

const INVALID: &str = "Invalid input value for message part %1";
const CURRENCY: &str = "Invalid currency specified. %1";

fn bad_request(body: String) -> Answer {
    Answer::new(400, body)
}

/// The text at a JSON pointer.
fn at<'b>(body: &'b Value, path: &str) -> &'b str {
    let mut value = body;
    for name in path.split('/').skip(1) {
        value = value.field(name);
    }
    match value {
        Value::Text(text) | Value::Number(text) | Value::Integer(text) => text,
        _ => "",
    }
}

/// A decline in the gateway's words.
pub(in crate::http) fn declined(
    ledger: &MockLedger,
    decline: Decline,
    event: Option<&Event>,
    currency: &str,
) -> Answer {
    let part = |text: &str| bad_request(service("SVC0002", INVALID, &[text]));
    let forbidden = |code: &str, text: &str, variables: &[&str]| {
        Answer::new(403, policy(code, text, variables))
    };
    match decline {
        Decline::KeyOfOtherOperation => part("Clientcorrelator is already used"),
        Decline::KeyOfOtherRequest => {
            part("Charging operation failed, ClientCorrelator exist and charging data not matched")
        }
        Decline::ReferenceUsed => part("Already charged for this reference code"),
        Decline::NotAuthenticated | Decline::BillerUnknown | Decline::FlagBelowMinimum => {
            forbidden("POL1009", NOT_PROVISIONED, &["charging"])
        }
        Decline::ChargingDisabled
        | Decline::InstrumentDisabled
        | Decline::BalanceQueryDisabled
        | Decline::AccountTypeNotPermitted => {
            forbidden("POL0008", "Charging is not supported", &[])
        }
        Decline::RefundsDisabled => forbidden("POL1007", "Refunds not supported", &[]),
        Decline::SubscriberUnknown => {
            let given = event.map_or("", |event| ledger.text(event));
            let user = fields(given).nth(payment::END_USER_ID).flatten().unwrap_or_default();
            let text = "No valid addresses provided in message part %1";
            bad_request(service("SVC0004", text, &[user]))
        }
        Decline::NotSubscribed => forbidden("POL1009", NOT_PROVISIONED, &["this application"]),
        Decline::CurrencyNotSupported => forbidden("POL0256", CURRENCY, &[currency]),
        Decline::NotOnGrid => part("amount should be a whole or two digit decimal positive number"),
        Decline::RatePerSecond => Answer::new(503, throttled()),
        Decline::RatePerDay => forbidden("POL1001", LIMIT_EXCEEDED, &["daily"]),
        Decline::AmountTooHigh => forbidden("POL0254", TOO_HIGH, &[]),
        Decline::AmountTooLow | Decline::OriginalNotCharged => {
            bad_request(service("SVC0007", "Invalid charging information", &[""]))
        }
        Decline::OriginalNotFound => forbidden("POL1006", NO_ORIGINAL, &[]),
        Decline::ExceedsRemainder => {
            let left = event.map_or(0, |event| event.figure);
            forbidden("POL1003", EXCEEDS_ORIGINAL, &[&ledger.amount_text(left)])
        }
        Decline::ReservationNotFound => part("serverReferenceCode is not a reservation"),
        Decline::SequenceNotRising | Decline::ReservationFinished | Decline::ExceedsReservation => {
            bad_request(policy("POL2010", "inconsistent transaction", &[]))
        }
        Decline::ReservationExpired => {
            bad_request(policy("POL2011", "transaction expired or invalid", &[]))
        }
        Decline::InsufficientFunds => forbidden("POL1000", INSUFFICIENT, &[]),
        Decline::Scripted => scripted(ledger, event),
        Decline::ConsentRefused
        | Decline::ConsentExpired
        | Decline::ConsentCancelled
        | Decline::ConsentAttemptsUsed
        | Decline::NotifyNumberForeign => forbidden("POL0253", REFUSED, &[]),
        Decline::SubscriberInactive
        | Decline::InstrumentUnknown
        | Decline::TaxNotConfigured
        | Decline::ServiceChargeExceedsAmount
        | Decline::SumOverflows => bad_request(service("SVC0270", NOT_APPLIED, &[])),
        Decline::Outage => Answer::new(503, service("SVC1000", "No resources", &[])),
    }
}

const TOO_HIGH: &str = "The amount exceeds the operator limit for a single charge";
const NOT_PROVISIONED: &str = "User has not been provisioned for %1";
const LIMIT_EXCEEDED: &str = "The %1 charging limit for this application has been exceeded";
const NO_ORIGINAL: &str = "The originalServerReferenceCode provided is not valid";
const EXCEEDS_ORIGINAL: &str = "The refund exceeds the original amount charged %1";
const INSUFFICIENT: &str = "User has insufficient credit for transaction";
const NOT_APPLIED: &str = "Charging operation failed, the charge was not applied";
const REFUSED: &str = "Payment operation refused by user";

/// The code that the script names, in the gateway's words where it has any.
fn scripted(ledger: &MockLedger, event: Option<&Event>) -> Answer {
    let given = event.and_then(|event| fields(ledger.text(event)).nth(payment::CODE).flatten());
    let code = given.unwrap_or("POL0253");
    let (status, text) = match code {
        "POL0253" => (403, REFUSED),
        "POL0254" => (403, TOO_HIGH),
        "POL1000" => (403, INSUFFICIENT),
        "POL1001" => (403, "The %1 charging limit for this user has been exceeded"),
        "POL1002" => (403, "charge requested too soon after previous charge"),
        "POL1009" => (403, NOT_PROVISIONED),
        "POL1010" => (403, "User has been suspended from %1"),
        "SVC0270" => (400, NOT_APPLIED),
        "SVC1000" => (503, "No resources"),
        code if code.starts_with("POL") => (403, "A policy error occurred. Error code is %1"),
        _ => (400, INTERNAL),
    };
    let body = if code.starts_with("POL") { policy } else { service };
    // Only sentences that have a place for it tell the code once more.
    let has_place = text.bytes().any(|byte| byte == b'%');
    let variables: &[&str] = if has_place { &[code] } else { &[] };
    Answer::new(status, body(code, text, variables))
}

fn throttled() -> String {
    let mut object = Object::default();
    object.open("fault");
    object.text("code", "900800");
    object.text("message", "Message Throttled Out");
    object.text("description", "You have exceeded your quota");
    object.close();
    object.done()
}

fn service(code: &str, text: &str, variables: &[&str]) -> String {
    exception("serviceException", code, text, variables)
}

fn policy(code: &str, text: &str, variables: &[&str]) -> String {
    exception("policyException", code, text, variables)
}

fn exception(kind: &str, code: &str, text: &str, variables: &[&str]) -> String {
    let mut list = Vec::with_capacity(variables.len());
    for variable in variables {
        let mut quoted = String::new();
        crate::http::json::push_string(&mut quoted, variable);
        list.push(quoted);
    }
    let mut object = Object::default();
    object.open("requestError");
    object.open(kind);
    object.text("messageId", code);
    object.text("text", text);
    object.raw("variables", &crate::http::answer::list(list));
    object.close();
    object.close();
    object.done()
}
