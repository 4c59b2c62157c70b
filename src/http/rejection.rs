//! Why a request is refused before its operation is called.

use super::limits::BYTES_MAX;
use crate::diagnostic::{Code, Problem, count};
use crate::document::codes::Reason;

/// What is wrong with a request, whatever its operation.
#[derive(Clone, Debug)]
pub(super) enum Rejection {
    /// The body is no document.
    Malformed(Problem),
    /// The method is none of its path's.
    MethodNotAllowed,
    /// The answer could be in none of the formats that are accepted.
    NotAcceptable,
    /// The body is too large.
    TooLarge,
    /// Whoever asks is not known.
    Unauthorized,
    /// Whoever serves cannot take it now.
    Unavailable,
    /// The body is in a format that is not read.
    UnsupportedMediaType,
}

impl Rejection {
    /// The status that it has wherever the API has none of its own.
    pub(super) const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Unauthorized => 401,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::TooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::Unavailable => 503,
        }
    }

    /// Why an operation was not called, where that is a reason of operations.
    pub(super) const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Malformed(_) => Some(Reason::MalformedBody.text()),
            Self::Unauthorized => Some(Reason::NotAuthenticated.text()),
            Self::MethodNotAllowed
            | Self::NotAcceptable
            | Self::TooLarge
            | Self::Unavailable
            | Self::UnsupportedMediaType => None,
        }
    }

    /// What is wrong, and what to do.
    pub(super) fn detail(&self) -> String {
        let text = match self {
            Self::Malformed(problem) => return in_words(problem),
            Self::Unauthorized => "the credentials are missing or wrong",
            Self::MethodNotAllowed => "the path has other methods: see the header `Allow`",
            Self::NotAcceptable => "the answer is in none of the formats that `Accept` names",
            Self::TooLarge => {
                return in_words(&Problem::says(Code::DocumentTooLarge, &[&count(BYTES_MAX)]));
            }
            Self::Unavailable => "nothing can be written down now, and nothing was done: try again",
            Self::UnsupportedMediaType => {
                "the body is in a format or an encoding that is not read: see `Content-Type` and \
                 `Content-Encoding`"
            }
        };
        text.to_owned()
    }
}

/// A problem with its cure.
pub(super) fn in_words(problem: &Problem) -> String {
    match &problem.help {
        None => problem.message.clone(),
        Some(help) => [&problem.message, "; ", help].concat(),
    }
}

/// What a status is called.
pub(super) const fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        409 => "Conflict",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Error",
    }
}
