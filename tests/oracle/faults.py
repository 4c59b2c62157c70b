"""Random lines with exactly one fault, for each code with which a request is refused.

The lines of a fault stand beside good ones in the same request, and refer to none of them.
"""

from fractions import Fraction

from generate import CURRENCIES, TENORS
from groups import CODES, GroupGenerator
from amounts import decimal_text

FAULTS = [
    "exchange-rate-missing",
    "exchange-rate-not-one",
    "external-price-source",
    "minimum-above-maximum",
    "parent-ambiguous",
    "parent-currency",
    "parent-cycle",
    "parent-party-missing",
    "parent-party-unknown",
    "parent-unknown",
    "percentage-of-count",
    "price-method-ambiguous",
    "price-method-disagreement",
    "price-twice",
    "sharing-disagreement",
    "sharing-mixed",
    "sharing-total",
    "slab-rule",
    "slab-twice",
    "tenor-missing",
    "tenor-twice",
    "tiers-missing",
    "txn-ccy-missing",
    "unknown-price-method",
    "unknown-price-rule",
    "value-above-tiers",
    "value-below-tiers",
]

WRONG_TOTALS = [["60", "50"], ["33.33", "33.33", "33.33"], ["40", "59.99"], ["50"], ["100.01"]]


class FaultGenerator(GroupGenerator):
    def faulty_lines(self, fault):
        return getattr(self, fault.replace("-", "_"))()

    # The good lines that are spoiled.

    def simple_rule(self, **fields):
        price = self.random.choice([{"percentage": "2.5"}, {"flat": "12.5"}, {"perUnit": 0.75}])
        rule = {**price, "currency": self.random.choice(CURRENCIES), **fields}
        return self.add_rule(rule)

    def good(self, name, **terms):
        """The fields of a good line that names no party."""
        value = self.amount(9000)
        criterion = {"chargeCriteriaValue": decimal_text(Fraction(value) + 1)}
        code = self.code(CODES)
        return {"chargeCode": code, "priceRuleId": name, **criterion, **terms}

    def group(self, line, shares):
        """A sharing group of equal lines."""
        rows = enumerate(shares, 1)
        return [self.line(line, {}, {"partyId": f"P{place}"}, share) for place, share in rows]

    def child(self, parent, **fields):
        """The fields of a good tax on this line, but for its party."""
        name, _ = self.add_rule({"percentage": self.random.choice(["10", "15"])})
        code = self.code(["VAT", "NBT"])
        mark = self.random.choice(
            [{"chargeCategory": "Tax"}, {"chargeCriteria": "PARENT_CHARGE_CODE"}]
        )
        parent_code = {"parentChargeCode": parent["chargeCode"]}
        return {"chargeCode": code, "priceRuleId": name, **parent_code, **mark, **fields}

    def other_than(self, currency):
        return self.random.choice([code for code in CURRENCIES if code != currency])

    # Exchange.

    def exchange_rate_missing(self):
        name, rule = self.simple_rule()
        return [self.good(name, txnCcy=self.other_than(rule["currency"]))]

    def exchange_rate_not_one(self):
        name, rule = self.simple_rule()
        rate = self.random.choice(["1.0001", "302.15", 0.99])
        return [self.good(name, txnCcy=rule["currency"], exchangeRate=rate)]

    def txn_ccy_missing(self):
        if self.chance(50):
            name, _ = self.simple_rule(chargeInTxnCcy=True)
            return [self.good(name)]
        name, _ = self.simple_rule()
        return [self.good(name, exchangeRate="302.15")]

    # Prices from elsewhere.

    def external_price_source(self):
        name, _ = self.simple_rule()
        return [self.good(name, externalPricingApplicable="Y")]

    def price_twice(self):
        name, _ = self.simple_rule()
        flags = {"isChargeCalculated": "Y", "externalPricingApplicable": "Y", "charge": "7"}
        line = self.good(name, **flags)
        self.external_prices[line["chargeCode"]] = "8"
        return [line]

    # Sharing.

    def sharing_disagreement(self):
        name, rule = self.simple_rule()
        currency = self.other_than(rule["currency"])
        line = self.good(name, tenor="30", txnCcy=currency, exchangeRate="1.5")
        lines = self.group(line, self.shares(2))
        field, value = self.random.choice([
            ("priceRuleId", self.simple_rule()[0]), ("chargeCriteriaValue", "0.07"),
            ("tenor", 31), ("txnCcy", self.other_than(currency)), ("exchangeRate", "1.51"),
        ])
        lines[1][field] = value
        if self.chance(30):
            # Whoever leaves the field out does not take part in the disagreement.
            silent = self.line(line, {}, {"partyId": "P3"}, "0")
            silent.pop(field)
            lines.append(silent)
        return lines

    def sharing_mixed(self):
        line = self.good(self.simple_rule()[0])
        return self.group(line, self.shares(2)) + [self.line(line, {}, {"partyId": "P3"})]

    def sharing_total(self):
        line = self.good(self.simple_rule()[0])
        return self.group(line, self.random.choice(WRONG_TOTALS))

    # Parents.

    def parent_unknown(self):
        child = self.child({"chargeCode": "NOWHERE"}, partyId="P1")
        return [child]

    def parent_cycle(self):
        first = self.child({"chargeCode": ""}, partyId="P1")
        links = [first]
        for _ in range(self.random.randrange(3)):
            links.append(self.child(links[-1], partyId="P1"))
        first["parentChargeCode"] = links[-1]["chargeCode"]
        return links

    def parent_party_missing(self):
        parents = self.group(self.good(self.simple_rule()[0]), self.shares(2))
        return parents + [self.child(parents[0])]

    def parent_party_unknown(self):
        parents = self.group(self.good(self.simple_rule()[0]), self.shares(2))
        return parents + [self.child(parents[0], partyId="P6")]

    def parent_ambiguous(self):
        parent = self.good(self.simple_rule()[0], partyId="P1")
        twice = [dict(parent), dict(parent)]
        if self.chance(50):
            twice = self.group(parent, ["50", "50"])
            twice[1]["partyId"] = "P1"
        return twice + [self.child(parent, partyId="P1")]

    def parent_currency(self):
        name, rule = self.simple_rule()
        parent = self.good(name, partyId="P1")
        other = self.other_than(rule["currency"])
        tax, _ = self.add_rule({"percentage": "10", "currency": other})
        child = self.child(parent, partyId="P1")
        child["priceRuleId"] = tax
        return [parent, child]

    # Rules and slab details.

    def minimum_above_maximum(self):
        if self.chance(50):
            name, _ = self.simple_rule(minimumPercentage="2", maximumPercentage="1.99")
            return [self.good(name)]
        # Bounds of two kinds cross only at some values.
        name, _ = self.simple_rule(minimum="10", maximumPercentage="1")
        return [self.good(name, chargeCriteriaValue="999.99")]

    def percentage_of_count(self):
        name, _ = self.simple_rule(maximumPercentage="5")
        return [self.good(name, chargeCriteria=self.random.choice(["INVOICE_COUNT", "COUNT"]))]

    def price_method_ambiguous(self):
        name, _ = self.add_rule({"priceMethod": self.random.choice(["SLAB", "TIER"])})
        return [self.good(name, slabDetails=[{"fromSlab": "0", "amount": "5"}])]

    def price_method_disagreement(self):
        if self.chance(50):
            name, _ = self.add_rule({"volume": [{"flat": "5"}]})
            slabs = [{"fromSlab": "0", "percentage": "5"}]
            return [self.good(name, slabDetails=slabs, priceMethod="VARIABLE_AMOUNT")]
        name, _ = self.add_rule({"formula": "2.5P*A"})
        return [self.good(name, priceMethod="FIXED_PERCENTAGE")]

    def unknown_price_method(self):
        name, _ = self.simple_rule()
        return [self.good(name, priceMethod=self.random.choice(["PERCENT", "formula", "SLABS"]))]

    def unknown_price_rule(self):
        return [self.good("R0")]

    def tiers_missing(self):
        method = self.random.choice(["SLAB_AMOUNT", "VARIABLE_PERCENTAGE"])
        name, _ = self.add_rule({"priceMethod": method})
        empty = self.random.choice([{}, {"slabDetails": []}, {"slabDetails": None}])
        return [self.good(name, **empty)]

    def slab_rule(self):
        formula = {"formula": "2.5P*A"}
        name, _ = self.add_rule(formula) if self.chance(40) else self.simple_rule()
        return [self.good(name, slabDetails=[{"fromSlab": "0", "amount": "5"}])]

    def slab_twice(self):
        name, _ = self.add_rule({self.random.choice(["graduated", "volume"]): [{"flat": "5"}]})
        slabs = [{"toSlab": "250", "amount": "5"}, {"amount": "5", "percentage": "1"}]
        return [self.good(name, slabDetails=slabs)]

    # Tenor and tiers.

    def tenor_missing(self):
        if self.chance(50):
            name, _ = self.simple_rule(annualBasis=360)
            return [self.good(name)]
        name, _ = self.simple_rule()
        return [self.good(name, slidingScaleTenor=self.random.choice(TENORS))]

    def tenor_twice(self):
        name, _ = self.simple_rule(annualBasis=365)
        return [self.good(name, tenor="90", slidingScaleTenor="30")]

    def closed_tiers(self, **fields):
        kind = self.random.choice(["graduated", "volume"])
        return self.add_rule({kind: [{"from": "10", "upTo": "50", "flat": "5"}], **fields})[0]

    def value_above_tiers(self):
        value = self.random.choice(["50.01", 51, "1000000"])
        return [self.good(self.closed_tiers(), chargeCriteriaValue=value)]

    def value_below_tiers(self):
        # What is free is taken off first: of these values, 10 and less remain.
        value = self.random.choice(["12", "11.5", 3])
        return [self.good(self.closed_tiers(free="2"), chargeCriteriaValue=value)]
