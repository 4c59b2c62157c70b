//! Every code that a problem, a diagnostic or a refusal may have, each with its sentence.
//!
//! The sentences stand in one table, so that they can be read side by side; `{}` is what was given.
//! `docs/diagnostics.md` explains the same codes.

macro_rules! codes {
    ($(
        #[doc = $title:literal]
        #[$gate:meta]
        $section:ident {
            $($code:ident: $text:literal, $sentence:literal, $help:literal;)*
        }
    )*) => {
        /// What is wrong, by its stable name.
        ///
        /// Inside the crate codes are compared as what they are; only the edge makes texts of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $($(#[$gate] #[doc = concat!("`", $text, "`")] $code,)*)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$($(#[$gate] Self::$code,)*)*];

            $(
                #[doc = $title]
                #[$gate]
                pub const $section: &[Self] = &[$(Self::$code,)*];
            )*
        }

        /// The name, the sentence and the help of each code, in the order of the codes, and how
        /// long the three are. A match would be larger by an address and a length for each text.
        const TEXTS: &[(&str, &[u16])] = &[$(
            #[$gate]
            (
                concat!($($text, "\0", $sentence, "\0", $help, "\0"),*),
                &[$(concat!($text, "\0", $sentence, "\0", $help, "\0").len() as u16),*],
            ),
        )*];
    };
}

impl Code {
    /// The stable name, in kebab case.
    #[must_use]
    pub fn text(self) -> &'static str {
        self.row().0
    }

    /// The cure in general; where the corrected text is known, it follows. Empty where there is
    /// none.
    #[must_use]
    pub fn help(self) -> &'static str {
        self.row().2
    }

    /// The sentence about what was given.
    #[must_use]
    pub fn sentence(self, given: &[&str]) -> String {
        filled(self.row().1, given)
    }

    /// The name, the sentence and the help.
    #[inline(never)]
    fn row(self) -> (&'static str, &'static str, &'static str) {
        let mut place = self as usize;
        for (texts, lengths) in TEXTS {
            if place < lengths.len() {
                let before = lengths.iter().take(place).map(|length| usize::from(*length));
                let (text, rest) = halves(texts.get(before.sum()..).unwrap_or_default(), 0);
                let (sentence, rest) = halves(rest, 0);
                return (text, sentence, halves(rest, 0).0);
            }
            place -= lengths.len();
        }
        Default::default()
    }
}

