//! The ledger's clock over HTTP. Where a host's clock moves it, that is the host's to say.

use super::refusal::refused;
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::Reader;
use crate::flow::MockLedger;
use crate::http::json::Object;
use crate::http::reply::Reply;
use crate::http::route::WireCall;
use crate::world::fields::whole;
use crate::world::time::{LAST, time};

/// The time, in milliseconds and in words.
pub(super) fn clock(ledger: &MockLedger) -> Reply {
    let mut object = Object::default();
    object.number("now", ledger.now());
    object.text("time", &ledger.world.time_text(ledger.now()));
    object.text("mode", "manual");
    object.number("seed", i64::try_from(ledger.world.config.seed).unwrap_or(i64::MAX));
    Reply::json(200, object.done())
}

/// Moves the clock by or to a time.
pub(super) fn move_clock(ledger: &mut MockLedger, call: &WireCall<'_>) -> Reply {
    let moved = target(ledger, call).and_then(|time| ledger.set_time(time));
    match moved {
        Ok(()) => clock(ledger),
        Err(refusal) => refused(&refusal),
    }
}

/// The time that the body names in one of its ways.
fn target(ledger: &MockLedger, call: &WireCall<'_>) -> Result<i64, Refusal> {
    let mut reader = Reader::default();
    let mut fields = reader.fields(&call.body, "");
    let advance = whole(&mut fields, "advance", &mut reader, (0, LAST));
    let set = time(&mut fields, "set", &mut reader);
    fields.refuse_others(&mut reader);
    reader.finish()?;
    match (advance, set) {
        (Some(ms), None) => Ok(ledger.now().saturating_add(ms)),
        (None, Some(time)) => Ok(time),
        (None, None) | (Some(_), Some(_)) => Err(Problem::says(Code::ClockChange, &[]).into()),
    }
}
