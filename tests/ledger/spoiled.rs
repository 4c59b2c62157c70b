//! Ledgers that lie, to see that the auditor notices.

use serde_json::Value as Json;

use super::bank::Bank;

/// Changes the text of an answer to an operation.
pub type Lie = fn(&str, String) -> String;

pub struct Spoiled<B> {
    pub inner: B,
    pub lie: Lie,
}

impl<B: Bank> Bank for Spoiled<B> {
    fn call(&mut self, operation: &str, arguments: &[Json]) -> Result<String, String> {
        let answer = self.inner.call(operation, arguments)?;
        Ok((self.lie)(operation, answer))
    }

    fn snapshot(&self) -> Vec<u8> {
        self.inner.snapshot()
    }

    fn twin(&self) -> Result<Self, String> {
        Ok(Self { inner: self.inner.twin()?, lie: self.lie })
    }
}
