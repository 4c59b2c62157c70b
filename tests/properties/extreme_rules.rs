//! Rules of every form with figures at the limits of every kind of number.

use crate::random::Random;
use ready_reckoner::document::Value;
use ready_reckoner::money::exact::digits;
use ready_reckoner::money::{Currency, Decimal, RoundingMode, amount};
use ready_reckoner::pricing::{Tariff, TariffOptions};

/// The edges of what numbers can hold, in text.
const EDGES: [&str; 28] = [
    "0",
    "1",
    "2",
    "600",
    "0.01",
    "0.000001",
    "99.9999",
    "100",
    "1000000000000000",
    "10000000000000000",
    "100000000000000000",
    "9007199254740990",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "90071992547409.91",
    "90071992547409.92",
    "90000000000000000",
    "92233720368547758",
    "92233720368547758.07",
    "9223372036854775807",
    "9223372036854775808",
    "1000000000000000000000000000",
    "6990969980904909008970900000",
    "9999999999999999999999999999",
    "0.0000000000000000000000000001",
    "0.9999999999999999999999999999",
    "1.000000000000000000000000001",
];

/// A number of any size without a sign.
pub fn size(random: &mut Random) -> String {
    match random.below(8) {
        0..=2 => random.pick(&EDGES).to_owned(),
        3 => ["0.5", "1", "2.5", "5", "12", "30"][random.below(6)].to_owned(),
        _ => {
            let length = 1 + random.below(28);
            let mantissa: String =
                (0..length).map(|_| char::from(b'0' + random.below(10) as u8)).collect();
            let any = random.below(29);
            let scale = random.pick(&[0, 0, 2, 2, 4, length - 1, 28, any]);
            let mantissa = mantissa.parse().unwrap();
            digits(Decimal::try_from_i128_with_scale(mantissa, scale as u32).unwrap())
        }
    }
}

/// A number of any size and sign.
pub fn number(random: &mut Random) -> String {
    let size = size(random);
    if random.one_in(5) { ["-", &size].concat() } else { size }
}

pub type Fields = Vec<(String, Value)>;

pub fn set(fields: &mut Fields, name: &str, value: String) {
    fields.push((name.to_owned(), Value::Text(value)));
}

fn price(random: &mut Random, fields: &mut Fields) {
    let parts = 1 + random.below(7);
    for (bit, name) in ["flat", "percentage", "perUnit"].into_iter().enumerate() {
        if parts >> bit & 1 == 1 {
            set(fields, name, number(random));
        }
    }
    if parts & 4 == 4 && random.one_in(5) {
        set(fields, "unit", size(random));
    }
}

fn tiers(random: &mut Random) -> Value {
    let mut ends: Vec<Decimal> =
        (0..random.below(4)).map(|_| amount::parse(&size(random)).unwrap()).collect();
    ends.sort();
    ends.dedup();
    ends.retain(|end| !end.is_zero());
    let mut list = Vec::new();
    for end in ends.iter().map(Some).chain([None]) {
        let mut fields = Fields::new();
        if let Some(end) = end {
            set(&mut fields, "upTo", digits(*end));
        }
        price(random, &mut fields);
        list.push(Value::Object(fields));
    }
    if list.len() > 1 && random.one_in(4) {
        list.pop();
    }
    Value::List(list)
}

pub fn formula(random: &mut Random) -> String {
    let number = |random: &mut Random| size(random);
    let term = |random: &mut Random| match random.below(5) {
        0 => number(random) + "C",
        1 => number(random) + "C*A",
        2 => [&number(random), "C-", &number(random), "P*A"].concat(),
        3 => [&number(random), "P*A*", &number(random), "C"].concat(),
        _ => number(random) + "P*A",
    };
    let mut text = String::new();
    for _ in 0..random.below(3) {
        text.push_str(&["A<", &number(random), "C|", &term(random), "|"].concat());
    }
    text.push_str(&term(random));
    for side in ["|>", "|<"] {
        if random.one_in(3) {
            text.push_str(&[side, &number(random), random.pick(&["C", "P*A"])].concat());
        }
    }
    text
}

/// A rule of some form, its options among its fields.
fn rule(random: &mut Random) -> Value {
    let mut fields = Fields::new();
    match random.below(4) {
        0 => price(random, &mut fields),
        1 => set(&mut fields, "formula", formula(random)),
        form => {
            let name = if form == 2 { "graduated" } else { "volume" };
            fields.push((name.to_owned(), tiers(random)));
        }
    }
    for name in ["minimum", "maximum"] {
        if random.one_in(3) {
            let kind = random.pick(&["", "Percentage"]);
            set(&mut fields, &[name, kind].concat(), number(random));
        }
    }
    for name in ["free", "chargeUnit", "annualBasis"] {
        if random.one_in(6) {
            set(&mut fields, name, size(random));
        }
    }
    if random.one_in(3) {
        fields.push(("chargeOnZero".to_owned(), Value::Bool(random.one_in(2))));
    }
    Value::Object(fields)
}

fn options(random: &mut Random) -> TariffOptions {
    let currency = Currency::from_code(random.pick(&["LKR", "JPY", "KWD", "CLF"])).unwrap();
    let mut options = TariffOptions {
        currency: Some(currency),
        rounding: Some(random.pick(&RoundingMode::ALL)),
        increment: match random.below(8) {
            0 => Some(Decimal::new(random.pick(&[5, 3_i64.pow(30), i64::MAX, 1 << 60]), 0)),
            _ => None,
        },
        ..TariffOptions::default()
    };
    if random.one_in(2) {
        options.terms.tenor = amount::parse(&size(random)).ok();
    }
    options
}

/// Tariffs of generated rules, the fewest of which are refused.
pub fn tariff(random: &mut Random) -> (String, Tariff) {
    loop {
        let (rule, options) = (rule(random), options(random));
        if let Ok(tariff) = Tariff::compile_rule(&rule, &options) {
            return (format!("{} {:?}", tariff.source(), tariff.rounding()), tariff);
        }
    }
}
