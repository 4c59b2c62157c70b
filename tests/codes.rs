//! `docs/codes.md` and `js/ledger/codes.d.ts` are what the enums of codes and reasons say. After a
//! change of one, `WRITE=1 cargo test --all-features --test codes` writes them anew.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::panic, clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs::{read_to_string, write};
use std::path::Path;

use ready_reckoner::document::codes::{Api, CaasCode, DebitCode, Reason, WalletCode};

/// What a code is, whatever the API.
struct Row {
    text: &'static str,
    status: u16,
    sentence: &'static str,
    reasons: &'static [Reason],
    /// Whether a script that names the text tells this sentence.
    is_first: bool,
}

macro_rules! rows {
    ($codes:ident) => {
        $codes::ALL.iter().map(|code| Row {
            text: code.text(),
            status: code.status(),
            sentence: code.sentence(),
            reasons: code.reasons(),
            is_first: $codes::named(code.text()) == Some(*code),
        })
    };
}

fn rows(api: Api) -> Vec<Row> {
    match api {
        Api::Wallet => rows!(WalletCode).collect(),
        Api::Debit => rows!(DebitCode).collect(),
        Api::Caas => rows!(CaasCode).collect(),
    }
}

/// How a test has the API answer so.
fn how(api: Api, row: &Row, reason: Option<Reason>) -> String {
    match reason {
        Some(Reason::Outage) => return "`failBeforeCommit`".to_owned(),
        Some(Reason::ReplyLost) => return "`loseReply`".to_owned(),
        _ => {}
    }
    let is_refusal = api.refusals().any(|code| code.text() == row.text);
    match (is_refusal, row.is_first) {
        (true, true) => format!("`decline`, code `\"{}\"`", row.text),
        (true, false) => "no script says so: another sentence is the first of its code".to_owned(),
        (false, _) => "nothing to script: it is no refusal".to_owned(),
    }
}

fn table(api: Api) -> String {
    let mut text =
        "| code | HTTP | sentence | `reason` | cause | script |\n|---|--:|---|---|---|---|\n"
            .to_owned();
    for row in rows(api) {
        let (code, status, sentence) = (row.text, row.status, row.sentence);
        let mut push = |reason: &str, cause: &str, script: &str| {
            text +=
                &format!("| `{code}` | {status} | {sentence} | {reason} | {cause} | {script} |\n");
        };
        for reason in row.reasons {
            let script = how(api, &row, Some(*reason));
            push(&format!("`{}`", reason.text()), reason.cause(), &script);
        }
        let is_refusal = api.refusals().any(|code| code.text() == row.text);
        if row.reasons.is_empty() && is_refusal {
            push("`scripted`", "nothing but a script", &how(api, &row, None));
        } else if row.reasons.is_empty() {
            push("null", "a good answer", &how(api, &row, None));
        }
    }
    text
}

const HEAD: &str = include_str!("data/codes-head.md");

fn document() -> String {
    let mut text = HEAD.to_owned();
    for (title, api) in [
        ("Wallet: payments, refunds, reservations", Api::Wallet),
        ("Debits", Api::Debit),
        ("Charging as a Service, and subscriptions", Api::Caas),
    ] {
        text += &format!("\n## {title}\n\n{}", table(api));
    }
    text + CREATION
}

/// The API that creates charges has no codes besides HTTP's: its errors are named as problems are.
const CREATION: &str = include_str!("data/codes-tail.md");

fn union(name: &str, about: &str, texts: impl Iterator<Item = &'static str>) -> String {
    let mut text = format!("\n/** {about} */\nexport type {name} =");
    let mut seen = BTreeSet::new();
    let mut line = String::new();
    for one in texts.filter(|text| seen.insert(*text)) {
        let next = format!(" | \"{one}\"");
        if line.len() + next.len() > 97 || line.is_empty() {
            text += &line;
            line = "\n ".to_owned();
        }
        line += &next;
    }
    text + &line + ";\n"
}

fn types() -> String {
    let of = |api: Api| rows(api).into_iter().map(|row| row.text);
    let refusals = |api: Api| api.refusals().map(|code| code.text());
    let all = Api::ALL.into_iter().flat_map(refusals);
    let head = "// The codes of the wire and the reasons for them: tests/codes.rs makes them.\n";
    [
        head.to_owned(),
        union(
            "Reason",
            "Why an answer is not a good one.",
            Reason::ALL.iter().map(|one| one.text()),
        ),
        union("WalletCode", "A code of the operators' gateway.", of(Api::Wallet)),
        union("CaasCode", "A code of Charging as a Service.", of(Api::Caas)),
        union("DebitCode", "A code that a debit is declined with.", refusals(Api::Debit)),
        union("RefusalCode", "A code that a script can decline with.", all),
    ]
    .concat()
}

fn is_current(name: &str, text: &str) -> bool {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("WRITE").is_some() {
        write(&file, text).unwrap();
    }
    read_to_string(&file).is_ok_and(|found| found == text)
}

#[test]
fn the_table_of_codes_and_their_types_are_current() {
    for (name, text) in [("docs/codes.md", document()), ("js/ledger/codes.d.ts", types())] {
        assert!(is_current(name, &text), "{name} is not what the enums say");
    }
}

#[test]
fn reasons_are_names_each_once_with_a_cause() {
    let names: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.text()).collect();
    assert_eq!(names.len(), Reason::ALL.len());
    let causes: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.cause()).collect();
    assert_eq!(causes.len(), Reason::ALL.len());
    assert!(names.iter().all(|name| name.bytes().all(|b| b == b'-' || b.is_ascii_lowercase())));
}

/// A reason that no code has could not be met, nor looked up.
#[test]
fn every_reason_stands_with_a_code() {
    let listed: BTreeSet<_> = Api::ALL
        .into_iter()
        .flat_map(rows)
        .flat_map(|row| row.reasons.iter().map(|reason| reason.text()).collect::<Vec<_>>())
        .collect();
    let elsewhere = ["scripted", "formula-invalid"];
    let missing: Vec<_> = Reason::ALL
        .iter()
        .map(|reason| reason.text())
        .filter(|name| !listed.contains(name) && !elsewhere.contains(name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
