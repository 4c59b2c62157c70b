//! The codes of debits: each is an HTTP status, in words.

use super::reason::Reason;
use super::wire_codes;

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
            Unauthorised = "401": "Un-authorized",
                NotAuthenticated BillerUnknown AuthorizationBelowMinimum AccountTypeNotPermitted;
        }
        402 {
            BalanceInsufficient = "402": "Balance insufficient", InsufficientFunds;
        }
        409 {
            Failed = "409": "Error while processing",
                MissingField WrongType NumberFormat AddressFormat UnknownField TaxUnexpected
                AmountFormat KeyConflict SubscriberUnknown SubscriberInactive NotifyNumberMissing
                NotifyNumberForeign TaxNotConfigured AmountTooLarge ConsentRefused ConsentExpired
                ConsentCancelled ConsentAttemptsUsed;
            NoPendingConsent = "409": "no pending consent", NoPendingConsent;
            WrongToken = "409": "Wrong token", WrongToken;
        }
        500 {
            InternalError = "500": "Internal Error", Outage ReplyLost SettlementFailed;
        }
    }
}
