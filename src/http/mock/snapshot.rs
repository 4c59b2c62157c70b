//! Snapshots: the configuration and its changes as JSON, then the state, in the form of postcard.

use postcard::ser_flavors::Flavor;

use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::Value;
use crate::flow::MockLedger;
use crate::http::json::{self, Object};
use crate::store::Salt;
use crate::world::{Change, ChangeTarget, Changes, Config};

/// The first bytes of every snapshot, and the number of its form.
const MARK: &[u8] = b"ready-reckoner ledger 5\n";

/// Everything that a ledger needs to go on exactly as this one would.
#[must_use]
pub fn snapshot(ledger: &MockLedger) -> Vec<u8> {
    try_snapshot(ledger).unwrap_or_default()
}

/// The same, where memory may be scarce: it is the ledger's own size that may be too much.
///
/// # Errors
/// There is no room for so many bytes. The ledger goes on.
pub fn try_snapshot(ledger: &MockLedger) -> Result<Vec<u8>, Refusal> {
    let no_room = || Refusal::from(Problem::says(Code::OutOfMemory, &[]));
    let config = json::write(&ledger.world.config.source);
    let changes = written(&ledger.world.changes);
    let parts = (config.as_str(), changes.as_str(), &ledger.state);
    // There is nothing in a state that could not be written.
    let counted = postcard::serialize_with_flavor(&parts, Written::default());
    let Written { length, .. } = counted.map_err(|_| no_room())?;
    // Bytes that grew as they are written would be in memory twice, in the end.
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(MARK.len() + length + size_of::<u64>()).map_err(|_| no_room())?;
    bytes.extend_from_slice(MARK);
    let written = Written { length: 0, bytes: Some(bytes) };
    let written = postcard::serialize_with_flavor(&parts, written).map_err(|_| no_room())?;
    let mut bytes = written.bytes.unwrap_or_default();
    bytes.extend_from_slice(&checksum(&bytes).to_le_bytes());
    Ok(bytes)
}

/// Bytes that are counted first, and then written where there is room for so many. Two kinds of
/// them would have all that is written compiled twice.
#[derive(Default)]
struct Written {
    length: usize,
    bytes: Option<Vec<u8>>,
}

impl Flavor for Written {
    type Output = Self;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, more: &[u8]) -> postcard::Result<()> {
        self.length += more.len();
        if let Some(bytes) = &mut self.bytes {
            bytes.extend_from_slice(more);
        }
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Self> {
        Ok(self)
    }
}

/// The ledger of a snapshot.
///
/// # Errors
/// The bytes are no snapshot, are of another version, or were changed.
pub fn restore(bytes: &[u8]) -> Result<MockLedger, Refusal> {
    restore_salted(bytes, &Salt::random())
}

/// The same with a salt for the ledger's indexes, see [`MockLedger::salted`].
///
/// # Errors
/// As [`restore`].
pub fn restore_salted(bytes: &[u8], salt: &Salt) -> Result<MockLedger, Refusal> {
    let (bytes, sum) = bytes.split_last_chunk::<8>().ok_or_else(damaged)?;
    if checksum(bytes) != u64::from_le_bytes(*sum) {
        return Err(damaged());
    }
    let rest = bytes.strip_prefix(MARK).ok_or_else(damaged)?;
    let ((config, changes, state), rest) =
        postcard::take_from_bytes::<(&str, &str, _)>(rest).map_err(|_| damaged())?;
    if !rest.is_empty() {
        return Err(damaged());
    }
    let config = json::read_own(config).map_err(|_| damaged())?;
    let changes = json::read_own(changes).map_err(|_| damaged())?;
    let changes = read(&changes).ok_or_else(damaged)?;
    MockLedger::of_state(Config::read(&config)?, &changes, state, salt)
}

/// The names of what changes are about.
const TARGETS: [&str; 4] = ["newSubscriber", "subscriber", "application", "biller"];

