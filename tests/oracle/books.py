"""Random rules of a price book, and random terms under which lines use them.

Everything is made so that the rule, the value and the terms fit each other; what must not fit is
made by `faults.py`, on purpose.
"""

from fractions import Fraction

from generate import (
    ANNUAL_BASES, CURRENCIES, MODES, NAMED_DIGITS, PERCENTAGES, PERIODS, PRIORS, TENORS, Generator,
)
from line import TIERED_METHODS, price_method, rule_of_line, tier_kind
from amounts import NAMELESS, Currency, currency_of, decimal, decimal_text
from oracle import in_charge_units
from tiers import ChargeError, reached_tier, tier_ranges

FORMULAS = [
    "2.5P*A+5C", "A<1000C|5C|2P*A", "2P*A|>5C|<100C", "1.75P*A", "20C", "3P*(A+100C)",
    "A<100C|1C|A<=5000C|1.5P*A|>2C|0.5P*A+25C", "A>100C|A<500C|1C|2C", "0.5C*A+1P*A|<250C",
]
FORMULAS_WITH_FIGURES = ["P*A+C", "P*A|>C", "A<C|1C|P*A", "2P*A+C"]
TAX_PERCENTAGES = ["10", "15", "18", "2.5", "8", "0", "12.36", "0.5", "33.33"]
# A discount is no count.
CRITERIA = ["FINANCE_AMOUNT", "TXN_AMOUNT", "LC_AMOUNT", "DISCOUNT"]
COUNTS = ["INVOICE_COUNT", "COUNT", "DOCUMENT_COUNT"]
SLAB_AMOUNTS = ["0", "1", "2.5", "10", "12.75", "0.2", "30", "0.125"]
SLAB_UNITS = ["1", "1", "1.0", "10", "100", "2.5", "7"]
CENT = Fraction(1, 100)


def on_grid_of(rule, currency):
    """Whether the rule's increment, if it has one, is made of whole minor units."""
    increment = rule.get("increment")
    if increment is None:
        return True
    if not isinstance(currency, Currency):
        currency = currency_of(currency)
    return (decimal(increment) * 10**currency.minor_units).denominator == 1


def has_percentage_bounds(rule):
    return any(rule.get(name) is not None for name in ("minimumPercentage", "maximumPercentage"))


def opened(tiers):
    """The same tiers, from 0 to no end, so that no value is outside them."""
    tiers[0]["from"] = "0"
    for end in ("upTo", "below"):
        tiers[-1].pop(end, None)
    return tiers


