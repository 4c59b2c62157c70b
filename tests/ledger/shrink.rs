//! Makes a failing sequence short.

use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
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
pub fn play<'a, B: Bank>(
    open: &dyn Fn(&Json) -> Result<B, String>,
    config: &Json,
    steps: impl Iterator<Item = &'a Step>,
    fork: Option<usize>,
) -> Result<(), Failure> {
    let bank = open(config).map_err(|why| Failure { why, made: Vec::new() })?;
    let mut session = Session::new(bank, config);
    let all = || {
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
///
/// What proptest shrinks is which steps are kept: all of them at first, since `true` is certain,
/// and fewer for as long as the rest fails.
pub fn shrink<B: Bank>(
    open: &dyn Fn(&Json) -> Result<B, String>,
    config: &Json,
    steps: &[Step],
    fork: Option<usize>,
) -> Option<Failure> {
    let all = vec![proptest::bool::weighted(1.0); steps.len()];
    let played = |kept: &[bool]| {
        let steps = steps.iter().zip(kept).filter_map(|(step, kept)| kept.then_some(step));
        play(open, config, steps, fork)
    };
    // Each step is tried once, so that it ends without a limit.
    let (cases, max_shrink_iters) = (1, u32::MAX - 1);
    let settings =
        Config { cases, max_shrink_iters, failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(settings)
        .run(&all, |kept| played(&kept).map_err(|failure| TestCaseError::fail(failure.why)));
    match run {
        Err(TestError::Fail(_, kept)) => played(&kept).err(),
        Err(TestError::Abort(why)) => panic!("proptest gave up: {why}"),
        Ok(()) => None,
    }
}

impl Failure {
    /// Lines that `examples/play.rs` plays again.
    pub fn lines(&self, config: &Json) -> String {
        let config = json!({ "config": config });
        let lines = std::iter::once(&config).chain(&self.made).map(Json::to_string);
        lines.collect::<Vec<_>>().join("\n")
    }
}
