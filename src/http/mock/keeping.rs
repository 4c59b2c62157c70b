//! What is kept of a ledger beside it: snapshots, the beginning, the last exchanges.

use base64ct::{Base64, Encoding};

use super::listed::{Wanted, of_query, paged};
use super::refusal::refused;
use super::snapshot::{restore_salted, try_snapshot};
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{Reader, Value};
use crate::flow::MockLedger;
use crate::http::json::{Object, read_own};
use crate::http::reply::Reply;
use crate::http::route::WireCall;
use crate::http::site::Site;

/// The whole state, in base64.
pub(super) fn told_snapshot(ledger: &MockLedger) -> Reply {
    match try_snapshot(ledger) {
        Ok(bytes) => {
            let mut object = Object::default();
            object.text("snapshot", &Base64::encode_string(&bytes));
            Reply::json(200, object.done())
        }
        Err(refusal) => refused(&refusal),
    }
}

/// Goes on from the snapshot of a body.
pub(super) fn put_snapshot(site: &mut Site, call: &WireCall<'_>) -> Reply {
    let ledger = bytes(&call.body).and_then(|bytes| restore_salted(&bytes, &site.salt));
    replace(site, ledger)
}

fn bytes(body: &Value) -> Result<Vec<u8>, Refusal> {
    let mut reader = Reader::default();
    let mut fields = reader.fields(body, "");
    if fields.is_nothing("snapshot") {
        reader.missing(&fields.path_of("snapshot"));
    }
    let bytes = fields.named("snapshot", &mut reader, |text| {
        Base64::decode_vec(text).map_err(|_| Problem::says(Code::SnapshotDamaged, &[]))
    });
    fields.refuse_others(&mut reader);
    reader.finish().map(|()| bytes.unwrap_or_default())
}

/// Begins anew, from the configuration.
pub(super) fn reset(site: &mut Site) -> Reply {
    let ledger = MockLedger::salted(&site.ledger.world.config.source, &site.salt);
    replace(site, ledger)
}

fn replace(site: &mut Site, ledger: Result<MockLedger, Refusal>) -> Reply {
    match ledger {
        Ok(mut ledger) => {
            // It is served where the one before was.
            ledger.world.root = std::mem::take(&mut site.ledger.world.root);
            site.ledger = ledger;
            site.is_replaced = true;
            Reply::empty(204)
        }
        Err(refusal) => refused(&refusal),
    }
}

/// A page of the last exchanges.
pub(super) fn log(site: &Site, call: &WireCall<'_>) -> Reply {
    let wanted = match Wanted::of(call).and_then(|wanted| Ok((after(&wanted.filter)?, wanted))) {
        Ok(wanted) => wanted,
        Err(refusal) => return refused(&of_query(refusal)),
    };
    let (after, Wanted { limit, .. }) = wanted;
    let texts = site.log.after(after).take(limit + 1).map(|exchange| exchange.json());
    let items = texts.filter_map(|text| read_own(&text).ok()).collect();
    paged(&site.ledger, call, items, limit)
}

/// The number of the exchange behind which a page begins.
fn after(filter: &Value) -> Result<u64, Refusal> {
    let mut reader = Reader::default();
    let mut fields = reader.fields(filter, "");
    fields.take("limit");
    let after = fields.named("after", &mut reader, |text| {
        text.parse().map_err(|_| Problem::says(Code::UnknownId, &["exchange", text]))
    });
    fields.refuse_others(&mut reader);
    reader.finish().map(|()| after.unwrap_or_default())
}
