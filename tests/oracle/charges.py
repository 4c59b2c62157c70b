#!/usr/bin/env python3
"""Answers whole charge requests: sharing groups, taxes on charges, and the response document.

Read as a program, it turns lines `{"request": …, "book": …, "externalPrices": …}` into
`{"response": …}` or `{"errors": [[code, path], …]}`, a line each. The external prices are what
the host's source gives for each charge code; without them there is no source. The path of an
error is null where only its code is certain.
"""

import json
import sys
from fractions import Fraction

from allocation import allocate
from amounts import UnsupportedRule, decimal, fixed_text, ratio
from line import Money, about, charge_of
from tiers import ChargeError

# What decides the price of a group: a line leaves to the others what it does not give.
PRICE_FIELDS = [
    "priceRuleId", "chargeCriteria", "chargeCriteriaValue", "tenor", "slidingScaleTenor",
    "txnCcy", "exchangeRate", "isChargeCalculated", "charge", "externalPricingApplicable",
    "slabDetails", "priceMethod", "priorCriteriaValue",
]

AMOUNTS = {"chargeCriteriaValue", "tenor", "slidingScaleTenor", "exchangeRate", "charge",
           "priorCriteriaValue"}

TAXES = {"tax", "vat", "gst", "sst", "nbt", "levy", "cess"}


class ParentFailed(Exception):
    """The parent has no charge, for a reason that is reported with the parent."""


def without_nulls(value):
    """The same document without nulls, which mean the same as absence in a request."""
    if isinstance(value, dict):
        return {name: without_nulls(v) for name, v in value.items() if v is not None}
    return [without_nulls(v) for v in value] if isinstance(value, list) else value


class Line:
    """A line of the request, where it stands, and later its part of a charge."""

    def __init__(self, fields, pointer):
        self.fields, self.pointer = fields, pointer
        self.code = fields["chargeCode"]
        self.party = fields.get("partyId") or fields.get("partyToCharge")
        self.shared = fields.get("chargeSharing") == "Y"
        self.unit = self.part = None

    def parents(self):
        """The codes of its parents; a request may name one or a list."""
        named = self.fields.get("parentChargeCode")
        return tuple(named) if isinstance(named, list) else (named,)

    def key(self):
        return self.code, self.parents()

    def detail(self):
        """What the response says about the line, once its unit is priced."""
        fields, charge = self.unit.fields, self.unit.charge
        external = fields.get("externalPricingApplicable") == "Y"
        detail = {
            "charge": fixed_text(self.part, charge.money.currency.minor_units),
            "chargeCode": self.code,
            "chargeSharing": "Y" if self.shared else "N",
            "externalCharge": "Y" if external else "N",
            **about(charge),
        }
        for name in ("partyId", "partyToCharge"):
            if name in self.fields:
                detail[name] = self.fields[name]
        if "priceRuleId" in fields:
            detail["priceRuleId"] = fields["priceRuleId"]
        return detail


class Unit:
    """What is priced once: a line alone, or the lines of a sharing group."""

    def __init__(self, lines, fields, on_total=False):
        self.lines, self.fields = lines, fields
        self.on_total = on_total
        self.charge = None
        self.state = "new"
        for line in lines:
            line.unit = self


# Groups.


def same(name, one, other):
    """Whether two lines say the same; amounts are compared as amounts."""
    if name in AMOUNTS:
        return ratio(one) == ratio(other)
    if name == "slabDetails":
        return [amounts_of(slab) for slab in one] == [amounts_of(slab) for slab in other]
    return one == other


def amounts_of(slab):
    return {name: ratio(amount) for name, amount in slab.items()}


def together(lines):
    """The fields of a group: what decides the price is taken from the first line to give it."""
    fields = dict(lines[0].fields)
    for line in lines[1:]:
        for name in PRICE_FIELDS:
            if name not in line.fields:
                continue
            given = fields.setdefault(name, line.fields[name])
            if not same(name, given, line.fields[name]):
                raise ChargeError("sharing-disagreement", f"{line.pointer}/{name}")
    return fields


def is_child(fields):
    if fields.get("chargeCriteria") == "PARENT_CHARGE_CODE":
        return True
    return "parentChargeCode" in fields and fields.get("chargeCategory", "").lower() in TAXES


def parents_of(lines, code):
    return [line for line in lines if line.code == code]


