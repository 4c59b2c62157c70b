//! The codes of the dialects and their sentences, against the sources' own list.

use std::collections::BTreeSet;

use ready_reckoner::http::dialect::caas::CaasCode;
use ready_reckoner::http::dialect::debit::DebitCode;
use ready_reckoner::http::dialect::wallet::WalletCode;

const TABLE: &str = include_str!("../data/wire-codes.tsv");

/// The rows of a dialect: code, HTTP status (empty where no source states one), sentence.
fn rows(dialect: &str) -> BTreeSet<(String, String, String)> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let rows = lines.map(|line| {
        let columns: Vec<_> = line.split('\t').collect();
        let [dialect, code, status, sentence] = columns[..] else { panic!("{line}") };
        (dialect, (code.to_owned(), status.to_owned(), sentence.to_owned()))
    });
    rows.filter(|(found, _)| *found == dialect).map(|(_, row)| row).collect()
}

/// Complains of what only one side has.
fn compare(dialect: &str, ours: impl Iterator<Item = (&'static str, u16, String)>) {
    let listed = rows(dialect);
    let stated = |code: &str, sentence: &str| {
        listed.iter().any(|row| row.0 == code && row.2 == sentence && row.1.is_empty())
    };
    let ours: Vec<_> = ours
        .map(|(code, status, sentence)| {
            let status = if stated(code, &sentence) { String::new() } else { status.to_string() };
            (code.to_owned(), status, sentence)
        })
        .collect();
    let known: BTreeSet<_> = ours.iter().cloned().collect();
    assert_eq!(known.len(), ours.len(), "{dialect} has a sentence twice");
    let missing: Vec<_> = listed.difference(&known).collect();
    let extra: Vec<_> = known.difference(&listed).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:#?}, extra {extra:#?}");
}

#[test]
fn caas_says_what_the_platform_says() {
    compare(
        "caas",
        CaasCode::ALL.iter().map(|code| (code.text(), code.status(), code.detail("{0}", "{0}"))),
    );
}

#[test]
fn the_wallet_says_what_the_gateway_says() {
    let says = |code: &WalletCode| (code.text(), code.status(), code.sentence().to_owned());
    compare("wallet", WalletCode::ALL.iter().map(says));
}

#[test]
fn debits_say_what_their_document_says() {
    let says = |code: &DebitCode| (code.text(), code.status(), code.sentence().to_owned());
    compare("debit", DebitCode::ALL.iter().map(says));
}

#[test]
fn a_code_is_found_by_its_text() {
    assert_eq!(CaasCode::named("E1303"), Some(CaasCode::E1303));
    assert_eq!(WalletCode::named("POL1001"), Some(WalletCode::POL1001));
    assert_eq!(WalletCode::named("900800"), Some(WalletCode::Throttled));
    assert_eq!(DebitCode::named("409"), Some(DebitCode::Failed));
    for unknown in ["", "e1303", "E01303", "E1303 ", "E4711"] {
        assert_eq!(CaasCode::named(unknown), None, "{unknown}");
    }
}

#[test]
fn names_stand_where_a_sentence_has_a_place_for_them() {
    for (code, detail) in [
        (CaasCode::E1342, "Sorry, Your phone number is blacklisted to use this application APP_1"),
        (CaasCode::E1830, "This service is not available for dialog users."),
        (CaasCode::E1334, "Message length is too long. Maximum message length is {0}"),
        (CaasCode::E1340, "Invalid request - {0}"),
    ] {
        assert_eq!(code.detail("APP_1", "dialog"), detail);
    }
    // A name is no template.
    assert_eq!(
        CaasCode::E1357.detail("{operator}", "dialog"),
        "Sorry, you are unauthorised to use the {operator} application."
    );
}
