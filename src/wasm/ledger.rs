//! The mock ledger for JavaScript: arguments in as they are, answers out as JSON.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::answer::{AnswerText, refuse, write};
use super::convert::read;
use super::room::{TextRoom, is_full, provide, provide_for, provided};
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::{Payment, Value};
use crate::flow::{DebitName, MockLedger};
use crate::http::dialect::wallet;
use crate::http::{Handling, HttpRequest, Server, mock};
use crate::store::Salt;

/// A mock ledger, and room for the requests that come as text.
#[wasm_bindgen]
pub struct RawLedger {
    server: Server,
    /// Where such requests are written.
    room: TextRoom,
}

#[wasm_bindgen]
impl RawLedger {
    /// A ledger of a configuration.
    pub fn create(config: &JsValue) -> Result<RawLedger, JsValue> {
        let before = provided();
        let config = read(config);
        // A world takes about as much as what it is read from.
        provide_for(provided() - before);
        let salt = salt();
        Self::of(MockLedger::salted(&config, &salt), salt)
    }

    /// The ledger of a snapshot.
    pub fn restore(bytes: &[u8]) -> Result<RawLedger, JsValue> {
        // With its indexes, a state takes more than it is written in.
        provide_for(bytes.len().saturating_mul(3));
        let salt = salt();
        Self::of(mock::restore_salted(bytes, &salt), salt)
    }

    /// A ledger that begins with the same configuration, but for the seed.
    pub fn another(&self, seed: &str) -> Result<RawLedger, JsValue> {
        let before = provided();
        let salt = salt();
        let ledger = self.server.ledger().another(seed, &salt);
        provide_for(provided() - before);
        Self::of(ledger, salt)
    }

    fn of(ledger: Result<MockLedger, Refusal>, salt: Salt) -> Result<Self, JsValue> {
        let server = Server::new(ledger.map_err(refuse)?, salt);
        Ok(Self { server, room: TextRoom::default() })
    }

    /// Does what the method with this name does.
    pub fn call(&mut self, operation: &str, arguments: &Array) -> Result<String, JsValue> {
        if mock::keeps_more(operation) && is_full() {
            return Err(refuse(Problem::says(Code::OutOfMemory, &[]).into()));
        }
        let arguments: Vec<Value> = arguments.iter().map(|argument| read(&argument)).collect();
        let answer = mock::call(self.server.ledger_mut(), operation, &arguments).map_err(refuse);
        provide();
        answer
    }

    /// The response to a request of HTTP, in JSON.
    pub fn handle(&mut self, request: &JsValue, options: &JsValue) -> Result<String, JsValue> {
        let request = read(request);
        let request = HttpRequest::read(&request).map_err(refuse)?;
        let handling = Handling::read(&read(options)).map_err(refuse)?;
        let response = self.server.respond(&request, handling);
        provide();
        Ok(response.json())
    }

    /// The response to a request that is in the room: so many lines in so many bytes are its head,
    /// and what follows up to the end is its body, if it has one. Nothing if it is no such request,
    /// or if its head has a character that is not of ASCII: JavaScript counts those differently.
    pub fn exchange(
        &mut self,
        head: usize,
        lines: usize,
        end: Option<usize>,
        steers: bool,
        is_out: bool,
    ) -> Option<String> {
        let (head, body) = self.room.text(end.unwrap_or(head))?.split_at_checked(head)?;
        let request = HttpRequest::of_lines(head, lines, end.map(|_| body))?;
        if !head.is_ascii() {
            return None;
        }
        let response = self.server.respond(&request, Handling { steers, is_out });
        self.room.give_back();
        provide();
        Some(response.text())
    }

    /// What the clock says, in milliseconds since 1970.
    pub fn now(&self) -> f64 {
        // Every time that there is has an exact one.
        self.server.ledger().now() as f64
    }

    /// Whether a request has put another ledger in the place of this one since this was asked last.
    pub fn replaced(&mut self) -> bool {
        self.server.is_replaced()
    }

    /// Room for a request of so many bytes: where it is in the module's memory.
    pub fn reserve(&mut self, bytes: usize) -> Result<usize, JsValue> {
        self.room.reserve(bytes)
    }

    /// A payment whose text is the first bytes of the room: what its answer says besides, or the
    /// answer itself, in JSON; nothing if the payment is not sound, or there is no such
    /// application, or no room for one more.
    pub fn payment(&mut self, bytes: usize, application: Option<String>) -> Option<String> {
        if is_full() {
            return None;
        }
        let application = match application {
            Some(id) => self.server.ledger().world.application_named(&id)?,
            None => 0,
        };
        let text = self.room.text(bytes)?;
        let told = wallet::payment_of_text(self.server.ledger_mut(), text, application);
        self.room.give_back();
        provide();
        told
    }

    /// Watches the debit of a biller with a key, if it is pending.
    pub fn watch(&mut self, trid: &str, biller: &str) {
        let biller = self.server.ledger().world.biller_named(biller);
        self.server.ledger_mut().watch(DebitName { trid, biller });
    }

    /// The keys of the watched debits that have ended since this was asked last, each behind the
    /// name of its biller.
    pub fn ended(&mut self) -> Vec<String> {
        let ledger = self.server.ledger_mut();
        let ended = ledger.ended();
        let events = ended.iter().filter_map(|id| ledger.event(*id));
        let named = events.filter_map(|event| {
            let biller = ledger.world.biller(event.party)?.id.clone();
            Some([biller, ledger.record(event).details.key()?.to_owned()])
        });
        named.flatten().collect()
    }

    /// Everything that a ledger needs to go on exactly as this one would.
    pub fn snapshot(&self) -> Result<Vec<u8>, JsValue> {
        mock::try_snapshot(self.server.ledger()).map_err(refuse)
    }
}

/// Whether a ledger had better keep nothing more, of all that are in the module's memory.
#[wasm_bindgen(js_name = isFull)]
pub fn is_memory_full() -> bool {
    is_full()
}

/// A salt by the engine's chance: the standard library has none here.
fn salt() -> Salt {
    const BELOW_ONE: f64 = (1_u64 << 53) as f64;
    Salt::new((js_sys::Math::random() * BELOW_ONE) as u64)
}

/// The fields of a payment in the order in which its text has them.
#[wasm_bindgen(js_name = paymentFields)]
pub fn payment_fields() -> JsValue {
    write(AnswerText::default().tree(&Payment::declaration()))
}
