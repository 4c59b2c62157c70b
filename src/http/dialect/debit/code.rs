//! The codes of debits: each is an HTTP status, in words.

use crate::http::dialect::codes::wire_codes;

wire_codes! {
    /// What becomes of a debit.
    DebitCode {
        201 {
            Successful = "201": "Debit successful";
        }
        202 {
            Pending = "202": "Consent pending";
        }
        401 {
            Unauthorised = "401": "Un-authorized";
        }
        402 {
            BalanceInsufficient = "402": "Balance insufficient";
        }
        409 {
            Failed = "409": "Error while processing";
            NoPendingConsent = "409": "no pending consent";
            WrongToken = "409": "Wrong token";
        }
        500 {
            InternalError = "500": "Internal Error";
        }
    }
}
