//! Calls by which a test brings the world into the state that it needs.

use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::codes::Api;
use crate::document::{Reader, Value};
use crate::flow::{ConsentError, DebitName, EventId, EventKind, MockLedger, Settlement};
use crate::http::answer::Answer;
use crate::http::dialect::{Arguments, application, biller, caas, debit, wallet};
use crate::world::fields::required;
use crate::world::tax::TaxComponent;
use crate::world::{ChangeTarget, Payer, unknown_code};

/// Ends what is pending, and answers as its API would now.
pub(super) fn settle(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<Answer, Refusal> {
    let reference = given.text(0)?.trim_ascii();
    let name = DebitName { trid: reference, biller: given.biller(2, &ledger.world)? };
    let found = meant(ledger, name)?;
    let unknown = || Refusal::from(Problem::says(Code::UnknownReference, &[&excerpt(reference)]));
    let id = found.ok_or_else(unknown)?;
    let api = ledger.event(id).map(|event| event.kind.api()).ok_or_else(unknown)?;
    let settlement = settlement(given.get(1), api)?;
    ledger.settle(id, settlement)?;
    let standing = match api {
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

/// Has every path that is told begin with another one, below which a host serves the ledger.
pub(super) fn mount(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<(), Refusal> {
    let root = given.text(0)?;
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(is_plain);
    let is_root = root.is_empty()
        || root.strip_prefix('/').is_some_and(|parts| parts.split('/').all(is_part));
    if !is_root {
        let found = excerpt(root);
        let message =
            ["expected the beginning of a path, such as `/w/red`, found `", &found, "`"].concat();
        return Err(Problem::new(Code::WrongType, message, None).at("/0").into());
    }
    root.clone_into(&mut ledger.world.root);
    Ok(())
}

/// Whether a character stands for itself in the part of a path.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)
}

/// What a change is about: the subscriber, the application or the biller that is named.
pub(super) fn target(
    ledger: &MockLedger,
    operation: &str,
    given: &Arguments<'_>,
) -> Result<ChangeTarget, Refusal> {
    let world = &ledger.world;
    let target = match operation {
        "setSubscriber" => return given.subscriber(world).map(ChangeTarget::Subscriber),
        "setApplication" => application(world, given.text(0)?).map(ChangeTarget::Application),
        _ => biller(world, given.text(0)?).map(ChangeTarget::Biller),
    };
    Ok(target.map_err(|problem| problem.at("/0"))?)
}

/// A prepaid subscriber pays in.
pub(super) fn top_up(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<(), Refusal> {
    let subscriber = given.subscriber(&ledger.world)?;
    if payer(ledger, subscriber) != Some(Payer::Prepaid) {
        return Err(Problem::says(Code::AccountKind, &[]).into());
    }
    let amount = given.positive_amount(&ledger.world)?;
    ledger.pay_in(EventKind::TopUp, subscriber, amount)
}

/// A postpaid subscriber pays what is owed, and more only to stand to the subscriber's credit.
pub(super) fn pay_bill(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<(), Refusal> {
    let subscriber = given.subscriber(&ledger.world)?;
    if !matches!(payer(ledger, subscriber), Some(Payer::Postpaid { .. })) {
        return Err(Problem::says(Code::AccountKind, &[]).into());
    }
    let amount = given.positive_amount(&ledger.world)?;
    let mut reader = Reader::default();
    let options = given.get(2);
    let options = if options.is_nothing() { &Value::Absent } else { options };
    let mut fields = reader.fields(options, "/options");
    let may_be_credit = fields.truth("credit", &mut reader).unwrap_or_default();
    fields.refuse_others(&mut reader);
    reader.finish()?;
    let account = ledger.world.chart.subscriber(subscriber);
    let account = account.and_then(|account| ledger.state.books.account(account));
    let owed = account.map_or(0, |account| account.balance()).max(0);
    if amount > owed && !may_be_credit {
        let texts = [amount, owed].map(|units| ledger.world.amount_text(units));
        return Err(Problem::says(Code::BillOverpaid, &texts.each_ref().map(String::as_str))
            .at("/1")
            .into());
    }
    ledger.pay_in(EventKind::BillPayment, subscriber, amount)
}

fn payer(ledger: &MockLedger, subscriber: u32) -> Option<Payer> {
    ledger.world.subscriber(subscriber).map(|found| found.payer)
}

/// A provider is paid what is owed to it.
pub(super) fn pay_out(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<(), Refusal> {
    let named = application(&ledger.world, given.text(0)?);
    let place = named.map_err(|problem| problem.at("/0"))?;
    let amount = given.positive_amount(&ledger.world)?;
    ledger.pay_out(place, amount)
}

/// The state is paid what is owed of a tax.
pub(super) fn remit(ledger: &mut MockLedger, given: &Arguments<'_>) -> Result<(), Refusal> {
    let text = given.text(0)?;
    let component = TaxComponent::ALL.iter().find(|component| component.name() == text);
    let Some(component) = component.copied() else {
        let names: Vec<&str> = TaxComponent::ALL.iter().map(|component| component.name()).collect();
        let given = [&*excerpt(text), &names.join("`, `")];
        return Err(Problem::says(Code::UnknownChoice, &given).at("/0").into());
    };
    let amount = given.positive_amount(&ledger.world)?;
    ledger.remit(component, amount)
}