def taxed_alone(group, lines):
    """Whether a shared child is a tax on what each of its parties pays of the parent.

    Two lines of one party cannot both be taxed on its only line: they share one tax.
    """
    if not any(is_child(line.fields) for line in group):
        return False
    own = {line.party for line in group}
    if None in own or len(own) < len(group):
        return False
    parties = [{parent.party for parent in parents_of(lines, code)} for code in group[0].parents()]
    return all(own <= of_parent for of_parent in parties)


def units_of_group(group, lines, book):
    if sum(ratio(line.fields["chargeSharingPct"]) for line in group) != 100:
        raise ChargeError("sharing-total")
    if taxed_alone(group, lines):
        if any(priced_on_total(line.fields, book) for line in group):
            return [Unit(group, together(group), on_total=True)]
        return [Unit([line], line.fields) for line in group]
    return [Unit(group, together(group))]


def priced_on_total(fields, book):
    """Whether a child's rule asks for one price on the sum of its parents."""
    rule = book["rules"].get(fields.get("priceRuleId")) or {}
    return rule.get("base") == "total" and is_child(fields)


def units(lines, errors, book):
    """All that is to be priced in a transaction; lines of a faulty group stay without a unit."""
    by_key = {}
    for line in lines:
        by_key.setdefault(line.key(), []).append(line)
    found = []
    for alike in by_key.values():
        shared = [line.shared for line in alike]
        try:
            if any(shared) and not all(shared):
                raise ChargeError("sharing-mixed")
            if all(shared):
                found += units_of_group(alike, lines, book)
            elif any(priced_on_total(line.fields, book) for line in alike):
                found.append(Unit(alike, together(alike), on_total=True))
            else:
                found += [Unit([line], line.fields) for line in alike]
        except ChargeError as error:
            errors.append([error.code, error.path])
    return found


# Charges.


def taxed(parent):
    """What a party is charged on: nothing, if `rest` left it less than nothing of a charge."""
    return parent.part if parent.unit.charge.money.amount < 0 else max(parent.part, Fraction(0))


