//! Every code that a problem, a diagnostic or a refusal may have.

macro_rules! codes {
    ($($(#[$gate:meta])* $code:ident = $text:literal,)*) => {
        /// What is wrong, by its stable name. `docs/diagnostics.md` explains each.
        ///
        /// Inside the crate codes are compared as what they are; only the edge makes texts of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $($(#[$gate])* #[doc = concat!("`", $text, "`")] $code,)*
        }

        impl Code {
            /// Every code, by its name.
            pub const ALL: &[Self] = &[$($(#[$gate])* Self::$code,)*];

            /// The stable name, in kebab case.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self {
                    $($(#[$gate])* Self::$code => $text,)*
                }
            }
        }
    };
}

codes! {
    #[cfg(feature = "ledger")]
    AccountKind = "account-kind",
    AddressFormat = "address-format",
    AmountCharacter = "amount-character",
    AmountComma = "amount-comma",
    AmountEmpty = "amount-empty",
    AmountExponent = "amount-exponent",
    AmountFormat = "amount-format",
    AmountInexact = "amount-inexact",
    AmountInfinite = "amount-infinite",
    AmountMissingDigit = "amount-missing-digit",
    AmountNegative = "amount-negative",
    AmountNotANumber = "amount-not-a-number",
    AmountNotCovered = "amount-not-covered",
    AmountNotPositive = "amount-not-positive",
    AmountNotWhole = "amount-not-whole",
    AmountPlusSign = "amount-plus-sign",
    AmountSeparator = "amount-separator",
    AmountSeveralPoints = "amount-several-points",
    AmountTooLarge = "amount-too-large",
    AmountTooLong = "amount-too-long",
    AmountTooManyDecimals = "amount-too-many-decimals",
    AmountTooManyDigits = "amount-too-many-digits",
    AmountType = "amount-type",
    AmountWhiteSpace = "amount-white-space",
    #[cfg(feature = "ledger")]
    ApplicationsEmpty = "applications-empty",
    #[cfg(feature = "ledger")]
    BalanceAboveLimit = "balance-above-limit",
    #[cfg(feature = "ledger")]
    BalanceOverflow = "balance-overflow",
    BareNumber = "bare-number",
    BodyShape = "body-shape",
    #[cfg(feature = "ledger")]
    BooksUnbalanced = "books-unbalanced",
    BoundAlwaysBites = "bound-always-bites",
    BoundNeverBites = "bound-never-bites",
    BoundTwice = "bound-twice",
    BoundWithoutPrice = "bound-without-price",
    BoundsCross = "bounds-cross",
    ChainedComparison = "chained-comparison",
    ChannelUnknown = "channel-unknown",
    Cliff = "cliff",
    CoefficientOnAmount = "coefficient-on-amount",
    ComparisonInParentheses = "comparison-in-parentheses",
    ConditionWithoutPrice = "condition-without-price",
    CurrencyWithoutMinorUnit = "currency-without-minor-unit",
    DeadTier = "dead-tier",
    DecimalComma = "decimal-comma",
    Division = "division",
    #[cfg(feature = "ledger")]
    DocumentTooDeep = "document-too-deep",
    #[cfg(feature = "ledger")]
    DocumentTooLarge = "document-too-large",
    #[cfg(feature = "ledger")]
    DocumentTooManyValues = "document-too-many-values",
    #[cfg(feature = "ledger")]
    DuplicateId = "duplicate-id",
    EmptyFormula = "empty-formula",
    EmptySegment = "empty-segment",
    ExchangeRateMissing = "exchange-rate-missing",
    ExchangeRateNotOne = "exchange-rate-not-one",
    ExternalPriceSource = "external-price-source",
    #[cfg(feature = "ledger")]
    FieldWithoutUse = "field-without-use",
    FloorAboveCap = "floor-above-cap",
    FormulaTooLong = "formula-too-long",
    FormulaType = "formula-type",
    FreeNegative = "free-negative",
    GuardNeverHolds = "guard-never-holds",
    IncrementNotOnGrid = "increment-not-on-grid",
    IncrementNotPositive = "increment-not-positive",
    IntegerRange = "integer-range",
    Inversion = "inversion",
    Internal = "internal",
    #[cfg(feature = "ledger")]
    JsonDuplicateField = "json-duplicate-field",
    #[cfg(feature = "ledger")]
    JsonSyntax = "json-syntax",
    #[cfg(feature = "ledger")]
    ListTooLong = "list-too-long",
    MinimumAboveMaximum = "minimum-above-maximum",
    MissingConstant = "missing-constant",
    MissingField = "missing-field",
    MissingOperator = "missing-operator",
    MissingPercentage = "missing-percentage",
    MissingValue = "missing-value",
    #[cfg(feature = "ledger")]
    MsisdnFormat = "msisdn-format",
    NegativeCharge = "negative-charge",
    NotPiecewiseLinear = "not-piecewise-linear",
    NotifyUrl = "notify-url",
    NumberIncomplete = "number-incomplete",
    NumberTooLong = "number-too-long",
    #[cfg(feature = "ledger")]
    OperatorMissing = "operator-missing",
    #[cfg(feature = "ledger")]
    OutOfRange = "out-of-range",
    ParentAmbiguous = "parent-ambiguous",
    ParentCurrency = "parent-currency",
    ParentCycle = "parent-cycle",
    ParentPartyMissing = "parent-party-missing",
    ParentPartyUnknown = "parent-party-unknown",
    ParentUnknown = "parent-unknown",
    PercentSign = "percent-sign",
    PercentageOfCount = "percentage-of-count",
    #[cfg(feature = "ledger")]
    PeriodReversed = "period-reversed",
    #[cfg(feature = "ledger")]
    PrefixFormat = "prefix-format",
    PriceMethodAmbiguous = "price-method-ambiguous",
    PriceMethodDisagreement = "price-method-disagreement",
    PriceNeverReached = "price-never-reached",
    PriceTwice = "price-twice",
    RangeReversed = "range-reversed",
    RatioNegative = "ratio-negative",
    RatiosAllZero = "ratios-all-zero",
    RatiosEmpty = "ratios-empty",
    RatiosOverflow = "ratios-overflow",
    ResultOverflow = "result-overflow",
    RuleForm = "rule-form",
    SeveralPoints = "several-points",
    #[cfg(feature = "ledger")]
    SharesAboveWhole = "shares-above-whole",
    SharingDisagreement = "sharing-disagreement",
    SharingMixed = "sharing-mixed",
    SharingNegative = "sharing-negative",
    SharingTotal = "sharing-total",
    SlabRule = "slab-rule",
    SlabTwice = "slab-twice",
    #[cfg(feature = "ledger")]
    SnapshotDamaged = "snapshot-damaged",
    SolveTarget = "solve-target",
    StrayParenthesis = "stray-parenthesis",
    #[cfg(feature = "ledger")]
    TaxGrossUp = "tax-gross-up",
    #[cfg(feature = "ledger")]
    TaxPeriodsOverlap = "tax-periods-overlap",
    #[cfg(feature = "ledger")]
    TaxTableForm = "tax-table-form",
    TaxUnexpected = "tax-unexpected",
    TenorMissing = "tenor-missing",
    TenorTwice = "tenor-twice",
    TermsNotPositive = "terms-not-positive",
    TextCharacter = "text-character",
    TextTooLong = "text-too-long",
    ThousandsSeparator = "thousands-separator",
    TierAfterOpen = "tier-after-open",
    TierCount = "tier-count",
    TierGap = "tier-gap",
    TierNegative = "tier-negative",
    TierOverlap = "tier-overlap",
    TierReversed = "tier-reversed",
    TiersMissing = "tiers-missing",
    #[cfg(feature = "ledger")]
    TimeBackwards = "time-backwards",
    #[cfg(feature = "ledger")]
    TimeFormat = "time-format",
    #[cfg(feature = "ledger")]
    TimeRange = "time-range",
    TooDeep = "too-deep",
    TooManyDigits = "too-many-digits",
    TooManySegments = "too-many-segments",
    TxnCcyMissing = "txn-ccy-missing",
    UnclosedParenthesis = "unclosed-parenthesis",
    UncoveredAmounts = "uncovered-amounts",
    UnitNotPositive = "unit-not-positive",
    UnitWithoutPrice = "unit-without-price",
    UnknownAllocation = "unknown-allocation",
    #[cfg(feature = "ledger")]
    UnknownApplication = "unknown-application",
    UnknownCharacter = "unknown-character",
    #[cfg(feature = "ledger")]
    UnknownChoice = "unknown-choice",
    UnknownCurrency = "unknown-currency",
    UnknownField = "unknown-field",
    #[cfg(feature = "ledger")]
    UnknownId = "unknown-id",
    #[cfg(feature = "ledger")]
    UnknownNotification = "unknown-notification",
    #[cfg(feature = "ledger")]
    UnknownOperation = "unknown-operation",
    UnknownPriceMethod = "unknown-price-method",
    UnknownPriceRule = "unknown-price-rule",
    UnknownRounding = "unknown-rounding",
    #[cfg(feature = "ledger")]
    UnknownSubscriber = "unknown-subscriber",
    UnknownUnit = "unknown-unit",
    UnknownWord = "unknown-word",
    UnreachablePrice = "unreachable-price",
    UnusedConstant = "unused-constant",
    UnusedPercentage = "unused-percentage",
    ValueAboveTiers = "value-above-tiers",
    ValueBelowTiers = "value-below-tiers",
    ValueMissing = "value-missing",
    WrapperMissing = "wrapper-missing",
    WrongOperator = "wrong-operator",
    WrongType = "wrong-type",
    #[cfg(feature = "ledger")]
    XmlAttribute = "xml-attribute",
    #[cfg(feature = "ledger")]
    XmlCharacter = "xml-character",
    #[cfg(feature = "ledger")]
    XmlDoctype = "xml-doctype",
    #[cfg(feature = "ledger")]
    XmlEncoding = "xml-encoding",
    #[cfg(feature = "ledger")]
    XmlEntity = "xml-entity",
    #[cfg(feature = "ledger")]
    XmlMixedContent = "xml-mixed-content",
    #[cfg(feature = "ledger")]
    XmlNilContent = "xml-nil-content",
    #[cfg(feature = "ledger")]
    XmlRoot = "xml-root",
    #[cfg(feature = "ledger")]
    XmlSyntax = "xml-syntax",
    #[cfg(feature = "ledger")]
    XmlTag = "xml-tag",
}

impl core::fmt::Display for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.text())
    }
}