/// A sentence with what was given in the place of each `{}`.
#[must_use]
#[inline(never)]
pub fn filled(sentence: &str, given: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    for given in given {
        let (before, behind) = halves(rest, b'{');
        if behind.is_empty() {
            break;
        }
        text.push_str(before);
        text.push_str(given);
        rest = behind.get(1..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// What stands before an ASCII character and what stands behind it; all of it before, if the
/// character is not there.
#[inline(never)]
fn halves(text: &str, at: u8) -> (&str, &str) {
    let place = text.bytes().position(|byte| byte == at).unwrap_or(text.len());
    (text.get(..place).unwrap_or_default(), text.get(place + 1..).unwrap_or_default())
}

impl core::fmt::Display for Code {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.text())
    }
}

codes! {
    /// Formulas.
    #[cfg(all())]
    FORMULA {
        BareNumber: "bare-number",
            "the number `{}` has no unit",
            "end a number with `C` for a constant or `P` for percent";
        BoundAsFunction: "bound-as-function",
            "a bound is written as the function `{}`",
            "write the price, and behind `|` the amount that it is held to, after `>` or `<`";
        BoundWithoutPrice: "bound-without-price",
            "the bound `{}` has no price directly before it",
            "write the price before its bounds, or a left side to make it a condition";
        ChainedComparison: "chained-comparison",
            "the segment `{}` has more than one comparator",
            "write two conditions with `|` between them";
        CoefficientOnAmount: "coefficient-on-amount",
            "the number in `{}` stands directly before the amount",
            "write the coefficient as a constant, then `*A`";
        ComparisonInParentheses: "comparison-in-parentheses",
            "the comparator `{}` cannot stand inside parentheses",
            "write the comparison as a segment of its own, followed by `|`";
        ConditionWithoutPrice: "condition-without-price",
            "the condition `{}` has no price after it",
            "write the price after it: `condition|price`";
        DecimalComma: "decimal-comma",
            "the number `{}` has a decimal comma",
            "write a decimal point";
        Division: "division",
            "the formula divides: `{}`",
            "multiply by a constant instead, because a quotient may have no end";
        EmptyFormula: "empty-formula",
            "the formula is empty",
            "write a price, for example `4P*A+20C`";
        EmptySegment: "empty-segment",
            "there is an empty segment",
            "write a price between the `|`, or take one `|` away";
        FloorAboveCap: "floor-above-cap",
            "the floor `{}` is above the cap `{}`",
            "exchange the two limits, or take one of them away";
        FormulaTooLong: "formula-too-long",
            "the formula has {} characters",
            "a formula has at most 4,096 characters";
        MissingConstant: "missing-constant",
            "the constant that `{}` stands for was not supplied",
            "give the option `constant`, or write a number before the `C`";
        MissingOperator: "missing-operator",
            "an operator is missing between `{}` and `{}`",
            "write `*`, `+` or `-` between them";
        MissingPercentage: "missing-percentage",
            "the percentage that `{}` stands for was not supplied",
            "give the option `percentage`, or write a number before the `P`";
        MissingValue: "missing-value",
            "a value is missing beside `{}`",
            "write a value such as `5C`, `4P` or `A`";
        NumberIncomplete: "number-incomplete",
            "the number `{}` lacks a digit beside its point",
            "write at least one digit on each side of the point";
        NumberTooLong: "number-too-long",
            "the number `{}` has too many digits",
            "a number has at most 28 digits";
        PercentSign: "percent-sign", "the number `{}` has a percent sign", "write percent as `P`";
        SeveralPoints: "several-points",
            "the number `{}` has more than one decimal point",
            "a number has at most one decimal point";
        StrayParenthesis: "stray-parenthesis",
            "the parenthesis `{}` closes nothing",
            "take it away, or open the parenthesis that it closes";
        ThousandsSeparator: "thousands-separator",
            "the number `{}` has a thousands separator",
            "write the number without separators";
        TooDeep: "too-deep",
            "the parentheses are nested too deeply",
            "a formula has at most 64 levels of parentheses";
        TooManyDigits: "too-many-digits",
            "the value of `{}` needs more than 28 digits",
            "every value of a formula has at most 28 digits";
        TooManySegments: "too-many-segments",
            "the formula has {} segments",
            "a formula has at most 256 segments";
        UnclosedParenthesis: "unclosed-parenthesis",
            "the parenthesis `{}` is never closed",
            "close it with `)` before the segment ends";
        UncoveredAmounts: "uncovered-amounts",
            "no price covers {}",
            "end the formula with a price that has no condition";
        UnknownCharacter: "unknown-character",
            "`{}` means nothing in a formula",
            "a formula has numbers, `A`, `P`, `C`, `*`, `+`, `-`, `<`, `>`, `|` and parentheses";
        UnknownUnit: "unknown-unit",
            "the number `{}` has the unknown unit `{}`",
            "end a number with `C` for a constant or `P` for percent";
        UnknownWord: "unknown-word",
            "the word `{}` means nothing in a formula",
            "the letters of a formula are `A` (amount), `P` (percent) and `C` (constant)";
        UnreachablePrice: "unreachable-price",
            "the price `{}` can never be reached, because `{}` applies to every amount",
            "write a condition before the first price, or add the two with `+`";
        WrongOperator: "wrong-operator",
            "`{}` is not an operator of a formula",
            "use the operators `*`, `+`, `-`, `<`, `<=`, `>` and `>=`";
    }
    // `money` knows no codes: its sentences stand in its own errors, and a row here has one only
    // where another room refuses with the same code.
    /// Amounts, currencies, modes, ratios: what `money` refuses.
    #[cfg(all())]
    MONEY {
        AmountCharacter: "amount-character", "", "";
        AmountComma: "amount-comma", "", "";
        AmountDividesByZero: "amount-divides-by-zero", "", "";
        AmountEmpty: "amount-empty", "", "";
        AmountExponent: "amount-exponent", "", "";
        AmountInexact: "amount-inexact",
            "the number is beyond the integers that a double can hold",
            "give the amounts in a `BigInt64Array`";
        AmountInfinite: "amount-infinite", "", "";
        AmountMissingDigit: "amount-missing-digit", "", "";
        AmountNegative: "amount-negative",
            "the amount `{}` is negative",
            "an amount to be charged is zero or more";
        AmountNotAMultiple: "amount-not-a-multiple",
            "the amount `{}` is no multiple of the increment `{}`",
            "round it to the increment first";
        AmountNotANumber: "amount-not-a-number", "", "";
        AmountPlusSign: "amount-plus-sign", "", "";
        AmountSeparator: "amount-separator", "", "";
        AmountSeveralPoints: "amount-several-points", "", "";
        AmountTooLarge: "amount-too-large", "", "";
        AmountTooLong: "amount-too-long", "", "";
        AmountTooManyDecimals: "amount-too-many-decimals", "", "";
        AmountTooManyDigits: "amount-too-many-digits", "", "";
        AmountWhiteSpace: "amount-white-space", "", "";
        CurrencyCode: "currency-code",
            "the code `{}` is too long, empty, or has a character that no code has",
            "a code has 1 to 20 letters, digits, dots, hyphens or underscores";
        CurrencyDigits: "currency-digits",
            "a currency has no {} decimal digits",
            "`minorUnits` is a whole number from 0 to 9";
        CurrencyWithoutMinorUnit: "currency-without-minor-unit", "", "";
        IncrementNotOnGrid: "increment-not-on-grid", "", "";
        IncrementNotPositive: "increment-not-positive", "", "";
        MinimumAboveMaximum: "minimum-above-maximum", "", "";
        RatioNegative: "ratio-negative", "", "";
        RatiosAllZero: "ratios-all-zero", "", "";
        RatiosEmpty: "ratios-empty", "", "";
        RatiosOverflow: "ratios-overflow", "", "";
        RestUnknown: "rest-unknown",
            "expected the place of a party, found `{}`",
            "count the parties from 0";
        RestUnused: "rest-unused",
            "a party for the rest is named, and the mode gives the rest to nobody",
            "name the mode `rest`, or leave the party out";
        ResultOverflow: "result-overflow", "", "";
        UnknownAllocation: "unknown-allocation", "", "";
        UnknownCurrency: "unknown-currency", "", "";
        UnknownRounding: "unknown-rounding", "", "";
    }
    /// Documents and options, whatever they are about.
    #[cfg(all())]
    DOCUMENT {
        AmountType: "amount-type",
            "expected an amount, found {}",
            "give a decimal string such as `12.50`";
        MissingField: "missing-field", "the field is missing", "";
        TooManyProblems: "too-many-problems",
            "there are more problems, of which nothing is said",
            "mend those above, and look again";
        UnknownField: "unknown-field", "the field `{}` is unknown", "";
        WrongType: "wrong-type", "expected {}, found {}", "";
    }
    /// Bodies of requests.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    BODIES {
        AddressFormat: "address-format", "expected {}, found {}", "";
        AmountFormat: "amount-format", "expected {}, found {}", "";
        AmountNotPositive: "amount-not-positive", "expected {}, found {}", "";
        ChannelUnknown: "channel-unknown", "expected {}, found {}", "";
        IntegerRange: "integer-range", "expected {}, found {}", "";
        NotifyUrl: "notify-url", "expected {}, found {}", "";
        TaxUnexpected: "tax-unexpected", "expected {}, found {}", "";
        TextTooLong: "text-too-long", "expected {}, found {}", "";
        WrapperMissing: "wrapper-missing", "expected {}, found {}", "";
    }
    /// Price rules and what they are asked.
    #[cfg(all())]
    PRICING {
        AmountNotCovered: "amount-not-covered",
            "no price of the formula covers the amount `{}`",
            "end the formula with a price that has no condition";
        BoundsWithoutStep: "bounds-without-step",
            "no multiple of `{}` lies between the minimum `{}` and the maximum `{}`",
            "move the bounds apart, or round to a smaller step";
        BoundTwice: "bound-twice",
            "`{}` and `{}` exclude each other",
            "take one of them away";
        FreeNegative: "free-negative",
            "the free part of the value is below zero",
            "give zero or more";
        NotPiecewiseLinear: "not-piecewise-linear",
            "the charge is not linear in the amount, piece by piece",
            "a product of amounts has no such curve; use `charge` and `explain`";
        PriceMethodAmbiguous: "price-method-ambiguous",
            "`{}` alone can mean that each slab prices the part of the value inside it, or \
             that the slab reached prices the whole value",
            "write `SLAB_AMOUNT` or `SLAB_PERCENTAGE` for the former, `VARIABLE_AMOUNT` or \
             `VARIABLE_PERCENTAGE` for the latter";
        PriceMethodDisagreement: "price-method-disagreement",
            "the price is `{}`, not `{}`",
            "name that, or none";
        PriorUnused: "prior-unused",
            "only graduated tiers go on where an earlier value ended",
            "take the earlier value away, or give the tiers as `graduated`";
        RuleForm: "rule-form",
            "a rule is one of a price, {}",
            "a price has `flat`, `percentage` or `perUnit`, a formula is a string";
        OptionContradiction: "option-contradiction",
            "the option `{}` contradicts what the rule says",
            "leave the option out, or change the rule";
        OptionUnused: "option-unused", "the rule has no use for the option `{}`", "";
        TenorMissing: "tenor-missing",
            "the price is for a period, and no tenor is given",
            "give the days";
        TenorNegative: "tenor-negative",
            "the tenor `{}` is below zero",
            "give the days for which the charge is due, zero or more";
        TenorTwice: "tenor-twice",
            "an annual price and a sliding tenor exclude each other",
            "take one of them away";
        TermsNotPositive: "terms-not-positive",
            "`{}` is not above zero",
            "a rate or a period is more than nothing";
        TierAfterOpen: "tier-after-open",
            "the tier before has no end, so that nothing is left for this one",
            "give the tier before an end";
        TierCount: "tier-count", "the rule has {} tiers", "a rule has 1 to 1,000 tiers";
        TierEnds: "tier-ends",
            "the tiers end both at `upTo` and at `below`",
            "write all ends with `upTo`, which belong to the tier, or all with `below`, which do \
             not";
        TierGap: "tier-gap",
            "the tier from `{}` begins above the end `{}` of the one before",
            "";
        TierNegative: "tier-negative", "the first tier begins below zero", "begin it at 0";
        TierOverlap: "tier-overlap",
            "the tier from `{}` begins below the end `{}` of the one before",
            "";
        TierReversed: "tier-reversed",
            "the tier does not end above its beginning `{}`",
            "take the tier away, or correct its end";
        TiersMissing: "tiers-missing",
            "the rule has no tiers of its own",
            "give them in the rule, or as `slabDetails` of the request";
        UnknownBase: "unknown-base",
            "a child is charged on no base `{}`",
            "write `share` for what its party pays, or `total`";
        UnitNotPositive: "unit-not-positive",
            "the unit `{}` is not above zero",
            "take it away, or correct it";
        UnitWithoutPrice: "unit-without-price",
            "a unit has no meaning without an amount for each",
            "give the amount, or leave the unit out";
        UnknownPriceMethod: "unknown-price-method",
            "the price method `{}` is unknown",
            "the methods are {}";
        ValueAboveTiers: "value-above-tiers",
            "the value `{}` lies above the last tier",
            "add a tier for it";
        ValueBelowTiers: "value-below-tiers",
            "the value `{}` lies below the first tier, which begins at `{}`",
            "add a tier for it";
        ValueMissing: "value-missing", "a bound is percent of a value, and none is given", "";
    }
    /// Warnings.
    #[cfg(all())]
    WARNINGS {
        BoundAlwaysBites: "bound-always-bites",
            "the {} always bites: every price{} is {} it",
            "correct it, or make it the price";
        BoundNeverBites: "bound-never-bites",
            "the {} never bites: no price{} is {} it",
            "take it away, or correct it";
        BoundsCross: "bounds-cross",
            "the minimum {} is above the maximum {} from the amount `{}`{}, where every \
             amount is refused",
            "give both as amounts, or both in percent";
        Cliff: "cliff",
            "the charge jumps from `{}` for the amount `{}` to `{}` for `{}`",
            "if no jump is meant, let the prices on both sides agree there";
        DeadTier: "dead-tier",
            "no amount reaches the tier {} `{}` {} `{}`",
            "take the tier away, or correct its end or that of the one before";
        GuardNeverHolds: "guard-never-holds",
            "no amount meets {}`{}`",
            "correct the conditions, or take them and their price away";
        Inversion: "inversion",
            "the amount `{}` is charged `{}`, less than the `{}` of the smaller amount `{}`",
            "if a larger amount is not meant to pay less, raise the price of the larger one";
        NegativeCharge: "negative-charge",
            "the charge is negative {} the amount `{}`{}: it is charged `{}`",
            "if that is not a rebate, give a `minimum` of 0";
        PriceNeverReached: "price-never-reached",
            "no amount reaches the price `{}`, because every amount has a price before it",
            "take it away, or correct the conditions before it";
        UnchargedBeginning: "uncharged-beginning",
            "the tiers begin at `{}`: what lies below is not charged",
            "if all of the value is to be charged, let the first tier begin at 0";
        UnpricedTier: "unpriced-tier",
            "the tier has no price, so that nothing is charged for it",
            "give it a price, or `flat: 0` if it is free";
        UnusedConstant: "unused-constant",
            "a constant is given, and no `C` without a number asks for it",
            "write `C` where it is to stand, or do not give it";
        UnusedPercentage: "unused-percentage",
            "a percentage is given, and no `P` without a number asks for it",
            "write `P` where it is to stand, or do not give it";
    }
    /// Whole requests.
    #[cfg(any(feature = "requests", feature = "ledger"))]
    CHARGES {
        BodyShape: "body-shape",
            "the body has both `txnDetails` and `priceMethods`",
            "put every transaction into `txnDetails`, or send one alone";
        ExchangeRateMissing: "exchange-rate-missing",
            "no rate from {} to {} is given",
            "give what one unit of the former is worth in the latter";
        ExchangeRateNotOne: "exchange-rate-not-one",
            "from {} to itself the rate is 1, not {}",
            "leave the rate out, or give the currency that it leads to";
        ExternalPriceSource: "external-price-source",
            "the price is to be had from the host, which has no price source",
            "give the book an `externalPrice`";
        ParentAmbiguous: "parent-ambiguous",
            "the party pays the parent's charge in several lines",
            "name a party that pays the parent's charge, in one line";
        ParentCurrency: "parent-currency",
            "the parent's charge is in {}, the price in {}",
            "give the rule the currency of the parent's charge, or the rate to it";
        ParentCycle: "parent-cycle",
            "the charge is charged on itself, by way of its parents",
            "let one charge of the circle have a value of its own";
        ParentPartyMissing: "parent-party-missing",
            "several parties pay the parent's charge, and this one names none",
            "name a party that pays the parent's charge, in one line";
        ParentPartyUnknown: "parent-party-unknown",
            "the party does not pay the parent's charge",
            "name a party that pays the parent's charge, in one line";
        ParentUnknown: "parent-unknown",
            "no charge `{}` is in the transaction",
            "add its line to the transaction, before or after this one";
        PercentageOfCount: "percentage-of-count",
            "a bound in percent has no meaning for the count `{}`",
            "give the bounds of the rule as amounts";
        PriceTwice: "price-twice",
            "the charge is both given and to be asked from the host",
            "let one of `isChargeCalculated` and `externalPricingApplicable` be `N`";
        SharingDisagreement: "sharing-disagreement",
            "the parties that share a charge disagree about it",
            "give it in one line, or in all of them alike";
        SharingMixed: "sharing-mixed",
            "some parties share the charge and others pay all of it",
            "let `chargeSharing` be `Y` for all of them, or for none";
        SharingNegative: "sharing-negative",
            "the percentage `{}` is negative",
            "a party pays 0 percent or more";
        SharingTotal: "sharing-total",
            "the percentages of the charge total {}, not 100",
            "list every party that shares the charge, with its percentage";
        SlabRule: "slab-rule",
            "the rule has no tiers that slabs could replace",
            "name a graduated or volume rule, or leave the slabs out";
        SlabTwice: "slab-twice",
            "the slab has both an amount and a percentage",
            "give one of them, and a second charge for the other";
        TextCharacter: "text-character",
            "the text has the control character U+001F",
            "leave it out: it separates fields";
        TxnCcyMissing: "txn-ccy-missing",
            "the charge is to be in the transaction's currency, which is not given",
            "give the currency, or leave the rate out where the rule allows it";
        ChargeUnused: "charge-unused",
            "the charge is given, and not used",
            "say `isChargeCalculated` `Y` to charge it, or leave it out";
        CriteriaValueUnused: "criteria-value-unused",
            "a child is charged on its parents, not on this value",
            "leave it out, or name no parent";
        ParentUnused: "parent-unused",
            "the line names a parent, and is not charged on it",
            "say `chargeCategory` `Tax` or `chargeCriteria` `PARENT_CHARGE_CODE`";
        SharingUnused: "sharing-unused",
            "the line has a percentage, and does not share its charge",
            "say `chargeSharing` `Y` or `N`";
        TenorUnused: "tenor-unused",
            "the rule has no use for a tenor",
            "give the rule an `annualBasis`, the line a `slidingScaleTenor`, or leave it out";
        UnknownPriceRule: "unknown-price-rule",
            "the book has no such rule",
            "add it to the book's `rules`, or name another";
    }
    /// The world of a ledger.
    #[cfg(feature = "ledger")]
    WORLD {
        ApplicationsEmpty: "applications-empty", "there is no application", "give at least one";
        BalanceAboveLimit: "balance-above-limit",
            "what is outstanding is above the `creditLimit`",
            "";
        DuplicateId: "duplicate-id", "{}`{}` is there twice", "";
        FieldWithoutUse: "field-without-use", "the field means something {} only", "leave it out";
        ListTooLong: "list-too-long", "a list has 65,535 at most", "";
        MsisdnFormat: "msisdn-format",
            "`{}` is no telephone number",
            "write its digits with the country's code, 15 at most, perhaps behind `tel:` or `+`";
        OperatorMissing: "operator-missing",
            "there is no operator for the subscriber",
            "give the configuration an operator";
        HostFormat: "host-format",
            "`{}` is no host",
            "write its name or its address alone: `site`";
        OriginFormat: "origin-format",
            "`{}` is no origin",
            "write the scheme and the host, and the port if it has one: `http://site:8080`";
        OutOfRange: "out-of-range", "`{}` is no {} from {} to {}", "";
        PeriodReversed: "period-reversed", "the period ends before it begins", "";
        PrefixFormat: "prefix-format",
            "`{}` is no beginning of a telephone number",
            "write digits, with those of the country first, as `9477`";
        ScriptNeverActs: "script-never-acts", "{} can never act", "leave it out";
        SharesAboveWhole: "shares-above-whole",
            "`serviceCharge` and `aggregatorShare` total more than 100",
            "";
        TaxGrossUp: "tax-gross-up", "what is grossed up takes 100 percent or more", "";
        TaxPeriodsOverlap: "tax-periods-overlap",
            "the table is valid at the same time as one before it",
            "let each end, with `to`, where the next begins, with `from`";
        TaxTableForm: "tax-table-form", "a table has either a `preset` or `components`", "";
        TimeFormat: "time-format",
            "`{}` is no time",
            "write it as `2017-04-04T05:30:00+05:30`, not before 1970";
        UnknownChoice: "unknown-choice", "`{}` is none of `{}`", "";
        UnknownCode: "unknown-code",
            "`{}` is no code of {} that says no",
            "name one of those in docs/codes.md";
        UnknownId: "unknown-id", "there is no {} `{}`", "";
    }
    /// The ledger's operations.
    #[cfg(feature = "ledger")]
    FLOW {
        BalanceOverflow: "balance-overflow", "the amount is more than the account can hold", "";
        BillOverpaid: "bill-overpaid",
            "`{}` is more than the `{}` that the subscriber owes",
            "pay less, or have it stand to the subscriber's credit with `{ credit: true }`";
        ExceedsOwed: "exceeds-owed", "`{}` is more than the `{}` that is owed", "pay less";
        NotPending: "not-pending",
            "the transaction `{}` is {}",
            "settle what is Processing, or waits for its customer's consent";
        NothingDue: "nothing-due",
            "nothing of the notification `{}` is to be sent now",
            "look what is due with `deliveries({ due: true })`";
        SettlementFailed: "settlement-failed",
            "what is held for the transaction `{}` could not be settled or let go",
            "this is a bug of Ready Reckoner: please report it with the calls that led here";
        SnapshotDamaged: "snapshot-damaged",
            "the bytes are no snapshot of a ledger",
            "give the bytes that `snapshot()` returned, unchanged";
        TimeBackwards: "time-backwards",
            "the time is before the clock's",
            "time only goes forward: restore a snapshot to go back";
        TimeRange: "time-range",
            "the time is after the last one",
            "the last is 253402214400000, which is 9999-12-31T00:00:00Z";
        UnknownNotification: "unknown-notification",
            "there is no notification `{}`",
            "give the `id` of one of the `notifications()`";
        UnknownScript: "unknown-script",
            "there is no scripted rule `{}`",
            "give what `script` returned";
    }
    /// Documents in JSON.
    #[cfg(any(feature = "ledger", feature = "tables"))]
    JSON {
        DocumentTooDeep: "document-too-deep",
            "the document is nested too deeply",
            "a document has at most 64 levels";
        DocumentTooLarge: "document-too-large",
            "the document has more than {} bytes",
            "send it in several parts";
        DocumentTooManyValues: "document-too-many-values",
            "the document has more than {} values",
            "send it in several parts";
        JsonDuplicateField: "json-duplicate-field",
            "the field `{}` is given twice",
            "give it once";
        JsonSyntax: "json-syntax", "{}", "";
    }
    /// Documents as text.
    #[cfg(feature = "ledger")]
    HTTP {
        AccountKind: "account-kind",
            "prepaid accounts are topped up, postpaid ones pay bills",
            "call `topUp` or `payBill`, as the account is";
        AmbiguousTrid: "ambiguous-trid",
            "several billers have a debit `{}`",
            "say which with `{ biller }`";
        BooksUnbalanced: "books-unbalanced",
            "{}",
            "this is a bug of Ready Reckoner: please report it with the calls that led here";
        ClockChange: "clock-change",
            "the clock is moved in one way at a time",
            "give either `advance`, in milliseconds, or `set`, a time";
        MessageReply: "message-reply",
            "a customer either gives the token or refuses",
            "give either `token` or `refuse: true`";
        QueryTwice: "query-twice", "the field `{}` of the query is given twice", "give it once";
        TooManyEntries: "too-many-entries",
            "the list has more than 100,000 entries",
            "ask for a part of it with `limit` and `after`, or go through `eachTransaction()`";
        UnknownApplication: "unknown-application",
            "there is no application `{}`",
            "name one of the configuration's `applications`";
        UnknownOperation: "unknown-operation", "there is no operation `{}`", "";
        NoPendingConsent: "no-pending-consent",
            "no customer is asked about a debit `{}`",
            "name a debit that waits for its customer's consent";
        UnknownReference: "unknown-reference",
            "no transaction has the reference `{}`",
            "give a `referenceCode`, a `serverReferenceCode` or the key of a debit";
        UnknownSubscriber: "unknown-subscriber",
            "there is no subscriber `{}`",
            "name one of the configuration's `subscribers`";
        XmlAttribute: "xml-attribute",
            "the attribute `{}` is not read",
            "give every value as an element: only `xmlns` and `xsi` attributes may stand there";
        XmlCharacter: "xml-character",
            "the character U+{} is not allowed in XML",
            "take the character away";
        XmlDoctype: "xml-doctype", "a document type is not read", "take `<!DOCTYPE …>` away";
        XmlEncoding: "xml-encoding",
            "the document declares the encoding `{}`",
            "send the document in UTF-8 and declare that, or nothing";
        XmlEntity: "xml-entity",
            "the reference `{}` is not read",
            "write the character itself, its number, `&amp;`, `&lt;`, `&gt;`, `&apos;` or `&quot;`";
        XmlMixedContent: "xml-mixed-content",
            "the element `{}` has both text and other elements",
            "give the element only one of them";
        XmlNilContent: "xml-nil-content",
            "the element `{}` is nil, but has content",
            "take `xsi:nil` or the content away";
        XmlRoot: "xml-root", "expected {}, found {}", "give one element that holds all others";
        XmlSyntax: "xml-syntax", "{}", "";
        XmlTag: "xml-tag", "expected `</{}>`, found `</{}>`", "";
    }
    /// The edge.
    #[cfg(all())]
    EDGE {
        AmountNotWhole: "amount-not-whole",
            "the amount is no whole number of minor units",
            "give integers, such as 1250 for 12.50";
        FormulaType: "formula-type", "expected {}, found {}", "give a string";
        Internal: "internal", "", "";
        OutOfMemory: "out-of-memory",
            "the module's memory has no room for so much",
            "give less at once, or free what is no longer needed";
        RangeReversed: "range-reversed", "the range ends before it begins", "exchange its ends";
        TooManySteps: "too-many-steps",
            "{} more than 10,000 steps of started units", "ask for another figure";
        SolveTarget: "solve-target",
            "a target is one of `charge`, `net` and `gross`",
            "give one of them, such as `{ net: \"100.00\" }`";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_hold_what_was_given() {
        assert_eq!(
            Code::MissingOperator.sentence(&["4P", "A"]),
            "an operator is missing between `4P` and `A`"
        );
    }
}