class BookGenerator(Generator):
    """Makes rules for one book at a time; `start_book` begins the next."""

    def start_book(self):
        self.book = {"rules": {}}
        self.known, self.taxes = [], []
        if self.chance(30):
            modes = ["largestRemainder", "firstInOrder", "largestShare", "rest"]
            self.book["allocation"] = self.random.choice(modes)
        if self.chance(40):
            own = self.random.choice(NAMED_DIGITS if self.chance(10) else CURRENCIES)
            self.book["currency"] = own

    def shuffled(self, items):
        rest, result = list(items), []
        while rest:
            result.append(rest.pop(self.random.randrange(len(rest))))
        return result

    # Rules.

    def bounds(self):
        """Bounds of one kind or, now and then, of both; never crossed in amounts that occur."""
        if self.chance(10):
            return {"minimum": self.random.choice(["0.5", "1"]), "maximumPercentage": "90"}
        suffix, ceiling = self.random.choice([("", 300), ("Percentage", 20)])
        texts = sorted((self.amount(ceiling), self.amount(ceiling)), key=Fraction)
        which = self.random.randrange(1, 4)
        pairs = ((1, "minimum", texts[0]), (2, "maximum", texts[1]))
        return {name + suffix: self.spelled(text) for bit, name, text in pairs if which & bit}

    def tiers(self):
        """One to four tiers, of which the last is seldom closed."""
        tiers = super().tiers()[:4]
        if self.chance(85):
            for end in ("upTo", "below"):
                tiers[-1].pop(end, None)
        return tiers

    def shared_fields(self):
        """What a rule of any kind may carry, taken from a random rule."""
        kinds = {"flat", "percentage", "perUnit", "unit", "graduated", "volume", "chargeOnZero"}
        return {name: value for name, value in self.rule().items() if name not in kinds}

    def add_rule(self, rule):
        identifier = f"R{len(self.book['rules']) + 1}"
        self.book["rules"][identifier] = rule
        return identifier, rule

    def any_rule(self):
        """A rule of the book or a new one of any kind."""
        if self.known and self.chance(25):
            return self.random.choice(self.known)
        roll = self.random.randrange(100)
        if roll < 14:
            # A charge below zero is no base for a tax.
            own = self.formula_rule(FORMULAS_WITH_FIGURES) if self.chance(40) else {}
            rule = {"formula": self.random.choice(FORMULAS), **self.shared_fields(), **own}
            if self.chance(30):
                rule["chargeOnZero"] = self.chance(70)
        elif roll < 26:
            method = self.random.choice(sorted(TIERED_METHODS))
            rule = {"priceMethod": method, **self.shared_fields()}
        else:
            rule = self.rule()
            if self.chance(15):
                rule["priceMethod"] = price_method(rule)
        if self.chance(20):
            rule["annualBasis"] = self.random.choice(ANNUAL_BASES)
        if self.chance(30):
            rule["chargeInTxnCcy"] = self.chance(60)
        self.known.append(self.add_rule(rule))
        return self.known[-1]

    def tax_rule(self, currency):
        """A rule for a child whose base is in this currency."""
        known = [(name, rule) for name, rule in self.taxes if on_grid_of(rule, currency)]
        if known and self.chance(50):
            return self.random.choice(known)
        if self.chance(70):
            rule = {"percentage": self.spelled(self.random.choice(TAX_PERCENTAGES))}
            if self.chance(30):
                rule["rounding"] = self.random.choice(MODES)
            if self.chance(10):
                rule["minimum"] = self.amount(3)
        else:
            rule = self.rule()
            for kind in ("graduated", "volume"):
                if kind in rule:
                    opened(rule[kind])
            rule.pop("currency", None)
            if not on_grid_of(rule, currency):
                del rule["increment"]
        if self.chance(30) and currency.code is not None:
            other = self.random.choice(CURRENCIES)
            same = self.chance(50) or other == currency.code
            rule["currency"] = spelled_currency(currency) if same else other
        if self.chance(10):
            rule["base"] = "share"
        self.taxes.append(self.add_rule(rule))
        return self.taxes[-1]

    def tax_of_document(self):
        """A rule for a tax on the sum of what all parties are charged."""
        rule = {"percentage": self.spelled(self.random.choice(TAX_PERCENTAGES)), "base": "total"}
        if self.chance(30):
            rule["rounding"] = self.random.choice(MODES)
        return self.add_rule(rule)

    # Terms.

    def slabs(self, rule):
        """Slab details that fit the rule's price method."""
        method = rule.get("priceMethod", "")
        plus_one = self.chance(50)
        lower, slabs = 0, []
        count = self.random.randrange(1, 5)
        for place in range(count):
            slab = {"fromSlab": decimal_text(Fraction(lower + (plus_one and place > 0)))}
            lower += self.random.choice([2, 50, 250, 1000, 10000])
            if place < count - 1 or self.chance(10):
                slab["toSlab"] = self.spelled(decimal_text(Fraction(lower)))
            elif self.chance(30):
                slab["toSlab"] = None
            if method.endswith("PERCENTAGE") or (not method and self.chance(50)):
                slab["percentage"] = self.spelled(self.random.choice(PERCENTAGES))
            else:
                slab["amount"] = self.spelled(self.random.choice(SLAB_AMOUNTS))
                if self.chance(50):
                    slab["unit"] = self.random.choice(SLAB_UNITS)
            slabs.append(slab)
        return slabs

    def fits(self, rule, value):
        """Whether the value is inside the tiers, or nothing of it remains to be priced."""
        kind = tier_kind(rule)
        remaining = in_charge_units(rule, decimal(value)) - decimal(rule.get("free", "0"))
        if not kind or remaining <= 0:
            return True
        try:
            reached_tier(tier_ranges(rule[kind]), remaining)
        except ChargeError:
            return False
        return True

    def fitting_value(self, rule, positive=False):
        """A value inside the tiers, but for a few; `positive` asks for one above `free`.

        So do most calls of their own accord, lest too many charges are zero.
        """
        positive = positive or self.chance(85)
        least = decimal(rule.get("free", "0")) if positive else Fraction(-1)
        for _ in range(6):
            value = self.value(rule)
            if decimal(value) > least and self.fits(rule, value):
                return self.spelled_value(value)
        return decimal_text(decimal(rule.get("free", "0")) + 101)

    def spelled_value(self, text):
        """The value as it is, as a number, or with zeros at the end."""
        if len(text) > 15 or not self.chance(15):
            return text
        return self.spelled(text) if self.chance(50) else zeros_added(text)

    def tenor_terms(self, rule):
        if rule.get("annualBasis") is not None:
            return {"tenor": self.spelled(self.random.choice(TENORS))}
        if not self.chance(20):
            return {}
        terms = {"tenor": self.spelled(self.random.choice(TENORS))}
        if self.chance(70):
            terms["slidingScaleTenor"] = self.spelled(self.random.choice(PERIODS))
        return terms

    def prior_terms(self, rule, value):
        """What was charged earlier in the period, where the tiers reach so far."""
        prior = self.random.choice(PRIORS)
        if "graduated" not in rule or rule.get("chargeOnZero") or not self.chance(25):
            return {}
        after = {**rule, "free": decimal_text(decimal(rule.get("free", "0")) - decimal(prior))}
        return {"priorCriteriaValue": prior} if self.fits(after, value) else {}

    def exchange_terms(self, rule, pricing):
        """Transaction currency and rate that fit the rule, and the currency of the charge.

        Without a pricing currency the rule is priced in what the line or the book names.
        """
        in_txn_ccy = rule.get("chargeInTxnCcy")
        if pricing is None:
            return self.unexchanged_terms(rule, in_txn_ccy)
        if in_txn_ccy is False:
            ignored = {"txnCcy": self.random.choice(CURRENCIES), "exchangeRate": "302.15"}
            return (ignored if self.chance(50) else {}), currency_of(pricing)
        if not in_txn_ccy and not self.chance(35):
            return ({"exchangeRate": 1} if self.chance(5) else {}), currency_of(pricing)
        currency = self.random.choice(CURRENCIES)
        same = currency_of(currency).code == currency_of(pricing).code
        if same or not on_grid_of(rule, currency) or self.chance(25):
            one = self.random.choice([{}, {"exchangeRate": "1"}, {"exchangeRate": 1.0}])
            return {"txnCcy": pricing, **one}, currency_of(pricing)
        return {"txnCcy": currency, "exchangeRate": self.exchange_rate()}, currency_of(currency)

    def unexchanged_terms(self, rule, in_txn_ccy):
        """The terms for a rule that names no currency: nothing is exchanged."""
        book = self.book.get("currency")
        named = self.random.choice(CURRENCIES)
        if not (on_grid_of(rule, book) and on_grid_of(rule, named)):
            del rule["increment"]
        if in_txn_ccy is False or not (in_txn_ccy or self.chance(50)):
            return {}, currency_of(book)
        one = self.random.choice([{}, {"exchangeRate": "1"}, {"exchangeRate": 1.0}])
        return {"txnCcy": named, **one}, currency_of(named)

    def criterion(self, rule):
        if self.chance(20):
            return {}
        counted = not has_percentage_bounds(rule) and self.chance(20)
        return {"chargeCriteria": self.random.choice(COUNTS if counted else CRITERIA)}

    def rule_terms(self):
        """The terms of an ordinary line, and the currency of its charge."""
        name, rule = self.any_rule()
        kind = tier_kind(rule)
        terms = {"priceRuleId": name}
        if kind and (kind not in rule or self.chance(20)):
            terms["slabDetails"] = self.slabs(rule)
        elif kind and self.chance(4):
            terms["slabDetails"] = []
        effective = rule_of_line(rule, terms.get("slabDetails"))
        terms.update(self.criterion(rule))
        terms["chargeCriteriaValue"] = self.fitting_value(effective)
        terms.update(self.prior_terms(effective, terms["chargeCriteriaValue"]))
        terms.update(self.tenor_terms(rule))
        exchange, currency = self.exchange_terms(rule, rule.get("currency"))
        if self.chance(8):
            terms["priceMethod"] = price_method(effective)
        if self.chance(5):
            # Without the flag a charge has no effect.
            terms.update({"charge": self.amount(100), "isChargeCalculated": "N"})
        return {**terms, **exchange}, currency

    def priced_elsewhere(self, terms):
        """Makes a line given or external; its charge or the host's price is a random amount."""
        price = self.spelled(self.amount(self.random.choice([10, 1000, 50000]), 3))
        if self.chance(50):
            terms.update({"isChargeCalculated": "Y", "charge": price})
            return None
        terms["externalPricingApplicable"] = "Y"
        return price

    def elsewhere_terms(self):
        """The terms of a given or an external line, the host's price, and the currency."""
        terms, rule = {}, None
        if self.chance(65):
            terms["priceRuleId"], rule = self.any_rule()
            if tier_kind(rule) and tier_kind(rule) not in rule:
                terms["slabDetails"] = self.slabs(rule)
        price = self.priced_elsewhere(terms)
        if price is not None and rule:
            terms.update(self.tenor_terms(rule))
        if rule and (has_percentage_bounds(rule) or self.chance(50)):
            effective = rule_of_line(rule, terms.get("slabDetails"))
            terms.update(self.criterion(rule))
            terms["chargeCriteriaValue"] = self.fitting_value(effective, positive=True)
        exchange, currency = self.exchange_terms(rule or {}, (rule or {}).get("currency"))
        return {**terms, **exchange}, price, currency

    def tax_terms(self, base_currency):
        """The terms of a child, whose base is in this currency, and the currency of its charge."""
        name, rule = self.tax_rule(base_currency)
        terms = {"priceRuleId": name}
        named = spelled_currency(base_currency)
        if currency_of(rule.get("currency") or named) != base_currency:
            # The rate takes the base to the rule's currency, and the tax back.
            rate = self.exchange_rate()
            return {**terms, "txnCcy": named, "exchangeRate": rate}, base_currency
        if named is None or rule.get("chargeInTxnCcy") is False:
            return terms, base_currency
        if rule.get("currency") is None and self.chance(15):
            # The rate is that of the parent: the base is in the transaction's currency already.
            return {**terms, "txnCcy": named, "exchangeRate": self.exchange_rate()}, base_currency
        if rule.get("currency") is None and not rule.get("chargeInTxnCcy"):
            return {**terms, **({"txnCcy": named} if self.chance(30) else {})}, base_currency
        exchange, currency = self.exchange_terms(rule, named)
        return {**terms, **exchange}, currency


def spelled_currency(currency):
    """A currency as a rule or a line names it."""
    if currency == NAMELESS or currency == currency_of(currency.code):
        return currency.code
    return {"code": currency.code, "minorUnits": currency.minor_units}


def zeros_added(text):
    return f"{text}0" if "." in text else f"{text}.00"
