//! Points in time and zones, as configurations write them.

use super::fields::{note, whole_number};
use crate::diagnostic::{Code, count, excerpt};
use crate::document::msisdn::is_digits;
use crate::document::{Fields, Reader, Value};

/// The last time, 9999-12-31T00:00:00Z: in every zone its year has four digits still. Nothing takes
/// longer than until then.
pub(crate) const LAST: i64 = 253_402_214_400_000;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Milliseconds since 1970, as a number or as a text of ISO 8601.
pub(crate) fn time(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<i64> {
    match fields.take(name) {
        (Value::Absent, _) => None,
        (Value::Text(text), path) => {
            let time = parse(text).filter(|time| (0..=LAST).contains(time));
            if time.is_none() {
                note(reader, Code::TimeFormat, &path, &[&excerpt(text)]);
            }
            time
        }
        (value, path) => whole_number(value, &path, reader, (0, LAST)),
    }
}

/// How far a zone is ahead of UTC in milliseconds, from minutes or from a text as `+05:30`.
pub(crate) fn zone(
    fields: &mut Fields<'_>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<i64> {
    match fields.take(name) {
        (Value::Absent, _) => None,
        (Value::Text(text), path) => {
            let zone = offset(text);
            if zone.is_none() {
                let message = ["`", &excerpt(text), NO_ZONE].concat();
                reader.problem(Code::TimeFormat, &path, message, Some(WRITE_ZONE.to_owned()));
            }
            zone
        }
        (value, path) => {
            let most = DAY / MINUTE - 1;
            whole_number(value, &path, reader, (-most, most)).map(|minutes| minutes * MINUTE)
        }
    }
}

/// What is said of a text that is no time zone, and the cure.
const NO_ZONE: &str = "` is no time zone";
const WRITE_ZONE: &str = "write it as `+05:30`";

/// `2017-04-04T05:30[:00[.000]]` and an offset.
fn parse(text: &str) -> Option<i64> {
    let (date, rest) = text.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let (clock, zone) = rest.split_at_checked(rest.find(['Z', '+', '-'])?)?;
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock.to_owned(), fraction),
        None if clock.len() == "05:30".len() => ([clock, ":00"].concat(), "0"),
        None => (clock.to_owned(), "0"),
    };
    let [hour, minute, second] = numbers(&clock, ':', [2, 2, 2])?;
    let is_date = (1..=12).contains(&month) && day >= 1 && day <= days_of(year, month);
    if !is_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_before(year, month) + day - 1;
    let day_time = hour * HOUR + minute * MINUTE + second * SECOND + thousandths(fraction)?;
    Some(days * DAY + day_time - offset(zone)?)
}

/// `Z`, or hours and minutes with a sign.
fn offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, clock) = text.split_at_checked(1)?;
    let [hours, minutes] = numbers(clock, ':', [2, 2])?;
    let size = hours * HOUR + minutes * MINUTE;
    match sign {
        _ if hours > 23 || minutes > 59 => None,
        "+" => Some(size),
        "-" => Some(-size),
        _ => None,
    }
}

/// Numbers of so many digits each, with a separator between them.
fn numbers<const N: usize>(text: &str, separator: char, lengths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next().filter(|part| part.len() == length)?;
        *number = digits(part)?;
    }
    parts.next().is_none().then_some(numbers)
}

fn digits(text: &str) -> Option<i64> {
    let number = text.bytes().fold(0, |number: i64, byte| number * 10 + i64::from(byte & 0xF));
    is_digits(text).then_some(number)
}

/// The milliseconds of a fraction of a second; what is finer is dropped.
fn thousandths(fraction: &str) -> Option<i64> {
    let sound = !fraction.is_empty() && is_digits(fraction);
    digits([fraction, "00"].concat().get(..3).filter(|_| sound)?)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from 1970 to the beginning of a month.
fn days_before(year: i64, month: i64) -> i64 {
    let before = year - 1;
    let leaps = before / 4 - before / 100 + before / 400 - LEAPS_BEFORE_1970;
    (year - 1970) * 365 + leaps + (1..month).map(|month| days_of(year, month)).sum::<i64>()
}

const LEAPS_BEFORE_1970: i64 = 1969 / 4 - 1969 / 100 + 1969 / 400;

/// The time in a zone, as `2017-04-04T05:30:00+05:30`.
pub(crate) fn written(time: i64, zone: i64) -> String {
    let local = time + zone;
    let (year, month, day) = date(local.div_euclid(DAY));
    let clock = local.rem_euclid(DAY);
    let ahead = zone.abs();
    let parts = [
        ("", year, 4),
        ("-", month, 2),
        ("-", day, 2),
        ("T", clock / HOUR, 2),
        (":", clock % HOUR / MINUTE, 2),
        (":", clock % MINUTE / SECOND, 2),
        (if zone < 0 { "-" } else { "+" }, ahead / HOUR, 2),
        (":", ahead % HOUR / MINUTE, 2),
    ];
    let mut text = String::new();
    for (before, number, digits) in parts {
        let number = count(number.unsigned_abs() as usize);
        text.push_str(before);
        text.extend((number.len()..digits).map(|_| '0'));
        text.push_str(&number);
    }
    text
}

/// The year, the month and the day of a number of days since 1970.
///
/// Years are counted from March on, so that the day of a leap year is its last.
pub(crate) fn date(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_BEFORE_1970;
    let (era, day) = (days.div_euclid(DAYS_OF_ERA), days.rem_euclid(DAYS_OF_ERA));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// Since the first of March of the year 0.
const DAYS_BEFORE_1970: i64 = 719_468;

/// Of 400 years.
const DAYS_OF_ERA: i64 = 146_097;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back() {
        for text in [
            "1970-01-01T05:30:00+05:30",
            "2000-02-29T23:59:59-04:00",
            "2017-04-04T05:30:00+05:30",
            "2023-12-31T00:00:00+00:00",
            "2100-03-01T12:00:00+14:00",
            "9999-12-31T23:59:59-11:30",
        ] {
            let zone = text.get(text.len() - 6..).and_then(offset);
            let back = parse(text).zip(zone).map(|(time, zone)| written(time, zone));
            assert_eq!(back.as_deref(), Some(text));
        }
    }
}
