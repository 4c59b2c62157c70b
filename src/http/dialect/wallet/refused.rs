//! Why a request is refused or an attempt declined, in the gateway's words.

use super::part;
use crate::diagnostic::{Code, Problem};
use crate::document::codes::{Reason, RefusalCode, WalletCode};
use crate::document::{Value, missing_parameters};
use crate::flow::{Decline, Details, Event, MockLedger};
use crate::http::answer::Answer;
use crate::http::dialect::reason::reason_of;
use crate::http::json::Object;

/// Why a body is refused: the first that the gateway would see.
pub(super) fn invalid(problems: &[Problem], body: &Value) -> Answer {
    let first = |code: Code| problems.iter().find(|problem| problem.code == code);
    let given = |problem: &Problem| at(body, &problem.path);
    let name = |problem: &Problem| problem.path.rsplit('/').next().unwrap_or_default().to_owned();
    if first(Code::WrapperMissing).is_some() || !matches!(body, Value::Object(_)) {
        return refused(WalletCode::POL0299, &[""]).because(Reason::MalformedBody);
    }
    if let Some(problem) = first(Code::AmountFormat) {
        let place = problem.path.strip_suffix("amount").unwrap_or_default();
        let currency = at(body, &[place, "currency"].concat());
        return invalid_part(&part::amount(currency.trim())).because(Reason::AmountFormat);
    }
    if let Some(missing) = missing_parameters(problems) {
        let original = |name: &str| name.starts_with("original");
        return if missing.split(',').all(original) {
            refused(WalletCode::POL1005, &[&missing]).because(Reason::OriginalMissing)
        } else {
            invalid_part(&[part::MISSING, &missing].concat()).because(Reason::MissingField)
        };
    }
    if let Some(problem) = first(Code::AddressFormat) {
        let answer = refused(WalletCode::SVC0004Format, &[given(problem)]);
        return answer.because(Reason::AddressFormat);
    }
    if first(Code::AmountNotPositive).is_some() {
        return refused(WalletCode::SVC0007, &[""]).because(Reason::AmountNotPositive);
    }
    if first(Code::AmountTooLarge).is_some() {
        return refused(WalletCode::POL0254, &[]).because(Reason::AmountTooLarge);
    }
    if first(Code::TextTooLong).is_some() {
        return refused(WalletCode::SVC0280, &["190"]).because(Reason::TextTooLong);
    }
    if let Some(problem) = first(Code::NotifyUrl) {
        let answer = invalid_part(&[part::NOTIFY_URL, given(problem)].concat());
        return answer.because(Reason::NotifyUrl);
    }
    if let Some(problem) = problems.iter().find(|problem| problem.path.ends_with("/currency")) {
        return refused(WalletCode::POL0256, &[given(problem)]).because(reason_of(problem.code));
    }
    if let Some(problem) = first(Code::ChannelUnknown) {
        let answer = invalid_part(&[part::CHANNEL, given(problem)].concat());
        return answer.because(Reason::ChannelUnknown);
    }
    match problems.first() {
        Some(problem) => {
            let said = [part::PARAMETER, &name(problem), ": ", &problem.message].concat();
            invalid_part(&said).because(reason_of(problem.code))
        }
        None => refused(WalletCode::SVC0001, &[]),
    }
}

/// The text at a JSON pointer.
fn at<'b>(body: &'b Value, path: &str) -> &'b str {
    let mut value = body;
    for name in path.split('/').skip(1) {
        value = value.field(name);
    }
    if let Value::Text(text) | Value::Number(text) | Value::Integer(text) = value {
        text
    } else {
        ""
    }
}