/// Changes as a document: a list of objects, each with the place and the fields of one of them.
fn written(changes: &Changes) -> String {
    json::list(changes.iter().map(|Change { target, fields }| {
        let (name, place) = match target {
            ChangeTarget::NewSubscriber => (0, 0),
            ChangeTarget::Subscriber(place) => (1, *place),
            ChangeTarget::Application(place) => (2, u32::from(*place)),
            ChangeTarget::Biller(place) => (3, u32::from(*place)),
        };
        let mut object = Object::default();
        object.text("target", TARGETS.get(name).copied().unwrap_or_default());
        object.number("place", place.into());
        object.raw("fields", &json::write(fields));
        object.done()
    }))
}

/// The changes of such a document.
fn read(value: &Value) -> Option<Vec<Change>> {
    let Value::List(items) = value else { return None };
    let change = |item: &Value| {
        let (Value::Text(name), Value::Number(place)) = (item.field("target"), item.field("place"))
        else {
            return None;
        };
        let target = match TARGETS.iter().position(|target| target == name)? {
            0 => ChangeTarget::NewSubscriber,
            1 => ChangeTarget::Subscriber(place.parse().ok()?),
            2 => ChangeTarget::Application(place.parse().ok()?),
            _ => ChangeTarget::Biller(place.parse().ok()?),
        };
        Some(Change { target, fields: item.field("fields").clone() })
    };
    items.iter().map(change).collect()
}

fn damaged() -> Refusal {
    Problem::says(Code::SnapshotDamaged, &[]).into()
}

