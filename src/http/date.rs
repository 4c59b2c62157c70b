//! Points in time as the headers of HTTP write them.

use crate::diagnostic::count;
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
    let two = |number: i64| {
        let digits = count(number.unsigned_abs() as usize);
        if digits.len() < 2 { ["0", &digits].concat() } else { digits }
    };
    [
        name(&DAYS, days.rem_euclid(7)),
        ", ",
        &two(day),
        " ",
        name(&MONTHS, month - 1),
        " ",
        &two(year),
        " ",
        &two(clock / 3_600),
        ":",
        &two(clock / 60 % 60),
        ":",
        &two(clock % 60),
        " GMT",
    ]
    .concat()
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
