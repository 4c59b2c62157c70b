//! A ledger that is called with JSON.

use ready_reckoner::flow::MockLedger;
use ready_reckoner::http::mock;
use serde_json::{Value as Json, json};

use crate::json::value;

pub struct Play(pub MockLedger);

impl Play {
    pub fn new(config: &Json) -> Self {
        let ledger = MockLedger::new(&value(config));
        Self(ledger.unwrap_or_else(|refusal| panic!("{config}: {refusal}")))
    }

    /// What a call returns.
    pub fn call(&mut self, operation: &str, arguments: &[Json]) -> Json {
        let text = self.text(operation, arguments);
        serde_json::from_str(&text).unwrap()
    }

    /// The same, to the byte.
    pub fn text(&mut self, operation: &str, arguments: &[Json]) -> String {
        let values: Vec<_> = arguments.iter().map(value).collect();
        let answer = mock::call(&mut self.0, operation, &values);
        self.0.verify().unwrap();
        answer.unwrap_or_else(|refusal| panic!("{operation} {arguments:?}: {refusal}"))
    }

    /// The code of a refused call.
    pub fn refused(&mut self, operation: &str, arguments: &[Json]) -> &'static str {
        let values: Vec<_> = arguments.iter().map(value).collect();
        mock::call(&mut self.0, operation, &values).unwrap_err().code.text()
    }

    /// Everything that the ledger needs to go on.
    pub fn snapshot(&self) -> Vec<u8> {
        mock::snapshot(&self.0)
    }

    /// The ledger of a snapshot.
    pub fn restore(bytes: &[u8]) -> Self {
        Self(mock::restore(bytes).unwrap())
    }

    /// What is in an account.
    pub fn balance(&mut self, account: &str) -> String {
        let accounts = self.call("accounts", &[]);
        let found = accounts.as_array().unwrap().iter().find(|found| found["id"] == account);
        found.unwrap()["balance"].as_str().unwrap().to_owned()
    }

    pub fn advance(&mut self, ms: i64) {
        self.call("advance", &[json!(ms)]);
    }
}

/// An answer as a retry gets it.
pub fn again_of(answer: &Json) -> Json {
    let mut again = answer.clone();
    again["replayed"] = json!(true);
    again
}

/// A body with fields put in the place of others; null takes one away.
pub fn with(body: &Json, changes: &Json) -> Json {
    let mut body = body.clone();
    for (name, value) in changes.as_object().unwrap() {
        body[name] = value.clone();
    }
    body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    body
}
