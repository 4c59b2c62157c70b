"""Holds the table of generated requests to the generator, and the generator to its promises.

    python3 -m unittest discover --start-directory tests/oracle
"""

import json
import unittest
from collections import Counter
from pathlib import Path

from case_lines import case_lines
from charges import answer_request, is_child, without_nulls
from faults import FAULTS
from generate import MODES
from generate_requests import RequestGenerator
from line import BOUNDS, TIERED_METHODS, tier_kind
from amounts import currency_of, ratio

DATA = Path(__file__).resolve().parent.parent / "data"
COUNT = 250

AMOUNT_FIELDS = ["chargeCriteriaValue", "charge", "tenor", "exchangeRate", "chargeSharingPct"]


def bodies_of(case):
    request = case["request"]
    return request.get("txnDetails") or [request]


def parent_codes(line):
    named = line.get("parentChargeCode")
    return named if isinstance(named, list) else [named]


def details_of(case):
    response = case["expected"].get("response", {})
    bodies = response.get("txnDetails") or [response]
    return [detail for body in bodies for detail in body.get("chargeDetails", [])]


def features_of_line(raw, line, rule):
    """What is remarkable about a line, as it stands and without nulls, and its rule."""
    yield from (f"null {name}" for name in raw if raw[name] is None)
    yield from (f"number {name}" for name in AMOUNT_FIELDS if type(line.get(name)) in (int, float))
    value = str(line.get("chargeCriteriaValue", ""))
    if len(value.replace(".", "")) >= 15:
        yield "huge value"
    if not is_child(line) and value in ("0", "0.00"):
        yield "zero value"
    for flag in ("isChargeCalculated", "externalPricingApplicable"):
        if line.get(flag) == "Y":
            yield flag if rule else f"{flag} without rule"
    if line.get("isChargeCalculated") != "Y" and "charge" in line:
        yield "charge without effect"
    if "slidingScaleTenor" in line:
        yield "slidingScaleTenor"
    if "tenor" in line and rule.get("annualBasis"):
        yield "annualBasis"
    if "txnCcy" in line:
        yield f"txnCcy, rule {rule.get('chargeInTxnCcy')}"
    if line.get("chargeCriteria", "").endswith("COUNT"):
        yield "count"
    if "parentChargeCode" in line and not is_child(line):
        yield "parent code of an ordinary charge"
    if line.get("chargeSharing") == "Y" and ratio(line["chargeSharingPct"]) == 0:
        yield "share of nothing"
    yield from features_of_slabs(line.get("slabDetails"), rule)


def features_of_slabs(slabs, rule):
    if slabs is None:
        return
    yield "slabs for a rule " + ("with" if tier_kind(rule) in rule else "without") + " tiers"
    for slab, after in zip(slabs, slabs[1:]):
        yield "slabs touch" if slab.get("toSlab") == after.get("fromSlab") else "slabs plus one"
    for slab in slabs:
        yield "slab " + " ".join(sorted(set(slab) - {"fromSlab", "toSlab"}))


def features_of_rule(rule):
    yield from (f"rule {name}" for name in rule)
    yield f"rounding {rule.get('rounding')}"
    yield f"method {rule.get('priceMethod')}"
    kinds = {"Percentage" in name for name in BOUNDS if rule.get(name) is not None}
    if len(kinds) == 2:
        yield "bounds of two kinds"


def features_of_groups(transaction):
    """How the lines of one transaction share and refer to each other."""
    groups = Counter((line["chargeCode"], tuple(parent_codes(line)))
                     for line in transaction if line.get("chargeSharing") == "Y")
    yield from (f"{size} ways" for size in groups.values())
    children = [line for line in transaction if is_child(line)]
    codes = {line["chargeCode"] for line in children}
    for place, line in enumerate(transaction):
        if not is_child(line):
            continue
        parents = [(at, other) for at, other in enumerate(transaction)
                   if other["chargeCode"] in parent_codes(line)]
        if any(at > place for at, _ in parents):
            yield "child before its parent"
        if codes & set(parent_codes(line)):
            yield "child of a child"
        if line.get("chargeSharing") == "Y":
            own = any(other.get("partyId") == line.get("partyId") for _, other in parents)
            yield "shared child on own base" if own else "shared child on the sum"
        if not {"partyId", "partyToCharge"} & set(line):
            yield "child without party"
        if line.get("txnCcy") and line.get("exchangeRate"):
            yield "child exchanged"


