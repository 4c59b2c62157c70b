//! A client that speaks to a ledger which is served.

use ready_reckoner::document::Value;
use ready_reckoner::flow::MockLedger;
use ready_reckoner::http::{HttpRequest, HttpResponse, Server};
use ready_reckoner::store::Salt;
use serde_json::Value as Json;

use crate::json::value;

/// A ledger of a configuration that is served.
pub fn open(config: &Json) -> Server {
    let config = if config.is_null() { Value::Absent } else { value(config) };
    let ledger = MockLedger::new(&config).unwrap_or_else(|refusal| panic!("{refusal}"));
    Server::new(ledger, Salt::random())
}

/// Sends a request with these headers.
pub fn send(
    server: &mut Server,
    [method, url]: [&str; 2],
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> HttpResponse {
    let request = HttpRequest { method, url, headers: headers.to_vec(), body };
    server.handle(&request, true)
}
