//! What a call may answer, and what follows from each answer.

use super::bank::Answer;
use super::model::{Deal, Formula};
use super::script::Rule;
use super::steering::Change;

/// The documents whose codes an answer speaks in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Wallet,
    Debit,
    Caas,
}

/// Whether a decline is remembered under its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Stored,
    /// Stored, but its answer is lost: the next one is told.
    Lost,
    Free,
    Vague,
}

#[derive(Clone, Debug)]
pub enum Effect {
    Nothing,
    Replay,
    /// The same, but its answer is lost once more.
    LostReplay,
    Decline(Keep),
    Commit(Box<Deal>),
    /// The same, but its answer is lost.
    Lost(Box<Deal>),
    Confirm(usize),
    Reject(usize, &'static str),
    WrongToken(usize),
    Reservation(ReservedStep),
    Subscribe(String, String, bool),
    TopUp(String, i128),
    Time(i64),
    Script(Rule),
    RemoveScript(String),
    ClearScript,
    /// What was pending ends with this status.
    Settle(usize, &'static str),
    Resend(usize),
    PayOut(String, i128),
    Change(Change),
    Formula([String; 3], Formula),
}

/// A step of a reservation that was done.
#[derive(Clone, Debug)]
pub struct ReservedStep {
    /// The place of the reservation.
    pub at: usize,
    /// The bases that are held and charged after it.
    pub held: i128,
    pub charged: i128,
    pub status: &'static str,
    pub sequence: i128,
    /// Whether its answer is lost.
    pub is_lost: bool,
    /// What a charge was of.
    pub charge: Option<Box<Deal>>,
}

/// Any outcome, where the documents give no code.
pub const ANY: &str = "*";

#[derive(Clone, Debug)]
pub struct Way {
    pub status: i64,
    pub outcome: String,
    /// Texts that the answer has.
    pub says: Vec<String>,
    /// The whole text of the answer, where it is known.
    pub text: Option<String>,
    /// The rule of a script that is used up by this.
    pub rule: Option<usize>,
    pub effect: Effect,
}

/// Who asks for what, for keys and limits.
#[derive(Clone, Debug)]
pub struct Request {
    pub operation: &'static str,
    pub dialect: Dialect,
    /// The application or biller of the key.
    pub scope: String,
    /// The application whose limits count.
    pub application: String,
    pub key: Option<String>,
    pub print: String,
    pub subscriber: String,
}

/// No way at all: the documents are open, and the call is not made.
#[derive(Clone, Debug, Default)]
pub struct Forecast {
    pub request: Option<Request>,
    pub ways: Vec<Way>,
}

/// Checks that stand side by side: what must fail, and what may.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    pub must: Vec<&'static str>,
    pub may: Vec<&'static str>,
    pub says: Vec<String>,
}

impl Stage {
    pub fn fails(&mut self, when: bool, code: &'static str) {
        if when {
            self.must.push(code);
        }
    }
}

impl Forecast {
    /// The way that an answer took.
    pub fn way_of(&self, answer: &Answer) -> Result<Way, String> {
        let lost = answer.json["lost"] == true;
        let fits = |way: &&Way| {
            way.fits(answer.status, &answer.outcome)
                && way.is_lost().is_none_or(|is_lost| is_lost == lost)
                && way.says.iter().all(|text| answer.text.contains(text.as_str()))
        };
        let mut fitting = self.ways.iter().filter(fits);
        // A way that says that its answer is lost comes before those that do not say it.
        let first = fitting.clone().find(|way| way.is_lost().is_some()).or_else(|| fitting.next());
        first.cloned().ok_or_else(|| {
            let ways = self.ways.iter();
            let ways: Vec<_> = ways.map(|one| (one.status, &one.outcome, &one.says)).collect();
            format!("expected one of {ways:?}, but the answer is {}", answer.text)
        })
    }

    pub fn open() -> Forecast {
        Forecast::default()
    }

    pub fn of(ways: Vec<Way>) -> Forecast {
        Forecast { request: None, ways }
    }

    pub fn null(effect: Effect) -> Forecast {
        Forecast::of(vec![Way::new(0, "null", effect)])
    }

    pub fn misuse() -> Forecast {
        Forecast::of(vec![Way::new(-1, ANY, Effect::Nothing)])
    }

    pub fn refused(dialect: Dialect, codes: &[&'static str]) -> Forecast {
        let ways = codes.iter().map(|code| dialect.way(code, Effect::Nothing));
        Forecast::of(ways.collect())
    }
}

impl Way {
    pub fn new(status: i64, outcome: &str, effect: Effect) -> Way {
        let outcome = outcome.to_owned();
        Way { status, outcome, says: Vec::new(), text: None, rule: None, effect }
    }

    pub fn says(mut self, text: &str) -> Way {
        self.says.push(text.to_owned());
        self
    }

    pub fn fits(&self, status: i64, outcome: &str) -> bool {
        (self.status == 0 && self.outcome == ANY || self.status == status)
            && (self.outcome == ANY || self.outcome == outcome)
    }

    /// Whether an earlier call is answered again.
    pub fn is_replay(&self) -> bool {
        matches!(self.effect, Effect::Replay | Effect::LostReplay)
    }

    /// Whether its answer is lost, where that tells it from other ways: an outage and a lost reply
    /// have the same code.
    pub fn is_lost(&self) -> Option<bool> {
        match &self.effect {
            Effect::Lost(_) | Effect::LostReplay | Effect::Decline(Keep::Lost) => Some(true),
            Effect::Reservation(step) => Some(step.is_lost),
            _ => None,
        }
    }
}

impl Dialect {
    /// The way in which a code is answered.
    pub fn way(self, code: &str, effect: Effect) -> Way {
        let status = match self {
            Self::Caas => 200,
            Self::Debit => code.parse().unwrap(),
            Self::Wallet => match code {
                "900800" | "SVC1000" => 503,
                "P1003" | "S1000" => 200,
                code if code == "POL0299" || code.starts_with("POL2") => 400,
                code if code.starts_with("POL") => 403,
                code if code.starts_with("SVC") => 400,
                _ => 200,
            },
        };
        Way::new(status, code, effect)
    }

    /// The outage's code.
    pub fn outage(self) -> &'static str {
        match self {
            Self::Wallet => "SVC1000",
            Self::Debit => "500",
            Self::Caas => "E1601",
        }
    }

    /// The code of a scripted decline that names none.
    pub fn refusal(self) -> &'static str {
        match self {
            Self::Wallet => "POL0253",
            Self::Debit => "409",
            Self::Caas => "E1406",
        }
    }
}

/// Declines by the first stage that fails, and `last` if none must.
pub fn through(dialect: Dialect, stages: Vec<Stage>, last: Vec<Way>) -> Vec<Way> {
    // A reference code that is taken is no decline of the business, but a bad value.
    let transient = ["900800", "POL1001", "E1318", "E1319", "SVC0002"];
    let way = |code: &&str, says: &[String]| {
        let keep = if transient.contains(code) { Keep::Free } else { Keep::Stored };
        let mut way = dialect.way(code, Effect::Decline(keep));
        way.says = says.to_vec();
        way
    };
    let mut ways = Vec::new();
    for stage in stages {
        ways.extend(stage.may.iter().map(|code| way(code, &[])));
        ways.extend(stage.must.iter().map(|code| way(code, &stage.says)));
        if !stage.must.is_empty() {
            return ways;
        }
    }
    ways.extend(last);
    ways
}