/// A decline in the gateway's words.
pub(super) fn declined(
    ledger: &MockLedger,
    decline: Decline,
    event: Option<&Event>,
    currency: &str,
) -> Answer {
    match decline {
        Decline::KeyOfOtherOperation => invalid_part(part::KEY_OF_OTHER_OPERATION),
        Decline::KeyOfOtherRequest => invalid_part(part::KEY_OF_OTHER_REQUEST),
        Decline::ReferenceUsed => invalid_part(part::REFERENCE_USED),
        Decline::NotAuthenticated | Decline::BillerUnknown | Decline::FlagBelowMinimum => {
            refused(WalletCode::POL1009, &["charging"])
        }
        Decline::ChargingDisabled
        | Decline::InstrumentDisabled
        | Decline::BalanceQueryDisabled
        | Decline::AccountTypeNotPermitted => refused(WalletCode::POL0008, &[]),
        Decline::RefundsDisabled => refused(WalletCode::POL1007, &[]),
        Decline::SubscriberUnknown => {
            let details = event.map(|event| ledger.record(event).details);
            let request = details.as_ref().and_then(Details::transaction);
            refused(WalletCode::SVC0004, &[request.map_or("", |request| request.end_user_id)])
        }
        Decline::NotSubscribed => refused(WalletCode::POL1009, &["this application"]),
        Decline::CurrencyNotSupported => refused(WalletCode::POL0256, &[currency]),
        Decline::NotOnGrid => invalid_part(&part::amount(currency)),
        Decline::RatePerSecond => throttled(),
        Decline::RatePerDay => refused(WalletCode::POL1001Application, &["daily"]),
        Decline::AmountTooHigh => refused(WalletCode::POL0254, &[]),
        Decline::AmountTooLow | Decline::OriginalPending | Decline::OriginalNotCharged => {
            refused(WalletCode::SVC0007, &[""])
        }
        Decline::OriginalNotFound => refused(WalletCode::POL1006, &[]),
        Decline::ExceedsRemainder => {
            let details = event.map(|event| ledger.record(event).details);
            let left =
                if let Some(Details::Refund(refund)) = details { refund.remainder } else { 0 };
            refused(WalletCode::POL1003, &[&ledger.world.amount_text(left)])
        }
        Decline::ReservationNotFound => invalid_part(part::NO_RESERVATION),
        Decline::SequenceNotRising | Decline::ReservationFinished | Decline::ExceedsReservation => {
            refused(WalletCode::POL2010, &[])
        }
        Decline::ReservationExpired => refused(WalletCode::POL2011, &[]),
        Decline::InsufficientFunds => refused(WalletCode::POL1000, &[]),
        Decline::Scripted(code) => scripted(code),
        Decline::ConsentRefused
        | Decline::ConsentExpired
        | Decline::ConsentCancelled
        | Decline::ConsentAttemptsUsed
        | Decline::NotifyNumberMissing
        | Decline::NotifyNumberForeign => refused(WalletCode::POL0253, &[]),
        Decline::SubscriberInactive
        | Decline::InstrumentUnknown
        | Decline::TaxNotConfigured
        | Decline::ServiceChargeExceedsAmount
        | Decline::SumOverflows
        | Decline::SettlementFailed => refused(WalletCode::SVC0270, &[]),
        Decline::Outage => refused(WalletCode::SVC1000, &[]),
    }
}

/// The codes that a script's refusal tells in their own words. What the others say is about a
/// request that is not sound, which this one was.
const REFUSALS: [WalletCode; 9] = [
    WalletCode::POL0253,
    WalletCode::POL0254,
    WalletCode::POL1000,
    WalletCode::POL1001,
    WalletCode::POL1002,
    WalletCode::POL1009,
    WalletCode::POL1010,
    WalletCode::SVC0270,
    WalletCode::SVC1000,
];

/// The code that the script names, in the gateway's words where it has any.
fn scripted(code: RefusalCode) -> Answer {
    let code = match code {
        RefusalCode::Wallet(code) => code,
        RefusalCode::Debit(_) | RefusalCode::Caas(_) => WalletCode::POL0253,
    };
    if code == WalletCode::Throttled {
        return throttled();
    }
    let named = code.text();
    let general = if is_policy(named) { WalletCode::POL0001 } else { WalletCode::SVC0001 };
    let words = if REFUSALS.contains(&code) { code } else { general };
    // Only sentences that have a place for it tell the code once more.
    let variables: &[&str] = if words == WalletCode::POL1001 {
        &["daily"]
    } else if [WalletCode::POL1009, WalletCode::POL1010].contains(&words) {
        &["charging"]
    } else if words.sentence().contains("%1") {
        &[named]
    } else {
        &[]
    };
    Answer::new(words.status(), exception(named, words.sentence(), variables))
}

/// Too many requests: the only refusal that the gateway does not tell as an exception.
fn throttled() -> Answer {
    let mut object = Object::default();
    object.open("fault");
    object.text("code", WalletCode::Throttled.text());
    object.text("message", WalletCode::Throttled.sentence());
    object.text("description", part::QUOTA_EXCEEDED);
    object.close();
    Answer::new(WalletCode::Throttled.status(), object.done())
}

/// The refusal of a part of the message, in the words of [`part`].
fn invalid_part(part: &str) -> Answer {
    refused(WalletCode::SVC0002, &[part])
}

/// An answer with a code and its sentence; the variables stand beside it.
pub(super) fn refused(code: WalletCode, variables: &[&str]) -> Answer {
    Answer::new(code.status(), exception_with(code, variables))
}

/// The body of such an answer.
pub(super) fn exception_with(code: WalletCode, variables: &[&str]) -> String {
    exception(code.text(), code.sentence(), variables)
}

/// Whether a code is one of a policy exception; all others are codes of service exceptions.
fn is_policy(code: &str) -> bool {
    code.starts_with("POL")
}

fn exception(code: &str, text: &str, variables: &[&str]) -> String {
    let mut object = Object::default();
    object.open("requestError");
    object.open(if is_policy(code) { "policyException" } else { "serviceException" });
    object.text("messageId", code);
    object.text("text", text);
    object.texts("variables", variables);
    object.close();
    object.close();
    object.done()
}
