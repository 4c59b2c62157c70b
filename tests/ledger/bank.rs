//! A ledger to be audited, and its answers.

use ready_reckoner::document::Value;
use ready_reckoner::flow::MockLedger;
use ready_reckoner::http::mock;
use serde_json::Value as Json;

use crate::json::value;

/// A mock ledger, or something that pretends to be one.
pub trait Bank: Sized {
    /// The text that a call answers, or the code and the message of its refusal.
    fn call(&mut self, operation: &str, arguments: &[Json]) -> Result<String, String>;
    fn snapshot(&self) -> Vec<u8>;
    /// Another one, restored from a snapshot of this one.
    fn twin(&self) -> Result<Self, String>;
}

pub fn open(config: &Json) -> Result<MockLedger, String> {
    let config = if config.is_null() { Value::Absent } else { value(config) };
    MockLedger::new(&config)
        .map_err(|refusal| format!("{}: {}", refusal.code.text(), refusal.message))
}

impl Bank for MockLedger {
    fn call(&mut self, operation: &str, arguments: &[Json]) -> Result<String, String> {
        let arguments: Vec<_> = arguments.iter().map(value).collect();
        mock::call(self, operation, &arguments)
            .map_err(|refusal| format!("{}: {}", refusal.code.text(), refusal.message))
    }

    fn snapshot(&self) -> Vec<u8> {
        mock::snapshot(self)
    }

    fn twin(&self) -> Result<Self, String> {
        let bytes = mock::snapshot(self);
        let twin = mock::restore(&bytes)
            .map_err(|refusal| format!("{}: {}", refusal.code.text(), refusal.message))?;
        if mock::snapshot(&twin) == bytes {
            Ok(twin)
        } else {
            Err("the snapshot of what was restored has other bytes".to_owned())
        }
    }
}

/// An answer, with what it is recognised by.
#[derive(Clone, Debug)]
pub struct Answer {
    pub text: String,
    pub json: Json,
    /// The status; 0 of a call that is no flow, -1 of a refusal.
    pub status: i64,
    /// The dialect's code, or the status of the operation.
    pub outcome: String,
}

impl Answer {
    pub fn of(called: Result<String, String>) -> Result<Answer, String> {
        let text = match called {
            Ok(text) => text,
            Err(text) => {
                let outcome = text.split(':').next().unwrap_or_default().to_owned();
                return Ok(Answer { text, json: Json::Null, status: -1, outcome });
            }
        };
        let json: Json = serde_json::from_str(&text).map_err(|e| format!("{e}: {text}"))?;
        let status = json["status"].as_i64().unwrap_or(0);
        let outcome = if json.is_null() { "null".to_owned() } else { outcome(&json["body"]) };
        Ok(Answer { text, json, status, outcome })
    }
}

fn outcome(body: &Json) -> String {
    let wrappers = ["makePayment", "refundTransaction", "amountReservationTransaction"];
    let operation = |name: &&'static str| body[*name]["transactionOperationStatus"].as_str();
    let exception = |name: &str| body["requestError"][name]["messageId"].as_str();
    let text = exception("serviceException")
        .or_else(|| exception("policyException"))
        .or_else(|| body["fault"]["code"].as_str())
        .or_else(|| body["statusCode"].as_str())
        .or_else(|| wrappers.iter().find_map(operation));
    match text {
        Some(text) => text.to_owned(),
        None => body["resCode"].as_i64().map(|code| code.to_string()).unwrap_or_default(),
    }
}
