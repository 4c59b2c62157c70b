//! Why an answer is what it is, by name: codes such as `SVC0007` mean many things.

/// Declares the reasons: the name that answers have, and the cause in words.
macro_rules! reasons {
    ($($name:ident = $text:literal: $cause:literal;)*) => {
        /// Why a flow was not carried out as it was asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $(#[doc = $cause] $name,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in answers.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The cause in words.
            #[must_use]
            pub const fn cause(self) -> &'static str {
                match self {
                    $(Self::$name => $cause,)*
                }
            }
        }
    };
}

reasons! {
    MalformedBody = "malformed-body": "the body is no object, or an object inside is missing";
    MissingField = "missing-field": "a field that is needed is missing or empty";
    WrongType = "wrong-type": "a field is of another type";
    UnknownField = "unknown-field": "a field is not known, and the profile is strict";
    AddressFormat = "address-format": "a subscriber's number is not written as one";
    AmountFormat = "amount-format": "an amount is not written as one";
    AmountNotPositive = "amount-not-positive": "the amount is not above zero";
    AmountTooLarge = "amount-too-large": "the amount, or a sum with it, is more than 64 bits hold";
    AmountTooManyDecimals = "amount-too-many-decimals":
        "the amount has more decimals than its currency";
    NumberFormat = "number-format": "a whole number is none, or is out of its range";
    TaxUnexpected = "tax-unexpected": "`TAX` stands beside a `TAXTYPE` other than 5";
    TextTooLong = "text-too-long": "a text is too long";
    NotifyUrl = "notify-url": "`notifyURL` is no URL";
    ChannelUnknown = "channel-unknown": "the channel is none of the strict profile's";
    UnknownCurrency = "unknown-currency": "there is no such currency";
    FormulaInvalid = "formula-invalid": "the formula of a charge means nothing";
    OriginalMissing = "original-missing": "a refund does not say which payment it is of";
    KeyConflict = "key-conflict": "the key was used before, with other data";
    KeyOfOtherOperation = "key-of-other-operation": "the key was used before, by another operation";
    UserMismatch = "user-mismatch": "the path names another user than the body";
    ReferenceUsed = "reference-used": "the reference code is taken";
    NotAuthenticated = "not-authenticated":
        "the caller is not known, or its password or token is another one";
    ChargingDisabled = "charging-disabled": "the application may not charge (`debit`)";
    InstrumentDisabled = "instrument-disabled":
        "the application may not charge mobile accounts (`mobileAccount`)";
    RefundsDisabled = "refunds-disabled": "the application may not refund (`refunds`)";
    BalanceQueryDisabled = "balance-query-disabled":
        "the application or the operator gives no balances (`balanceQuery`)";
    BillerUnknown = "biller-unknown": "there is no such biller";
    AuthorizationBelowMinimum = "authorization-below-minimum":
        "`AUTHFLAG` is below the biller's `minimumAuthorization`";
    AccountTypeNotPermitted = "account-type-not-permitted":
        "the biller may not debit accounts of this type, or the account is postpaid";
    SubscriberUnknown = "subscriber-unknown": "there is no such subscriber";
    SubscriberInactive = "subscriber-inactive": "the subscriber is suspended or terminated";
    NotSubscribed = "not-subscribed": "the subscriber has not opted in, which is required";
    AlreadySubscribed = "already-subscribed": "the subscriber has opted in already";
    AlreadyUnsubscribed = "already-unsubscribed": "the subscriber has not opted in";
    CurrencyNotSupported = "currency-not-supported":
        "the ledger's accounts are in another currency";
    InstrumentUnknown = "instrument-unknown": "there is no such payment instrument";
    NotifyNumberMissing = "notify-number-missing":
        "the account has no telephone and no notify number that could be asked";
    NotifyNumberForeign = "notify-number-foreign":
        "the notify number is another operator's (`consent.foreignNotify`)";
    RatePerSecond = "rate-per-second": "too many requests in this second (`maxTps`)";
    RatePerDay = "rate-per-day": "too many requests on this day (`maxTpd`)";
    AmountAboveMaximum = "amount-above-maximum": "the amount is above `maxAmount`";
    AmountBelowMinimum = "amount-below-minimum": "the amount is below `minAmount`";
    OriginalNotFound = "original-not-found":
        "the two references do not reach one payment of this user and application";
    PaymentPending = "payment-pending": "the payment that is to be refunded is still Processing";
    PaymentNotCharged = "payment-not-charged": "the payment that is to be refunded was declined";
    AmountAboveRemainder = "amount-above-remainder":
        "the amount is more than what is left of the payment";
    ReservationNotFound = "reservation-not-found": "there is no such reservation of this user";
    ReservationExpired = "reservation-expired": "the time of the reservation has ended";
    ReservationFinished = "reservation-finished": "the reservation was charged whole, or released";
    SequenceNotRising = "sequence-not-rising": "`referenceSequence` is not above the last one";
    AmountAboveReservation = "amount-above-reservation":
        "the amount is more than what is reserved";
    TaxNotConfigured = "tax-not-configured": "the tax has no rate";
    ServiceChargeAboveAmount = "service-charge-above-amount":
        "the charge by formula is more than the amount, or less than nothing";
    InsufficientFunds = "insufficient-funds":
        "the account has not enough for the amount and its tax, holds included";
    NoPendingConsent = "no-pending-consent": "no customer is asked about this debit, or no more";
    WrongToken = "wrong-token": "the token is another one; there may be another try";
    ConsentRefused = "consent-refused": "the customer refused";
    ConsentExpired = "consent-expired": "the customer did not answer in time";
    ConsentCancelled = "consent-cancelled": "the biller withdrew the debit";
    ConsentAttemptsUsed = "consent-attempts-used": "too many wrong tokens were given";
    Scripted = "scripted": "a script says so, with a code that means several things or only this";
    Outage = "outage": "a script says so (`failBeforeCommit`): nothing was done";
    ReplyLost = "reply-lost":
        "a script says so (`loseReply`): it was done, and a retry gets the true answer";
    SettlementFailed = "settlement-failed": "a bug of Ready Reckoner";
}
