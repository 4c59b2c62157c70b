//! Points in time as the headers of HTTP write them.

use super::json::push_integer;
use crate::world::time;

const DAY: i64 = 86_400_000;
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A time in milliseconds since 1970, as `Tue, 04 Apr 2017 00:00:00 GMT`.
pub(super) fn written(at: i64) -> String {
    let (days, clock) = (at.div_euclid(DAY), at.rem_euclid(DAY) / 1_000);
    let (year, month, day) = time::date(days);
    let name = |names: &[&'static str], at: i64| {
        usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
    };
    let mut text = String::with_capacity("Tue, 04 Apr 2017 00:00:00 GMT".len());
    text.push_str(name(&DAYS, days.rem_euclid(7)));
    text.push_str(", ");
    push_two(&mut text, day);
    text.push(' ');
    text.push_str(name(&MONTHS, month - 1));
    text.push(' ');
    push_two(&mut text, year);
    for (before, number) in [(' ', clock / 3_600), (':', clock / 60 % 60), (':', clock % 60)] {
        text.push(before);
        push_two(&mut text, number);
    }
    text.push_str(" GMT");
    text
}

/// A number with two digits at least.
fn push_two(text: &mut String, number: i64) {
    let number = number.unsigned_abs();
    if number < 10 {
        text.push('0');
    }
    push_integer(text, number);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_http_has_them() {
        for (at, text) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777_000, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (1_491_264_000_999, "Tue, 04 Apr 2017 00:00:00 GMT"),
            (951_782_399_000, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT"),
        ] {
            assert_eq!(written(at), text);
        }
    }
}