def features_of_answer(case):
    yield from (f"error {code}" for code, _ in case["expected"].get("errors", []))
    for detail in details_of(case):
        yield f"{currency_of(detail.get('chargeCcy')).minor_units} digits"
        yield from (f"answer {name}" for name in detail)
        yield f"applied {detail.get('applied')}"
        yield f"answer method {detail.get('priceMethod')}"


def features(case):
    bodies = bodies_of(case)
    yield "root" if "txnDetails" in case["request"] else "bare"
    yield f"{len(bodies)} transactions"
    yield f"allocation {case['book'].get('allocation')}"
    references = [body.get("txnRefNo") for body in bodies]
    yield "no reference" if None in references else "all references"
    if len(set(references) - {None}) < len(references) - references.count(None):
        yield "equal references"
    for body in bodies:
        yield from features_of_groups(without_nulls(body["priceMethods"]))
        for raw in body["priceMethods"]:
            line = without_nulls(raw)
            rule = case["book"]["rules"].get(line.get("priceRuleId"), {})
            yield from features_of_line(raw, line, rule)
            if not rule and line.get("chargeSharing") == "Y":
                yield "rule left to another line"
    for rule in case["book"]["rules"].values():
        yield from features_of_rule(rule)
    yield from features_of_answer(case)


EXPECTED = [
    *(f"error {code}" for code in FAULTS),
    *(f"rounding {mode}" for mode in MODES),
    *(f"method {method}" for method in TIERED_METHODS),
    *(f"answer method {method}" for method in TIERED_METHODS),
    *(f"answer method {method}" for method in ("FIXED_AMOUNT", "FIXED_PERCENTAGE", "FORMULA")),
    *(f"allocation {mode}" for mode in (None, "largestRemainder", "firstInOrder", "largestShare")),
    *(f"{count} transactions" for count in (1, 2, 3, 4)),
    *(f"{size} ways" for size in (1, 2, 3, 4, 5)),
    *(f"{digits} digits" for digits in (0, 2, 3, 4)),
    *(f"rule {name}" for name in BOUNDS),
    *(f"rule {name}" for name in ("graduated", "volume", "formula", "flat", "percentage", "perUnit",
                                  "unit", "free", "chargeUnit", "chargeOnZero", "increment")),
    *(f"answer {name}" for name in BOUNDS.values()),
    *(f"number {name}" for name in AMOUNT_FIELDS),
    *(f"slabs for a rule {with_or_without} tiers" for with_or_without in ("with", "without")),
    *(f"txnCcy, rule {flag}" for flag in (None, True, False)),
    "root", "bare", "no reference", "equal references", "null exchangeRate", "null slabDetails",
    "huge value", "zero value", "isChargeCalculated", "isChargeCalculated without rule",
    "externalPricingApplicable", "externalPricingApplicable without rule",
    "charge without effect", "slidingScaleTenor", "annualBasis", "count", "share of nothing",
    "parent code of an ordinary charge", "slabs touch", "slabs plus one", "slab amount",
    "slab amount unit", "slab percentage", "bounds of two kinds", "child before its parent",
    "child of a child", "shared child on own base", "shared child on the sum",
    "child without party", "child exchanged", "rule left to another line", "answer exchangeRate",
    "applied minimum", "applied maximum",
]


class Data(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.table = (DATA / "charge-requests.jsonl").read_text(encoding="utf-8").splitlines()
        cls.cases = [json.loads(line) for line in cls.table]

    def test_the_table_is_up_to_date(self):
        self.assertEqual(self.table, list(case_lines(RequestGenerator(1), COUNT)))

    def test_the_answers_are_those_of_what_is_written(self):
        # What the generator answers before it is written must be what a reader answers after.
        for case in self.cases:
            self.assertEqual(answer_request(case), case["expected"])

    def test_every_feature_is_present(self):
        counts = Counter(feature for case in self.cases for feature in set(features(case)))
        self.assertEqual([feature for feature in EXPECTED if counts[feature] == 0], [])

    def test_one_fault_in_about_one_case_of_eight(self):
        errors = [case["expected"].get("errors", []) for case in self.cases]
        self.assertEqual({len(found) for found in errors}, {0, 1})
        self.assertTrue(0.10 <= sum(map(len, errors)) / COUNT <= 0.15)


if __name__ == "__main__":
    unittest.main()
