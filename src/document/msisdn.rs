//! Telephone numbers as callers write them.

/// The digits of a number, without `tel:` and `+` in front; `None` if anything else is left, or
/// more than the fifteen digits that a number may have, or a 0 in front, which only the numbers
/// within a country have.
///
/// ```
/// use ready_reckoner::document::msisdn;
///
/// assert_eq!(msisdn::digits("tel:+94777123456"), Some("94777123456"));
/// assert_eq!(msisdn::digits("077 712 3456"), None);
/// assert_eq!(msisdn::digits("0777123456"), None);
/// ```
#[must_use]
pub fn digits(text: &str) -> Option<&str> {
    let number = bare(text);
    let fits = matches!(number.len(), 1..=DIGITS_MAX) && is_digits(number);
    (fits && !number.starts_with('0')).then_some(number)
}

/// What follows the zero of a number as it is dialled within a country.
///
/// ```
/// use ready_reckoner::document::msisdn;
///
/// assert_eq!(msisdn::behind_zero("0777123456"), Some("777123456"));
/// assert_eq!(msisdn::behind_zero("94777123456"), None);
/// ```
#[must_use]
pub fn behind_zero(text: &str) -> Option<&str> {
    let digits = after(bare(text), "0")?;
    (!digits.is_empty() && is_digits(digits)).then_some(digits)
}

/// The digits of a number that was written as it is dialled within the country of the built-in
/// world, with the country's code in the place of the zero.
///
/// ```
/// use ready_reckoner::document::msisdn;
///
/// assert_eq!(msisdn::international("0777123456").as_deref(), Some("94777123456"));
/// ```
#[must_use]
pub fn international(text: &str) -> Option<String> {
    let number = [COUNTRY, behind_zero(text)?].concat();
    digits(&number).is_some().then_some(number)
}

/// The code of Sri Lanka, whose operators the built-in world has.
const COUNTRY: &str = "94";

/// What is to be done with a number that was written as it is dialled within a country.
#[must_use]
pub fn behind_zero_help(international: &str) -> String {
    ["write the country's code in the place of the 0, as `", international, "`"].concat()
}

/// A number without what may stand before it.
fn bare(text: &str) -> &str {
    let number = after(text, "tel:").unwrap_or(text);
    after(number, "+").unwrap_or(number)
}

/// What follows the beginning of a text.
pub(super) fn after<'t>(text: &'t str, beginning: &str) -> Option<&'t str> {
    let (begins, rest) = text.split_at_checked(beginning.len())?;
    if begins == beginning { Some(rest) } else { None }
}

/// Whether a text has no other characters than digits.
#[must_use]
pub fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The longest number that telephone networks know.
pub const DIGITS_MAX: usize = 15;
