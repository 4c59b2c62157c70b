//! Charging as a service: direct debits, balances and subscriptions. The HTTP status is always 200.

mod detail;

use self::detail::detail;
use crate::diagnostic::{Code, Problem};
use crate::document::{BalanceQuery, CaasDebit, Subscription, SubscriptionStatus};
use crate::document::{Reader, Value};
use crate::flow::caas::{CURRENCY, Standing};
use crate::flow::event::{Event, EventId, field};
use crate::flow::payment::CODE;
use crate::flow::remembered::KEY;
use crate::flow::{Decline, MockLedger, Outcome, Status};
use crate::http::answer::{Answer, Object};
use crate::world::Status as AccountStatus;

const SUCCESS: &str = "S1000";
const PROCESSING: &str = "P1003";
const VERSION: &str = "1.0";

impl MockLedger {
    /// A direct debit, for the application that the body names.
    pub fn caas_debit(&mut self, body: &Value) -> Answer {
        let mut reader = Reader::default();
        let Some(request) = CaasDebit::of_value(body, self.config.strict, &mut reader) else {
            let key = match body.field("externalTrxId") {
                Value::Text(key) => Some(key.trim_ascii()),
                _ => None,
            };
            return self.not_debited(invalid(reader.problems()), "", key);
        };
        let Outcome { event, decline, replayed } = self.direct_debit(&request);
        let event = event.and_then(|id| Some((id, self.event(id)?)));
        let answer = match (decline, event) {
            // What an outage swallows is told when it is asked for again.
            (decline, Some((id, event))) if decline != Some(Decline::Outage) => {
                Answer::new(200, self.debited(id, event))
            }
            (decline, _) => {
                let code = code_of(decline.unwrap_or(Decline::Outage));
                let caller = request.caller.application_id;
                self.not_debited(code, caller, Some(request.external_trx_id))
            }
        };
        Answer { replayed, ..answer }
    }

    /// A question for a balance.
    #[must_use]
    pub fn balance_query(&self, body: &Value) -> Answer {
        let mut reader = Reader::default();
        let request = BalanceQuery::of_value(body, self.config.strict, &mut reader);
        let mut object = Object::default();
        let standing = request.as_ref().map(|request| self.standing(request));
        let code = match standing {
            None => invalid(reader.problems()),
            Some(Err(decline)) => code_of(decline),
            Some(Ok(Standing { chargeable, status, is_postpaid })) => {
                object.text("chargeableBalance", &self.amount_text(chargeable));
                object.text("accountStatus", status_name(status));
                object.text("accountType", if is_postpaid { "Post Paid" } else { "Pre Paid" });
                SUCCESS
            }
        };
        let caller = request.map_or("", |request| request.caller.application_id);
        push_code(&mut object, code, &detail(code, caller));
        Answer::new(200, object.done())
    }

    /// The beginning or the end of a subscription.
    pub fn subscribe(&mut self, body: &Value) -> Answer {
        let mut reader = Reader::default();
        let request = Subscription::of_value(body, self.config.strict, &mut reader);
        let Some(request) = request else {
            return registered(invalid(reader.problems()), "", [None; 2]);
        };
        let caller = request.caller.application_id;
        let (wanted, again) =
            if request.opts_in { ("REGISTERED", "E1351") } else { ("UNREGISTERED", "E1356") };
        match self.change_subscription(&request) {
            Err(decline) => registered(code_of(decline), caller, [None; 2]),
            Ok(None) => registered(again, caller, [None, Some(wanted)]),
            Ok(Some(number)) => registered(SUCCESS, caller, [Some(&number), Some(wanted)]),
        }
    }

    /// A question for the state of a subscription.
    #[must_use]
    pub fn subscription_status(&self, body: &Value) -> Answer {
        let mut reader = Reader::default();
        let request = SubscriptionStatus::of_value(body, self.config.strict, &mut reader);
        let Some(request) = request else {
            return registered(invalid(reader.problems()), "", [None; 2]);
        };
        let caller = request.caller.application_id;
        match self.asked_registration(&request) {
            Ok(registration) => registered(SUCCESS, caller, [None, Some(registration.name())]),
            Err(decline) => registered(code_of(decline), caller, [None; 2]),
        }
    }

