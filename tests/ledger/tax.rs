//! Taxes on top of an amount, in whole fractions, from the table of rates.

use super::money::{half_up, percent};

/// Percentages in hundredths: cess, levy, NBT (or SSCL), VAT.
type Rates = [i128; 4];

/// A preset, its rates for voice, and those for data where any were published.
const PRESETS: &[(&str, Rates, Option<Rates>)] = &[
    ("LK-2014", [200, 2500, 0, 0], Some([200, 1000, 0, 0])),
    ("LK-2016-11", [200, 2500, 200, 1500], None),
    ("LK-2018", [200, 1500, 200, 1500], Some([200, 0, 200, 1500])),
    ("LK-2019-12", [200, 1125, 0, 800], Some([200, 0, 0, 800])),
    ("LK-2024", [200, 1500, 250, 1800], Some([200, 0, 250, 1800])),
];

/// What is levied on a base, by component; `None` where the documents give no rate.
pub fn levied(
    (preset, joint, data): (&str, bool, bool),
    (kind, rate): (i64, Option<&str>),
    base: i128,
) -> Option<Vec<(&'static str, i128)>> {
    if kind == 5 {
        return Some(vec![("other", percent(base, rate?)?)]);
    }
    let (_, voice, of_data) = PRESETS.iter().find(|(name, ..)| *name == preset)?;
    let [cess, levy, nbt, vat] = if data { (*of_data)? } else { *voice };
    let rates = match kind {
        1 => [cess, levy, 0, 0],
        2 => [cess, levy, nbt, vat],
        3 => [0, 0, nbt, vat],
        _ => return None,
    };
    let names = ["cess", "levy", "nbt", "vat"];
    Some(names.into_iter().zip(components(rates, joint, base)).collect())
}

fn components([cess, levy, nbt, vat]: Rates, joint: bool, base: i128) -> [i128; 4] {
    const ONE: i128 = 10_000;
    if joint {
        let rest = ONE - cess - nbt;
        return [
            half_up(base * cess, rest),
            half_up(base * levy, rest),
            half_up(base * nbt, rest),
            half_up(base * (ONE + levy) * vat, rest * ONE),
        ];
    }
    // After cess and levy the base has grown by (1 + t) / (1 - c), after NBT by 1 / (1 - n) more.
    let grown = base * (ONE + levy);
    [
        half_up(base * cess, ONE - cess),
        half_up(base * levy, ONE - cess),
        half_up(grown * nbt, (ONE - cess) * (ONE - nbt)),
        half_up(grown * vat, (ONE - cess) * (ONE - nbt)),
    ]
}

#[test]
fn the_totals_that_were_published() {
    let total = |preset, joint, data| {
        levied((preset, joint, data), (2, None), 10_000).map(|all| all.iter().map(|c| c.1).sum())
    };
    let table: [(&str, bool, bool, i128); 10] = [
        ("LK-2014", false, false, 2755),
        ("LK-2014", false, true, 1224),
        ("LK-2016-11", false, false, 4967),
        ("LK-2016-11", true, false, 4973),
        ("LK-2018", false, false, 3770),
        ("LK-2018", false, true, 1974),
        ("LK-2019-12", false, false, 2260),
        ("LK-2019-12", false, true, 1020),
        ("LK-2024", false, false, 4202),
        ("LK-2024", false, true, 2350),
    ];
    for (preset, joint, data, expected) in table {
        assert_eq!(total(preset, joint, data), Some(expected), "{preset} {joint} {data}");
    }
}
