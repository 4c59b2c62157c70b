//! Amounts as hundredths, and fractions rounded half up.

use serde_json::Value as Json;

/// Hundredths of a decimal text; `None` where it is none, or finer than hundredths.
pub fn cents(text: &str) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "00"));
    let well = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !well(whole) || !well(part) || part.len() > 2 {
        return None;
    }
    let part = format!("{part:0<2}");
    Some(sign * (whole.parse::<i128>().ok()? * 100 + part.parse::<i128>().ok()?))
}

/// The text that a request holds as its amount, quoted or not.
pub fn written(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub fn decimal(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// Numerator by denominator, half up; nothing here is negative.
pub fn half_up(numerator: i128, denominator: i128) -> i128 {
    (2 * numerator + denominator) / (2 * denominator)
}

/// Parts of `amount` by a percentage such as `12.5`.
pub fn percent(amount: i128, rate: &str) -> Option<i128> {
    let (whole, part) = rate.split_once('.').unwrap_or((rate, ""));
    let digits: i128 = [whole, part].concat().parse().ok()?;
    Some(half_up(amount * digits, 100 * 10_i128.checked_pow(part.len().try_into().ok()?)?))
}