class Transaction:
    """The lines that may refer to each other, priced parents first."""

    def __init__(self, lines, case):
        self.lines, self.book = lines, case["book"]
        self.external_prices = case.get("externalPrices")
        self.errors = []

    def price_all(self):
        for unit in units(self.lines, self.errors, self.book):
            try:
                self.price(unit)
            except ChargeError as error:
                unit.state = "failed"
                self.errors.append([error.code, error.path])
            except ParentFailed:
                unit.state = "failed"
        return self.errors

    def price(self, unit):
        """Prices a unit and divides its charge; its lines then have their parts."""
        if unit.state == "done":
            return
        if unit.state == "failed":
            raise ParentFailed
        if unit.state == "pricing":
            raise ChargeError("parent-cycle")
        unit.state = "pricing"
        fields = unit.fields
        given = fields.get("isChargeCalculated") == "Y"
        external = fields.get("externalPricingApplicable") == "Y"
        if given and external:
            raise ChargeError("price-twice")
        rule = self.rule(fields.get("priceRuleId"))
        if rule is None and not given and not external:
            raise UnsupportedRule("a line needs a rule unless its price comes from elsewhere")
        base = self.base(unit) if is_child(fields) else None
        price = self.external_price(fields["chargeCode"]) if external else None
        unit.charge = charge_of(fields, rule, base, price, self.book.get("currency"))
        self.divide(unit)
        unit.state = "done"

    def rule(self, name):
        if name is None:
            return None
        if name not in self.book["rules"]:
            raise ChargeError("unknown-price-rule")
        return self.book["rules"][name]

    def external_price(self, code):
        if self.external_prices is None:
            raise ChargeError("external-price-source")
        return decimal(self.external_prices[code])

    def base(self, unit):
        """What a child is priced on: the parents' charges of the same party, or all of them."""
        own = not unit.lines[0].shared or taxed_alone(unit.lines, self.lines)
        found = []
        for code in unit.lines[0].parents():
            parents = parents_of(self.lines, code)
            if not parents:
                raise ChargeError("parent-unknown")
            if own and not unit.on_total:
                parents = [self.parent_of_party(unit.lines[0].party, parents)]
            found += parents
        if unit.on_total:
            for line in unit.lines:
                self.check_party_of_total(line, unit)
        for parent in found:
            self.price_parent(parent)
        currencies = {parent.unit.charge.money.currency for parent in found}
        if len(currencies) > 1:
            raise ChargeError("parent-currency")
        unit.parents = found
        paid = sum(parent.part if unit.on_total or not own else taxed(parent) for parent in found)
        return Money(paid, currencies.pop())

    def check_party_of_total(self, line, unit):
        """Several lines divide a total by what the party of each pays of the parents."""
        parents = [parents_of(self.lines, code) for code in line.parents()]
        if line.party is None:
            if len(unit.lines) > 1 and any(len(of_code) > 1 for of_code in parents):
                raise ChargeError("parent-party-missing")
        elif all(parent.party != line.party for of_code in parents for parent in of_code):
            raise ChargeError("parent-party-unknown")

    def parent_of_party(self, party, parents):
        if party is None:
            if len(parents) > 1:
                raise ChargeError("parent-party-missing")
            return parents[0]
        found = [parent for parent in parents if parent.party == party]
        if len(found) != 1:
            raise ChargeError("parent-ambiguous" if found else "parent-party-unknown")
        return found[0]

    def price_parent(self, parent):
        if parent.unit is None:
            raise ParentFailed
        try:
            self.price(parent.unit)
        except ChargeError as error:
            parent.unit.state = "failed"
            self.errors.append([error.code, error.path])
            raise ParentFailed from error
        except ParentFailed:
            parent.unit.state = "failed"
            raise

    def divide(self, unit):
        """One party pays all; several pay their parts, in minor units."""
        amount, currency = unit.charge.money
        if len(unit.lines) == 1:
            unit.lines[0].part = amount
            return
        scale = 10**currency.minor_units
        if (amount * scale).denominator != 1:
            raise UnsupportedRule(f"{amount} is not an amount of {currency}")
        mode = self.book.get("allocation") or "largestRemainder"
        parts = allocate(int(amount * scale), self.shares(unit), mode) if amount else None
        for place, line in enumerate(unit.lines):
            line.part = Fraction(parts[place], scale) if parts else Fraction(0)

    def shares(self, unit):
        """What a charge is divided by: the lines' percentages, or what each party was charged."""
        if not unit.on_total:
            return [ratio(line.fields["chargeSharingPct"]) for line in unit.lines]
        shares = [sum(taxed(one) for one in unit.parents if line.party in (None, one.party))
                  for line in unit.lines]
        if min(shares) < 0:
            raise ChargeError("ratio-negative")
        return shares


# The request and the response.


def lines_of(transaction, pointer):
    return [
        Line(fields, f"{pointer}/priceMethods/{place}")
        for place, fields in enumerate(transaction["priceMethods"])
    ]


def transactions_of(bodies, lines):
    """The lines that belong together: those of equal reference numbers are of one transaction."""
    together_by = {}
    for place, (body, own) in enumerate(zip(bodies, lines)):
        together_by.setdefault(body.get("txnRefNo", place), []).extend(own)
    return together_by.values()


def answered(body, lines):
    """One transaction of the response."""
    reference = {"txnRefNo": body["txnRefNo"]} if "txnRefNo" in body else {}
    return {**reference, "chargeDetails": [line.detail() for line in lines]}


def answer_request(case):
    """The response that a test expects, or the problems in the request."""
    request = without_nulls(case["request"])
    rooted = "txnDetails" in request
    bodies = request["txnDetails"] if rooted else [request]
    pointers = [f"/txnDetails/{place}" if rooted else "" for place in range(len(bodies))]
    lines = [lines_of(body, pointer) for body, pointer in zip(bodies, pointers)]
    errors = []
    for together_in_one in transactions_of(bodies, lines):
        errors += Transaction(together_in_one, case).price_all()
    if errors:
        # One problem that several groups have is told once.
        return {"errors": [error for n, error in enumerate(errors) if error not in errors[:n]]}
    answers = [answered(body, own) for body, own in zip(bodies, lines)]
    if not rooted:
        return {"response": answers[0]}
    single = answers[0] if len(answers) == 1 else {}
    return {"response": {**single, "txnDetails": answers}}


def main():
    for line in sys.stdin:
        print(json.dumps(answer_request(json.loads(line)), separators=(",", ":")))


if __name__ == "__main__":
    main()