    /// What an application is told of a direct debit without being asked.
    pub(in crate::http) fn charging_notification(
        &self,
        id: EventId,
        event: &Event,
        at: i64,
    ) -> String {
        let text = self.text(event);
        let (code, detail) = self.result(event);
        let total = self.debit_total(event);
        let paid = if event.status == Status::Charged { total } else { 0 };
        let mut object = Object::default();
        object.text("timeStamp", &self.time_text(at));
        object.text("version", VERSION);
        object.optional("externalTrxId", field(text, KEY));
        object.text("internalTrxId", &self.internal_trx_id(id));
        object.text("referenceId", &self.reference_id(id));
        object.optional("currency", field(text, CURRENCY));
        object.text("totalAmount", &self.amount_text(total));
        object.text("paidAmount", &self.amount_text(paid));
        object.text("balanceDue", &self.amount_text(total - paid));
        push_code(&mut object, code, &detail);
        object.done()
    }

    /// What is told of a direct debit that is remembered.
    fn debited(&self, id: EventId, event: &Event) -> String {
        let (code, detail) = self.result(event);
        let mut object = Object::default();
        push_code(&mut object, code, &detail);
        object.text("timeStamp", &self.time_text(event.at));
        object.optional("externalTrxId", field(self.text(event), KEY));
        object.text("internalTrxId", &self.internal_trx_id(id));
        object.text("referenceId", &self.reference_id(id));
        object.done()
    }

    /// What is told of one that is not.
    fn not_debited(&self, code: &str, caller: &str, key: Option<&str>) -> Answer {
        let mut object = Object::default();
        push_code(&mut object, code, &detail(code, caller));
        object.text("timeStamp", &self.time_text(self.now()));
        object.optional("externalTrxId", key);
        Answer::new(200, object.done())
    }

    /// The code of a direct debit, and what it says.
    fn result<'l>(&'l self, event: &Event) -> (&'l str, String) {
        let code = match event.decline {
            _ if event.status == Status::Processing => PROCESSING,
            None => SUCCESS,
            Some(Decline::Scripted) => field(self.text(event), CODE).unwrap_or(REJECTED),
            Some(decline) => code_of(decline),
        };
        let application = self.application(event.party).map_or("", |found| found.id.as_str());
        (code, detail(code, application))
    }
}

/// What subscriptions say where charges say `Success`.
const SUBSCRIPTION_SUCCESS: &str = "SUCCESS";

/// An answer with the number of the request and the state of the subscription, as far as there are.
fn registered(code: &str, caller: &str, [number, status]: [Option<&str>; 2]) -> Answer {
    let mut object = Object::default();
    object.text("version", VERSION);
    object.optional("requestId", number);
    let success = code == SUCCESS;
    let detail = if success { SUBSCRIPTION_SUCCESS.to_owned() } else { detail(code, caller) };
    push_code(&mut object, code, &detail);
    object.optional("subscriptionStatus", status);
    Answer::new(200, object.done())
}

fn push_code(object: &mut Object, code: &str, detail: &str) {
    object.text("statusCode", code);
    object.text("statusDetail", detail);
}

fn status_name(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Active => "Active",
        AccountStatus::Suspended => "Suspended",
        AccountStatus::Terminated => "Terminated",
    }
}

/// The code of a body that is not sound: fields that are not there are seen first, then the number,
/// and the currency last.
fn invalid(problems: &[Problem]) -> &'static str {
    let has = |code: Code| problems.iter().any(|problem| problem.code == code);
    let currency = |problem: &Problem| problem.code == Code::UnknownCurrency;
    if has(Code::MissingField) || has(Code::WrongType) {
        "E1312"
    } else if has(Code::AddressFormat) {
        "E1325"
    } else if problems.iter().all(currency) {
        "E1380"
    } else if has(Code::AmountTooLarge) {
        "E1329"
    } else {
        "E1312"
    }
}

/// The code of a decline by a script that names none.
const REJECTED: &str = "E1406";

fn code_of(decline: Decline) -> &'static str {
    match decline {
        Decline::KeyOfOtherOperation | Decline::KeyOfOtherRequest | Decline::NotOnGrid => "E1312",
        Decline::NotAuthenticated => "E1313",
        Decline::ChargingDisabled => "E1328",
        Decline::InstrumentDisabled => "E1371",
        Decline::BalanceQueryDisabled => "E1309",
        Decline::SubscriberUnknown | Decline::SubscriberInactive => "E1317",
        Decline::NotSubscribed => "E1365",
        Decline::CurrencyNotSupported => "E1380",
        Decline::InstrumentUnknown => "E1377",
        Decline::RatePerSecond => "E1318",
        Decline::RatePerDay => "E1319",
        Decline::AmountTooHigh => "E1329",
        Decline::AmountTooLow => "E1330",
        Decline::InsufficientFunds => "E1378",
        Decline::Scripted => REJECTED,
        Decline::Outage => "E1601",
        // A tax without a rate, a sum that is too large; the rest is of other APIs.
        _ => "E1404",
    }
}
