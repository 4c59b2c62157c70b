//! What the customer does with a message.

use super::refusal::refused;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{Reader, Value};
use crate::flow::{EventId, MockLedger, identify};
use crate::http::dialect::{self, Arguments};
use crate::http::reply::Reply;
use crate::http::route::WireCall;

/// The customer gives the token that a message has, or refuses.
pub(super) fn answer_message(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    let position = identify::of_message(ledger.state.identifiers, call.part(0));
    let message = position.and_then(|position| ledger.state.messages.get(position));
    let Some((debit, asks)) = message.map(|message| (message.event, message.expires_at.is_some()))
    else {
        return Reply::problem(404, "there is no message with this identifier");
    };
    if !asks {
        return Reply::problem(409, "the message asks for nothing");
    }
    let token = match token(&call.body) {
        Ok(token) => token,
        Err(refusal) => return refused(&refusal),
    };
    let Some((trid, options)) = named(ledger, debit) else {
        return Reply::problem(409, "the message asks for nothing any more");
    };
    let (operation, given) = match token {
        Some(token) => ("confirmDebit", vec![trid, token, options]),
        None => ("refuseDebit", vec![trid, options]),
    };
    match dialect::call(ledger, operation, &Arguments(&given)) {
        Some(Ok(answer)) => Reply::json(200, answer.json()),
        Some(Err(refusal)) => refused(&refusal),
        None => Reply::problem(500, "no operation"),
    }
}

/// The token that a body has; none if it refuses.
fn token(body: &Value) -> Result<Option<Value>, Refusal> {
    let mut reader = Reader::default();
    let mut fields = reader.fields(body, "");
    let token = fields.text("token", &mut reader);
    let refuse = fields.truth("refuse", &mut reader);
    fields.refuse_others(&mut reader);
    reader.finish()?;
    match (token, refuse) {
        (Some((token, _)), None | Some(false)) => Ok(Some(Value::Text(token.to_owned()))),
        (None, Some(true)) => Ok(None),
        (None, None | Some(false)) | (Some(_), Some(true)) => {
            Err(Problem::says(Code::MessageReply, &[]).into())
        }
    }
}

/// What a debit is called, and the options that say whose it is.
fn named(ledger: &MockLedger, debit: EventId) -> Option<(Value, Value)> {
    let event = ledger.event(debit)?;
    let trid = ledger.record(event).details.key()?.to_owned();
    let biller = ledger.world.biller(event.party)?.id.clone();
    let options = Value::Object(vec![("biller".to_owned(), Value::Text(biller))]);
    Some((Value::Text(trid), options))
}
