//! Makes a failing sequence short.

use serde_json::{Value as Json, json};

use super::bank::Bank;
use super::run::{Session, Step};

/// How a sequence failed, and the calls that were made until then.
#[derive(Clone, Debug)]
pub struct Failure {
    pub why: String,
    pub made: Vec<Json>,
}

/// Plays steps against a new ledger.
pub fn play<B: Bank>(
    open: &dyn Fn(&Json) -> Result<B, String>,
    config: &Json,
    steps: &[Step],
    fork: Option<usize>,
) -> Result<(), Failure> {
    let bank = open(config).map_err(|why| Failure { why, made: Vec::new() })?;
    let mut session = Session::new(bank, config);
    let mut all = || {
        for step in steps {
            if fork.is_some_and(|at| step.id >= at) && !session.forked() {
                session.fork()?;
            }
            session.step(step)?;
        }
        session.close()
    };
    let played: Result<(), String> = all();
    played.map_err(|why| Failure { why, made: session.made })
}

/// The shortest failing sequence that dropping steps leads to, and how it fails.
pub fn shrink<B: Bank>(
    open: &dyn Fn(&Json) -> Result<B, String>,
    config: &Json,
    mut steps: Vec<Step>,
    fork: Option<usize>,
) -> Option<Failure> {
    let mut failure = play(open, config, &steps, fork).err()?;
    let mut size = steps.len().div_ceil(2);
    while size > 0 {
        let mut from = 0;
        while from < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(from..(from + size).min(steps.len()));
            match play(open, config, &fewer, fork) {
                Err(shorter) => {
                    steps = fewer;
                    failure = shorter;
                }
                Ok(()) => from += size,
            }
        }
        size /= 2;
    }
    Some(failure)
}

impl Failure {
    /// Lines that `examples/play.rs` plays again.
    pub fn lines(&self, config: &Json) -> String {
        let config = json!({ "config": config });
        let lines = std::iter::once(&config).chain(&self.made).map(Json::to_string);
        lines.collect::<Vec<_>>().join("\n")
    }
}
