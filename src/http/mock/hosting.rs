//! What a host of several ledgers serves beside each, as far as one ledger can tell: that there is
//! one world, and what time it is in it. A host puts its own worlds and events in the place of
//! that; who may ask, and in which form, is judged here.

use super::desk::refuse;
use super::listed::{of_query, page_length};
use super::named::query;
use super::refusal::refused;
use crate::diagnostic::Refusal;
use crate::document::Reader;
use crate::flow::MockLedger;
use crate::http::json::{Object, list};
use crate::http::media::Media;
use crate::http::reply::Reply;
use crate::http::route::{Action, Route, Security, ServedApi, WireCall};

/// What a host has to tell, as it is served.
pub(in crate::http) static API: ServedApi = ServedApi {
    name: "hosting",
    about: "The test author's side: worlds for tests that run side by side, events as they happen.",
    shape: None,
    security: Security::Machine,
    refusal: "Problem",
    refuse,
    routes: &[
        Route {
            about: "The worlds of the server; the name of the default one is empty.",
            answers: &[(200, "MockWorlds")],
            act: Action::Ledger(|ledger, _| worlds(ledger)),
            ..Route::new("GET", "/mock/worlds", "listWorlds")
        },
        Route {
            about: "Ends a world; the next request for its name makes it anew.",
            answers: &[(204, "")],
            act: Action::Ledger(|_, _| Reply::problem(404, NO_WORLD)),
            ..Route::new("DELETE", "/mock/worlds/{world}", "dropWorld")
        },
        Route {
            about: "What happens in a world, as it happens: `exchange`, `posting`, `message`, \
                `notification` and `tick`, each with its data in JSON.",
            query: &[("limit", "After how many events, from 1 to 1,000, the stream ends.")],
            answers: &[(200, "")],
            writes: Some(Media::EventStream),
            act: Action::Ledger(|ledger, call| events(ledger, call)),
            ..Route::new("GET", "/mock/events", "listenToEvents")
        },
    ],
};

const NO_WORLD: &str = "there is no world of this name, besides the default one, which stays";

/// The one world that a ledger is.
fn worlds(ledger: &MockLedger) -> Reply {
    let mut object = Object::default();
    object.text("name", "");
    object.number("now", ledger.now());
    Reply::json(200, list([object.done()]))
}

/// The event with which every stream begins: the time.
fn events(ledger: &MockLedger, call: &WireCall<'_>) -> Reply {
    if let Err(refusal) = judged(call) {
        return refused(&of_query(refusal));
    }
    let mut object = Object::default();
    object.number("now", ledger.now());
    let text = ["event: tick\ndata: ", &object.done(), "\n\n"].concat();
    Reply::of(200, Media::EventStream, text)
}

/// Refuses a query that is none of a stream's.
fn judged(call: &WireCall<'_>) -> Result<(), Refusal> {
    let given = query(call)?;
    let mut reader = Reader::default();
    let mut fields = reader.fields(&given, "");
    fields.named("limit", &mut reader, page_length);
    fields.refuse_others(&mut reader);
    reader.finish()
}
