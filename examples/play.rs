//! Plays calls against a mock ledger: JSON lines in, JSON lines out.
//!
//! The first line is `{"config": …}`, and every other `{"call": "payment", "args": […]}`. For each
//! call its answer is printed, or `{"refused": code}`, and at last the length and the FNV-1a hash
//! of the snapshot. A failing sequence of the auditor's tests is played again so:
//!
//! ```sh
//! cargo run --features ledger --example play < failing.jsonl
//! ```

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};

use ready_reckoner::diagnostic::{Problem, Refusal};
use ready_reckoner::document::Value;
use ready_reckoner::flow::MockLedger;
use ready_reckoner::http::{json, mock};

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    stdin().read_to_string(&mut text)?;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().ok_or("expected a line with `config`")?;
    let config = json::read(first).map_err(in_words)?;
    let opened = MockLedger::new(config.field("config"));
    let mut ledger = opened.map_err(|refusal| refusal.message)?;
    let mut out = stdout().lock();
    for line in lines {
        let line = json::read(line).map_err(in_words)?;
        let (Value::Text(operation), Value::List(arguments)) =
            (line.field("call"), line.field("args"))
        else {
            return Err("expected `call`, a string, and `args`, an array".into());
        };
        writeln!(out, "{}", answer(mock::call(&mut ledger, operation, arguments)))?;
    }
    let bytes = mock::snapshot(&ledger);
    writeln!(out, "{{\"bytes\":{},\"hash\":\"{:016x}\"}}", bytes.len(), fnv(&bytes))?;
    Ok(())
}

fn in_words(problem: Problem) -> String {
    problem.message.clone()
}

fn answer(called: Result<String, Refusal>) -> String {
    match called {
        Ok(text) => text,
        Err(refusal) => format!("{{\"refused\":\"{}\"}}", refusal.code),
    }
}

fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
