//! Why a body is refused, by what its reader has noted.

use crate::diagnostic::Code;
use crate::document::codes::Reason;

/// The reasons that are called as the codes of problems are.
const REASONS: [(Code, Reason); 14] = [
    (Code::WrapperMissing, Reason::MalformedBody),
    (Code::MissingField, Reason::MissingField),
    (Code::WrongType, Reason::WrongType),
    (Code::UnknownField, Reason::UnknownField),
    (Code::AddressFormat, Reason::AddressFormat),
    (Code::AmountFormat, Reason::AmountFormat),
    (Code::AmountNotPositive, Reason::AmountNotPositive),
    (Code::AmountTooLarge, Reason::AmountTooLarge),
    (Code::AmountTooManyDecimals, Reason::AmountTooManyDecimals),
    (Code::IntegerRange, Reason::NumberFormat),
    (Code::TaxUnexpected, Reason::TaxUnexpected),
    (Code::TextTooLong, Reason::TextTooLong),
    (Code::NotifyUrl, Reason::NotifyUrl),
    (Code::UnknownCurrency, Reason::UnknownCurrency),
];

/// The reason that a problem of a body is.
pub(super) fn reason_of(code: Code) -> Reason {
    let found = REASONS.iter().find(|(known, _)| *known == code);
    found.map_or(Reason::MalformedBody, |(_, reason)| *reason)
}