/// FNV-1a: it tells damage, not intent.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::EventKind;
    use crate::http::mock;

    const CONFIG: &str = r#"{"applications": [{"id": "APP_000001", "password": "password",
        "serviceCharge": 30, "notificationUrl": "http://localhost/told"}]}"#;

    const CALLS: &str = r#"[
        ["script", {"behaviour": "decline", "code": "POL1000", "amount": "7.77", "times": 2}],
        ["script", {"operation": "refund", "behaviour": "delay", "delayMs": 5000}],
        ["script", {"subscriber": "94776351232", "behaviour": "loseSms"}],
        ["subscribe", {"applicationId": "APP_000001", "password": "password",
            "version": "1.0", "action": "1", "subscriberId": "tel:94777123456"}],
        ["createCharge", {"tenantId": "Games", "productType": "Game", "paymentMethod": "WAP",
            "chargeFormula": "5C+10P*A"}],
        ["payment", {"makePayment": {"clientCorrelator": "C1", "endUserId": "tel:+94777123456",
            "paymentAmount": {"chargingInformation":
                {"amount": "100.00", "currency": "LKR", "description": "Game"}},
            "referenceCode": "REF-1"}}],
        ["refund", {"refundTransaction": {"clientCorrelator": "B1",
            "endUserId": "tel:+94777123456", "originalReferenceCode": "REF-1",
            "originalServerReferenceCode": "$paid", "paymentAmount": {"chargingInformation":
                {"amount": "33.33", "currency": "LKR", "description": "Game"}},
            "referenceCode": "BACK-1"}}],
        ["reserve", {"amountReservationTransaction": {"endUserId": "tel:+94777123456",
            "paymentAmount": {"chargingInformation":
                {"amount": "100.00", "currency": "LKR", "description": "a ride"}},
            "referenceCode": "RIDE-1", "referenceSequence": 1}}],
        ["debit", "94777123456", {"BILLERID": "BILLER-1", "AUTHFLAG": 3, "AMOUNT": 100, "RC": 1,
            "TAXTYPE": 2, "TRID": "T1"}],
        ["caasDebit", {"applicationId": "APP_000001", "password": "password",
            "externalTrxId": "12345678901234567890123456789012",
            "subscriberId": "tel:94777123456", "amount": "5.00"}],
        ["topUp", "94777123456", "12.50"]
    ]"#;

    /// A ledger that has something of everything.
    fn busy() -> MockLedger {
        let mut ledger = MockLedger::new(&json::read(CONFIG).unwrap()).unwrap();
        let Value::List(calls) = json::read(CALLS).unwrap() else { panic!("no list") };
        for call in &calls {
            // The payment is the first attempt behind the opening balances.
            let openings =
                ledger.state.log.iter().filter(|(_, event)| event.kind == EventKind::Opening);
            let paid = ledger.server_reference(openings.count() as u32);
            let text = json::write(call).replace("$paid", &paid);
            let Value::List(parts) = json::read(&text).unwrap() else { panic!("no list") };
            let Value::Text(operation) = &parts[0] else { panic!("no operation") };
            let answer = mock::call(&mut ledger, operation, &parts[1..]).unwrap();
            assert!(!answer.contains("\"status\":4"), "{text}: {answer}");
        }
        ledger
    }

    /// The snapshot with another state.
    fn with_state(ledger: &MockLedger, state: &[u8]) -> Vec<u8> {
        let mut bytes = snapshot(ledger);
        bytes.truncate(bytes.len() - 8 - stored(ledger).len());
        bytes.extend(state);
        bytes.extend(checksum(&bytes).to_le_bytes());
        bytes
    }

    fn stored(ledger: &MockLedger) -> Vec<u8> {
        postcard::to_extend(&ledger.state, Vec::new()).unwrap()
    }

    /// How many bytes each part of a state takes that calls add records to.
    fn lengths(ledger: &MockLedger) -> [usize; 8] {
        fn length(part: &impl serde::Serialize) -> usize {
            postcard::to_extend(part, Vec::new()).unwrap().len()
        }
        let state = &ledger.state;
        [
            length(&state.clock),
            length(&state.charges),
            length(&state.refunds),
            length(&state.reservations),
            length(&state.consents),
            length(&state.notices),
            length(&state.scripts),
            length(&state.subscriptions),
        ]
    }

    #[test]
    fn everything_comes_back() {
        let ledger = busy();
        let idle = MockLedger::new(&json::read(CONFIG).unwrap()).unwrap();
        let (full, empty) = (lengths(&ledger), lengths(&idle));
        for (full_one, empty_one) in full.iter().zip(empty) {
            assert!(*full_one > empty_one + 1, "{full:?} bytes, {empty:?} at the beginning");
        }
        let again = restore(&snapshot(&ledger)).unwrap();
        assert!(snapshot(&again) == snapshot(&ledger));
    }

    #[test]
    fn what_is_cut_off_or_added_is_noticed() {
        let ledger = busy();
        let state = stored(&ledger);
        assert!(restore(&with_state(&ledger, &state)).is_ok());
        for length in 0..state.len() {
            let restored = restore(&with_state(&ledger, &state[..length]));
            assert!(restored.is_err(), "{length} of {} bytes", state.len());
        }
        assert!(restore(&with_state(&ledger, &[state, vec![0]].concat())).is_err());
    }

    /// The same state with the number that ends at a place in as few bytes as it needs. postcard
    /// reads one in more, such as 0 in `80 00`, but does not write it.
    fn shortened(state: &[u8], end: usize) -> Vec<u8> {
        let mut state = state.to_vec();
        for end in (1..=end).rev() {
            if state.get(end) != Some(&0) || state[end - 1] < 0x80 {
                break;
            }
            state.remove(end);
            state[end - 1] &= 0x7F;
        }
        state
    }

    #[test]
    fn what_is_changed_is_refused_or_another_ledger() {
        let ledger = busy();
        let state = stored(&ledger);
        let mut others = 0;
        for place in 0..state.len() {
            for change in [1, 0x80, 0xFF] {
                let mut changed = state.clone();
                changed[place] ^= change;
                let Ok(other) = restore(&with_state(&ledger, &changed)) else { continue };
                let other = stored(&other);
                assert!(other != state, "byte {place} by {change} is not read");
                let is_read = other == changed
                    || [place, place + 1].iter().any(|end| other == shortened(&changed, *end));
                assert!(is_read, "byte {place} by {change}");
                others += 1;
            }
        }
        assert!(others > state.len() / 2, "only {others} of {} changes were restored", state.len());
    }

    #[test]
    fn a_count_is_not_believed_further_than_the_bytes_go() {
        let ledger = busy();
        let state = stored(&ledger);
        for count in [1_u64 << 20, 1 << 32, 1 << 44, u64::MAX] {
            let count = postcard::to_extend(&count, Vec::new()).unwrap();
            for place in 0..state.len() {
                // Whoever reserved room for so many items would end the process.
                let counted = [&state[..place], &count, &state[place + 1..]].concat();
                let Ok(other) = restore(&with_state(&ledger, &counted)) else { continue };
                // It was a number that may be so large.
                assert!(stored(&other) == counted, "{count:?} at byte {place}");
            }
        }
    }
}
