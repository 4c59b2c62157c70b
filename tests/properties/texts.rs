//! Hostile texts, the same in every run.

use crate::random::Random;

/// Generated texts of every kind.
pub fn texts(count: usize) -> impl Iterator<Item = String> {
    let mut random = Random(0x5EED);
    (0..count).map(move |round| match round % 21 {
        0..=5 => soup(&mut random, 12),
        6..=12 => mutation(&mut random),
        13..=15 => bytes(&mut random),
        16..=19 => number(&mut random),
        _ => chain(&mut random),
    })
}

/// The largest texts that arrive, each of another kind.
pub fn giants() -> Vec<String> {
    let mut giants = vec![
        ["(".repeat(100_000), "A".to_owned(), ")".repeat(100_000)].concat(),
        "(".repeat(100_000),
        ")".repeat(100_000),
        "(A+".repeat(100_000),
        "(".repeat(2047) + "A" + &")".repeat(2048),
        "(".repeat(4096),
        "(A+".repeat(1365),
        "(-".repeat(50_000),
        "A*(".repeat(64) + "A" + &")".repeat(64),
        "A*(".repeat(65) + "A" + &")".repeat(65),
        "|(".repeat(2048),
        ["1C|".repeat(255), "1C".to_owned()].concat(),
        ["A<1C|".repeat(255), "1C".to_owned()].concat(),
        ["A<1C|".repeat(256), "1C".to_owned()].concat(),
        ["1C".to_owned(), "|>1C".repeat(255)].concat(),
        ["1C".to_owned(), "|>1C|<0C".repeat(127)].concat(),
        "|".repeat(256),
        "|".repeat(4096),
        "A".repeat(4096),
        "A".repeat(4097),
        "A*".repeat(2047) + "A",
        "A/2C".repeat(1024),
        "A/".repeat(2048),
        "1C-".repeat(1365) + "C",
        "😀".repeat(4096),
        "😀".repeat(4097),
        "9".repeat(4095) + "C",
        "1.".repeat(2048),
        "1,000".repeat(819),
        "1e".repeat(2048),
        "a<".repeat(2048),
        " ".repeat(4096),
        "-".repeat(4096),
        "<".repeat(4096),
        "é\u{301}".repeat(2048),
    ];
    for piece in ["A", "(", ")", "9", "|", "<", "\u{0}", "😀", " ", "5C+", "\u{202E}", "\n"] {
        giants.push(piece.repeat((1 << 20) / piece.len()));
    }
    giants
}

const GOOD: [&str; 12] = [
    "5C",
    "5.6P*A",
    "39C-A",
    "5C+2P*A-1C",
    "A<1000C|5C|2.5P*A|>30C|<2000C",
    "A>100C|A<500C|1C|2C",
    "2C*(A+3C)*((1C-A)*4P)",
    "1P*A*A+1C",
    "A*A<100C|1C|2C",
    "A<=0.01C|0C|A<10C|A|>5C|A|<50C",
    "0.0000000000000000000000000001C*A",
    "9999999999999999999999999999C-A",
];

/// Pieces of the language, of other languages, and of nothing.
const PIECES: [&str; 92] = [
    "A",
    "P",
    "C",
    "a",
    "p",
    "c",
    "5C",
    "4P",
    "10",
    "2.5",
    "0",
    "00",
    ".",
    ",",
    "1e9",
    "1e999999",
    "e",
    "E+",
    "_",
    "*",
    "+",
    "-",
    "/",
    "÷",
    "×",
    "·",
    "−",
    "–",
    "<",
    ">",
    "<=",
    ">=",
    "=",
    "==",
    "=<",
    "=>",
    "!=",
    "<>",
    "≤",
    "≥",
    "!",
    "|",
    "||",
    "(",
    ")",
    "()",
    "((((",
    "))))",
    "%",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\u{0}",
    "\u{1}",
    "\u{7F}",
    "\u{85}",
    "\u{A0}",
    "\u{2028}",
    "\u{2029}",
    "\u{FEFF}",
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{2066}",
    "\u{FFFD}",
    "\u{301}",
    "e\u{301}",
    "😀",
    "👩‍👩‍👧",
    "🇱🇰",
    "ශ්‍රී",
    "مبلغ",
    "ג",
    "金",
    "Ａ",
    "５Ｃ",
    "٣C",
    "²",
    "½",
    "∞",
    "NaN",
    "-0",
    "0x1F",
    "#",
    "`",
    "\"",
    "'",
    "\\",
    "{}",
    "${A}",
    "\u{10FFFF}",
];

fn soup(random: &mut Random, pieces: usize) -> String {
    (0..random.below(pieces) + 1).map(|_| random.pick(&PIECES)).collect()
}

/// A good formula with a few pieces put in, taken out or doubled.
fn mutation(random: &mut Random) -> String {
    let mut text = random.pick(&GOOD).to_owned();
    for _ in 0..random.below(4) + 1 {
        let (one, two) = (random.boundary(&text), random.boundary(&text));
        let range = one.min(two)..one.max(two);
        match random.below(4) {
            0 => text.insert_str(one, random.pick(&PIECES)),
            1 => text.replace_range(range, ""),
            2 => text = [&text[..one], &text[range], &text[one..]].concat(),
            _ => text.replace_range(range, random.pick(&PIECES)),
        }
    }
    text
}

fn bytes(random: &mut Random) -> String {
    let bytes: Vec<u8> = (0..random.below(60)).map(|_| random.next().to_le_bytes()[0]).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One piece over and over, perhaps between others, up to and around the limit of the length.
fn chain(random: &mut Random) -> String {
    let (start, link) = (random.pick(&PIECES), soup(random, 3));
    let most = 4200 / link.chars().count();
    let times = random.pick(&[2, 30, 64, 65, 255, 256, 257, most]).min(most);
    [start, &link.repeat(times), random.pick(&PIECES)].concat()
}

fn number(random: &mut Random) -> String {
    let digits = |random: &mut Random, most: usize| -> String {
        (0..random.below(most)).map(|_| random.pick(&["0", "1", "9", "5"])).collect()
    };
    let (whole, fraction) = (digits(random, 40), digits(random, 40));
    let point = random.pick(&["", ".", ",", "..", "._", "e", "e-"]);
    let unit = random.pick(&["C", "P", "", "A", "%", "LKR"]);
    let rest =
        random.pick(&["", "*A", "*A*A*A", "-A", "|>1C", "/8", "+9999999999999999999999999999C"]);
    [&whole, point, &fraction, unit, rest].concat()
}
