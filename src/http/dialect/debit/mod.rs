//! The debit API: a status, and the same in words.

mod code;

pub use code::DebitCode;

use crate::document::Debit;
use crate::document::{Reader, Value, msisdn};
use crate::flow::event::field;
use crate::flow::{ConsentError, Decline, EventId, MockLedger, Status, debit, payment, remembered};
use crate::http::answer::Answer;
use crate::http::json::{Object, list};
use crate::store::hexadecimal;

/// Sets the names of messages apart.
const MESSAGE: u8 = 4;

impl MockLedger {
    /// A debit from any account.
    pub fn account_debit(&mut self, account: &Value, body: &Value) -> Answer {
        let mut reader = Reader::default();
        let request = Debit::of_value(body, self.config.strict, &mut reader);
        let account = match account {
            Value::Text(text) => msisdn::digits(text.trim_ascii()),
            _ => None,
        };
        let (Some(request), Some(account)) = (request, account) else {
            return answer(DebitCode::Failed);
        };
        let outcome = self.debit(account, &request);
        let answer = match (outcome.event, outcome.decline) {
            (Some(id), decline) if decline != Some(Decline::Outage) => self.told(id, decline),
            (_, decline) => answer(decline.map_or(DebitCode::Failed, code_of)),
        };
        Answer { replayed: outcome.replayed, ..answer }
    }

    /// The customer gives the token.
    pub fn confirm_debit(&mut self, trid: &str, token: &str) -> Answer {
        let ended = self.confirm(trid.trim_ascii(), token.trim_ascii());
        self.ended(ended)
    }

    /// The customer refuses.
    pub fn refuse_debit(&mut self, trid: &str) -> Answer {
        let ended = self.refuse(trid.trim_ascii());
        self.ended(ended)
    }

    /// The biller withdraws.
    pub fn cancel_debit(&mut self, trid: &str) -> Answer {
        let ended = self.cancel(trid.trim_ascii());
        self.ended(ended)
    }

    /// How a debit stands.
    #[must_use]
    pub fn debit_status(&self, trid: &str) -> Answer {
        let id = self.debit_named(trid.trim_ascii(), None);
        self.ended(id.ok_or(ConsentError::NotPending))
    }

    fn ended(&self, ended: Result<EventId, ConsentError>) -> Answer {
        match ended {
            Ok(id) => self.told(id, self.event(id).and_then(|event| event.decline)),
            Err(ConsentError::NotPending) => answer(DebitCode::NoPendingConsent),
            Err(ConsentError::WrongToken) => answer(DebitCode::WrongToken),
        }
    }

    /// What is told of a debit, which was declined for this or not at all.
    fn told(&self, id: EventId, decline: Option<Decline>) -> Answer {
        let Some(event) = self.event(id) else { return answer(DebitCode::Failed) };
        let text = self.text(event);
        let pending = event.status == Status::ConsentPending;
        let code = match decline {
            None if pending => DebitCode::Pending,
            None => DebitCode::Successful,
            Some(Decline::Scripted) => scripted(field(text, payment::CODE)),
            Some(decline) => code_of(decline),
        };
        // Whoever gave a key knows it.
        let tells = pending || field(text, debit::OWN_KEY).is_some();
        let trid = field(text, remembered::KEY).filter(|_| tells);
        Answer { trid: trid.map(str::to_owned), ..answer(code) }
    }

    /// Every message that was sent.
    pub(in crate::http) fn messages_json(&self) -> String {
        let messages = (0..).zip(self.state.messages.iter());
        list(messages.filter_map(|(position, message)| {
            let event = self.event(message.event)?;
            let trid = field(self.text(event), remembered::KEY).unwrap_or_default();
            let account = self.msisdn(event.subscriber).unwrap_or_default();
            let total = self.amount_text(event.figure);
            let money = [self.config.currency.code(), " ", &total, " from ", account].concat();
            let mut object = Object::default();
            let id = self.state.identifiers.number(MESSAGE, position);
            object.text("id", &["SMS_", &hexadecimal(id)].concat());
            object.optional("to", self.contact(event.subscriber));
            if !message.asks {
                object.text("text", &["Debited ", &money, ", TRID ", trid].concat());
                object.number("sentAt", message.at);
                return Some(object.done());
            }
            let token = self.token(message.event);
            let text = ["Your token for ", &money, " is ", &token, ", TRID ", trid].concat();
            object.text("text", &text);
            object.number("sentAt", message.at);
            object.text("trid", trid);
            object.text("token", &token);
            object.number("expiresAt", message.at.saturating_add(self.config.consent.timeout_ms));
            Some(object.done())
        }))
    }
}

/// The code of a refusal that a script names.
fn scripted(code: Option<&str>) -> DebitCode {
    let refusals =
        [DebitCode::Unauthorised, DebitCode::BalanceInsufficient, DebitCode::InternalError];
    let named = code.and_then(DebitCode::named);
    named.filter(|code| refusals.contains(code)).unwrap_or(DebitCode::Failed)
}

fn code_of(decline: Decline) -> DebitCode {
    match decline {
        Decline::NotAuthenticated
        | Decline::BillerUnknown
        | Decline::FlagBelowMinimum
        | Decline::AccountTypeNotPermitted => DebitCode::Unauthorised,
        Decline::InsufficientFunds => DebitCode::BalanceInsufficient,
        Decline::Outage => DebitCode::InternalError,
        // For these the document of the API has no code of its own.
        Decline::AmountTooHigh
        | Decline::AmountTooLow
        | Decline::BalanceQueryDisabled
        | Decline::ChargingDisabled
        | Decline::ConsentAttemptsUsed
        | Decline::ConsentCancelled
        | Decline::ConsentExpired
        | Decline::ConsentRefused
        | Decline::CurrencyNotSupported
        | Decline::ExceedsRemainder
        | Decline::ExceedsReservation
        | Decline::InstrumentDisabled
        | Decline::InstrumentUnknown
        | Decline::KeyOfOtherOperation
        | Decline::KeyOfOtherRequest
        | Decline::NotOnGrid
        | Decline::NotSubscribed
        | Decline::NotifyNumberForeign
        | Decline::OriginalNotCharged
        | Decline::OriginalNotFound
        | Decline::RatePerDay
        | Decline::RatePerSecond
        | Decline::ReferenceUsed
        | Decline::RefundsDisabled
        | Decline::ReservationExpired
        | Decline::ReservationFinished
        | Decline::ReservationNotFound
        | Decline::Scripted
        | Decline::SequenceNotRising
        | Decline::ServiceChargeExceedsAmount
        | Decline::SubscriberInactive
        | Decline::SubscriberUnknown
        | Decline::SumOverflows
        | Decline::TaxNotConfigured => DebitCode::Failed,
    }
}

fn answer(code: DebitCode) -> Answer {
    let mut object = Object::default();
    object.number("resCode", code.status().into());
    object.text("resDesc", code.sentence());
    Answer::new(code.status(), object.done())
}
