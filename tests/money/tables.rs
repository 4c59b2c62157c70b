//! One row of a table is one case.

use super::support::{code, decimal, ratio};
use crate::table::rows;
use ready_reckoner::money::amount::{self, AmountError};
use ready_reckoner::money::{
    AllocationMode, Currency, Decimal, MinorUnits, Ratio, Rounding, RoundingMode, allocate,
};

#[test]
fn amounts() {
    let cases = rows(include_str!("../data/amounts.tsv"), 122);
    for [reader, cell, expected, corrections] in cases {
        let text = unescape(cell);
        let read: fn(&str) -> Result<Decimal, AmountError> = match reader {
            "string" => amount::parse,
            "ratio" => {
                match amount::parse_ratio(&text) {
                    Ok(value) => assert_eq!(value.to_string(), expected, "{reader} {cell}"),
                    Err(error) => {
                        assert_eq!(error.corrections().join("|"), corrections, "{reader} {cell}");
                        assert_eq!(code(error), expected, "{reader} {cell}");
                    }
                }
                continue;
            }
            "non-negative" => amount::parse_non_negative,
            "number" => amount::parse_number,
            _ => panic!("no such reader: {reader}"),
        };
        match read(&text) {
            Ok(value) => assert_eq!(value.to_string(), expected, "{reader} {cell}"),
            Err(error) => {
                assert_eq!(error.corrections().join("|"), corrections, "{reader} {cell}");
                assert_eq!(code(error), expected, "{reader} {cell}");
            }
        }
    }
}

#[test]
fn rounding() {
    let cases = rows(include_str!("../data/rounding.tsv"), 801);
    for [value, code, mode, increment, expected] in cases {
        let currency = Currency::from_code(code).unwrap();
        let mode = RoundingMode::from_name(mode).unwrap();
        let increment = (increment != "-").then(|| decimal(increment));
        let rounding = Rounding::new(currency, mode, increment).unwrap();
        let rounded = rounding.round(&ratio(value)).unwrap();
        let case = format!("{value} {code} {} {increment:?}", mode.name());
        assert_eq!(rounded.format(currency.minor_units()), expected, "{case}");
        if !value.contains('/') {
            assert_eq!(rounding.round_decimal(decimal(value)).unwrap(), rounded, "{case}");
        }
    }
}

#[test]
fn allocation() {
    let cases = rows(include_str!("../data/allocation.tsv"), 271);
    for [total, ratios, mode, parts, odd_units] in cases {
        let case = format!("{total} by {ratios}, {mode}");
        let total = MinorUnits::new(total.parse().unwrap()).unwrap();
        let ratios: Vec<Ratio> = ratios.split(' ').map(ratio).collect();
        let mode = match mode.split_once(':') {
            Some(("rest", index)) => AllocationMode::Rest(Some(index.parse().unwrap())),
            _ => AllocationMode::from_name(mode).unwrap(),
        };
        let split = allocate(total, &ratios, mode).unwrap();
        let counts: Vec<String> = split.parts.iter().map(|p| p.count().to_string()).collect();
        assert_eq!(counts.join(" "), parts, "{case}");
        let receivers: Vec<String> = split.odd_units.iter().map(usize::to_string).collect();
        assert_eq!(receivers.join(" "), odd_units, "{case}");
    }
}

/// `\t`, `\n`, `\0`, `\u{…}`, and `*N` at the end for N times what stands before it.
fn unescape(cell: &str) -> String {
    let mut text = cell.replace(r"\t", "\t").replace(r"\n", "\n").replace(r"\0", "\0");
    while let Some((before, rest)) = text.clone().split_once(r"\u{") {
        let (code, after) = rest.split_once('}').unwrap();
        let character = char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap();
        text = format!("{before}{character}{after}");
    }
    match text.split_once('*') {
        Some((unit, times)) => unit.repeat(times.parse().unwrap()),
        None => text,
    }
}
