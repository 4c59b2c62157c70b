//! Calls by which a test brings the world into the state that it needs.

use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::codes::Api;
use crate::document::{Reader, Value};
use crate::flow::{ConsentError, DebitName, EventId, EventKind, MockLedger, Settlement};
use crate::http::answer::Answer;
use crate::http::dialect::{Arguments, caas, debit, wallet};
use crate::world::fields::required;
use crate::world::unknown_code;

/// Ends what is pending, and answers as its API would now.
pub(super) fn settle(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<Answer, Refusal> {
    let reference = given.text(0)?.trim_ascii();
    let name = DebitName { trid: reference, biller: given.biller(2, &ledger.world)? };
    let found = meant(ledger, name)?;
    let unknown = || Refusal::from(Problem::says(Code::UnknownReference, &[&excerpt(reference)]));
    let id = found.ok_or_else(unknown)?;
    let kind = ledger.event(id).map(|event| event.kind).ok_or_else(unknown)?;
    let settlement = settlement(given.get(1), api_of(kind))?;
    ledger.settle(id, settlement)?;
    let standing = match api_of(kind) {
        Api::Wallet => wallet::standing(ledger, id),
        Api::Debit => Some(debit::standing(ledger, id)),
        Api::Caas => caas::standing(ledger, id),
    };
    standing.ok_or_else(unknown)
}

/// What a reference names: of all that have it, one that is pending.
fn meant(ledger: &mut MockLedger, name: DebitName<'_>) -> Result<Option<EventId>, Refusal> {
    let debit = match ledger.pending_debit(name) {
        Ok(id) => return Ok(Some(id)),
        Err(ConsentError::SeveralFit) => return Err(debit::several(name)),
        Err(ConsentError::NotPending | ConsentError::WrongToken) => ledger.debit_named(name).ok(),
    };
    let all = [ledger.referred(name.trid), ledger.direct_debit_named(name.trid), debit];
    let is_pending =
        |id: &EventId| ledger.event(*id).is_some_and(|event| event.status.is_pending());
    let pending = all.into_iter().flatten().find(is_pending);
    Ok(pending.or_else(|| all.into_iter().flatten().next()))
}

/// The API in whose codes something is declined.
fn api_of(kind: EventKind) -> Api {
    match kind {
        EventKind::Debit => Api::Debit,
        EventKind::CaasDebit => Api::Caas,
        EventKind::Opening
        | EventKind::TopUp
        | EventKind::BillPayment
        | EventKind::Payment
        | EventKind::Refund
        | EventKind::Reservation
        | EventKind::ReservationMore
        | EventKind::ReservationCharge
        | EventKind::ReservationRelease => Api::Wallet,
    }
}

/// How it is to end: `"charged"`, or `{ declined: code }`.
fn settlement(value: &Value, api: Api) -> Result<Settlement, Refusal> {
    if let Value::Text(text) = value {
        return if text == "charged" {
            Ok(Settlement::Charged)
        } else {
            let given = [&*excerpt(text), "charged"];
            Err(Problem::says(Code::UnknownChoice, &given).at("/1").into())
        };
    }
    let mut reader = Reader::default();
    let mut fields = reader.fields(value, "/1");
    let code = required(&mut fields, "declined", &mut reader);
    let code = code.and_then(|text| {
        let code = api.refusal(text).map_err(|near| unknown_code(text, api.name(), near));
        reader.keep("/1/declined", code)
    });
    fields.refuse_others(&mut reader);
    reader.finish()?;
    // Without a problem there is a code.
    code.map(Settlement::Declined).ok_or_else(|| Refusal::of_problems(Vec::new()))
}

/// Notes how a delivery went.
pub(super) fn deliver(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<(), Refusal> {
    let id = given.text(0)?;
    let mut reader = Reader::default();
    let mut fields = reader.fields(given.get(1), "/1");
    if fields.is_absent("ok") {
        reader.missing("/1/ok");
    }
    let is_good = fields.truth("ok", &mut reader);
    fields.refuse_others(&mut reader);
    reader.finish()?;
    ledger.deliver(id, is_good.unwrap_or_default())
}
