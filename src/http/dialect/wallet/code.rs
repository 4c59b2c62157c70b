//! The codes of the operators' gateway, in its words; `%1` and `%2` stand for the variables, which
//! its answers give beside the sentence.

use crate::http::dialect::codes::wire_codes;

wire_codes! {
    /// A code of the gateway: `SVC…` of a service exception, `POL…` of a policy exception.
    WalletCode {
        400 {
            SVC0001: "A service error occurred. Error code is %1";
            SVC0002: "Invalid input value for message part %1";
            SVC0003: "Invalid input value for message part %1, valid values are %2";
            SVC0004: "No valid addresses provided in message part %1";
            SVC0004Format = "SVC0004": "endUserId format invalid. %1";
            SVC0006: "Group %1 in message part %2 is not a valid group";
            SVC0007: "Invalid charging information";
            SVC0008: "Overlapped criteria %1";
            SVC0270: "Charging operation failed, the charge was not applied";
            SVC0271: "endUserId format invalid. Expected format is %1";
            SVC0280: "Message too long. Maximum length is %1 characters";
            POL0013: "Duplicated addresses %1";
            POL0255: "Address format invalid. Expected format is %1";
            POL0299: "Unexpected Error";
            POL2010: "inconsistent transaction";
            POL2011: "transaction expired or invalid";
        }
        403 {
            POL0001: "A policy error occurred. Error code is %1";
            POL0002: "Privacy verification failed for address %1, request is refused";
            POL0003: "Too many addresses specified in message part %1";
            POL0008: "Charging is not supported";
            POL0014: "No Valid Services Available";
            POL0253: "Payment operation refused by user";
            POL0254: "The amount exceeds the operator limit for a single charge";
            POL0256: "Invalid currency specified. %1";
            POL0257: "Message not delivered %1";
            POL1000: "User has insufficient credit for transaction";
            POL1001: "The %1 charging limit for this user has been exceeded";
            POL1001Application = "POL1001":
                "The %1 charging limit for this application has been exceeded";
            POL1001Operator = "POL1001":
                "The %1 charging limit for this operator has been exceeded";
            POL1002: "charge requested too soon after previous charge";
            POL1003: "The refund exceeds the original amount charged %1";
            POL1004: "The refund amount is below the minimum %1";
            POL1005: "refund requires originalServerReferenceCode";
            POL1005NotFound = "POL1005": "original not found";
            POL1006: "The originalServerReferenceCode provided is not valid";
            POL1007: "Refunds not supported";
            POL1009: "User has not been provisioned for %1";
            POL1010: "User has been suspended from %1";
            POL2003: "barred";
        }
        404 {
            POL0010: "Requested information unavailable as the retention time interval has expired";
        }
        409 {
            SVC0005: "Correlator %1 specified in message part %2 is a duplicate";
        }
        503 {
            SVC1000: "No resources";
            Throttled = "900800": "Message Throttled Out";
        }
    }
}

/// What the fault of [`WalletCode::Throttled`] says besides.
pub(super) const QUOTA_EXCEEDED: &str = "You have exceeded your quota";

/// What stands for `%1` in the sentence of [`WalletCode::SVC0002`]: the texts of the gateway's
/// validators. What was given follows where one ends with a colon.
pub(super) mod part {
    pub(in super::super) const AMOUNT: &str =
        "amount should be a whole or two digit decimal positive number";
    pub(in super::super) const CHANNEL: &str = "Parameter channel expected 'Wap', 'Web' or 'SMS': ";
    pub(in super::super) const KEY_OF_OTHER_OPERATION: &str = "Clientcorrelator is already used";
    pub(in super::super) const KEY_OF_OTHER_REQUEST: &str =
        "Charging operation failed, ClientCorrelator exist and charging data not matched";
    pub(in super::super) const MISSING: &str = "Missing mandatory parameter: ";
    pub(in super::super) const NOTIFY_URL: &str = "Parameter notifyURL expected URL: ";
    pub(in super::super) const NO_RESERVATION: &str = "serverReferenceCode is not a reservation";
    /// The name of the parameter follows, and what is wrong with it.
    pub(in super::super) const PARAMETER: &str = "Parameter ";
    pub(in super::super) const REFERENCE_USED: &str = "Already charged for this reference code";
    /// Of a path that names another user than the body.
    pub(in super::super) const TWO_USERS: &str = "two different endUserId provided";
}
