"""Holds the oracle to every figure that the specification prints for tariffs as people print them.

    python3 -m unittest discover --start-directory tests/oracle
"""

import unittest
from fractions import Fraction

from amounts import UnsupportedRule
from calculators import answer_call
from charges import answer_request
from formula import evaluate
from oracle import answer
from tiers import tier_ranges


def charge(rule, value, terms=None, options=None):
    found = answer(rule, value, terms, options)
    return found.get("charge", found)


def answered(lines, **book):
    return answer_request({"request": {"priceMethods": lines}, "book": book})


def charges(lines, **book):
    found = answered(lines, **book)
    return [detail["charge"] for detail in found["response"]["chargeDetails"]]


REFUSED = {"error": None}
ABOVE, BELOW = {"error": "value-above-tiers"}, {"error": "value-below-tiers"}


class Tiers(unittest.TestCase):
    def test_a_list_printed_from_one_charges_the_first_unit(self):
        ends = [(1, 100, "1.5"), (101, 500, "1.75"), (501, 1000, "2.35")]
        tiers = [{"from": start, "upTo": end, "perUnit": price} for start, end, price in ends]
        self.assertEqual(charge({"graduated": tiers}, "630"), "1155.50")
        self.assertEqual(charge({"graduated": tiers}, "0.5"), BELOW)
        self.assertEqual(charge({"graduated": tiers}, "1000.01"), ABOVE)

    def test_the_first_from_is_included(self):
        tiers = [{"from": 50, "upTo": 100, "flat": 10}, {"from": 101, "upTo": 500, "flat": 27}]
        for value, expected in (("50", "10.00"), ("100", "10.00"), ("100.5", "27.00"),
                                ("49.99", BELOW)):
            self.assertEqual(charge({"volume": tiers}, value), expected, value)
        touching = [tiers[0], {**tiers[1], "from": 100}]
        for value, expected in (("50", "10.00"), ("49.99", BELOW), ("100.01", "27.00")):
            self.assertEqual(charge({"volume": touching}, value), expected, value)
        self.assertEqual(charge({"graduated": [{**tiers[0], "perUnit": 1}]}, "50"), "10.00")

    def test_a_step_of_the_last_printed_digit(self):
        tiers = [{"from": "0.01", "upTo": "75.00", "flat": 1},
                 {"from": "75.01", "upTo": "100.00", "flat": 2}]
        for value, expected in (("0.005", BELOW), ("0.01", "1.00"), ("75", "1.00"),
                                ("75.005", "2.00")):
            self.assertEqual(charge({"volume": tiers}, value), expected, value)
        for end, start in (("75.0", "75.01"), ("75", "75.01"), ("75.00", "75.02"),
                           ("75.00", "74.99"), ("2.5", "3.5")):
            with self.assertRaises(UnsupportedRule, msg=f"{end}, {start}"):
                tier_ranges([{"upTo": end}, {"from": start}])

    def test_below(self):
        tiers = [{"below": 5, "flat": 1}, {"below": 10, "flat": 2}]
        for value, whole, parts in (("4.99", "1.00", "1.00"), ("5", "2.00", "3.00"),
                                    ("9.99", "2.00", "3.00"), ("10", ABOVE, ABOVE)):
            self.assertEqual(charge({"volume": tiers}, value), whole)
            self.assertEqual(charge({"graduated": tiers}, value), parts)
        with self.assertRaises(UnsupportedRule):
            tier_ranges([{"below": 5}, {"upTo": 10}])

    def test_bounds_of_a_tier(self):
        tiers = [{"upTo": 100, "percentage": 1, "minimum": 5},
                 {"percentage": 10, "maximum": "20"}]
        for value, expected in (("100", "5.00"), ("200", "15.00"), ("1000", "25.00")):
            self.assertEqual(charge({"graduated": tiers}, value), expected)
        self.assertEqual(charge({"graduated": tiers, "maximum": 12}, "200"), "12.00")
        self.assertEqual(charge({"volume": tiers}, "1000"), "20.00")
        # Where zero is charged, the first tier is entered with nothing.
        self.assertEqual(charge({"graduated": tiers, "chargeOnZero": True}, "0"), "5.00")
        below = [{"below": 5, "flat": 1}, {"percentage": 1, "minimum": 3}]
        self.assertEqual(charge({"graduated": below}, "5"), "4.00")

    def test_prior(self):
        loan = {"graduated": [{"upTo": 1000, "percentage": "12.5"}, {"percentage": "8.5"}]}
        self.assertEqual(charge(loan, "200", {"prior": "900"}), "21.00")
        estate = {"graduated": [{"upTo": 100, "percentage": 30},
                                {"upTo": 1000, "percentage": "12.5"}, {"percentage": "8.5"}]}
        self.assertEqual(charge(estate, "200", {"prior": "900"}), "21.00")
        flats = {"graduated": [{"upTo": 100, "flat": 1}, {"upTo": 200, "flat": 2}, {"flat": 4}]}
        for prior, value, expected in (("0", "100", "1.00"), ("100", "50", "2.00"),
                                       ("150", "50", "0.00"), ("150", "51", "4.00"),
                                       ("50", "200", "6.00")):
            self.assertEqual(charge(flats, value, {"prior": prior}), expected)
        floor = {"graduated": [{"upTo": 100, "percentage": 1, "minimum": 5}, {"percentage": 1}]}
        self.assertEqual(charge(floor, "100", {"prior": "50"}), "5.50")
        self.assertEqual(charge(floor, "100", {"prior": "100"}), "1.00")
        self.assertEqual(charge({"volume": floor["graduated"]}, "1", {"prior": "1"}), REFUSED)
        line = {"chargeCode": "F", "priceRuleId": "F", "chargeCriteriaValue": 200,
                "priorCriteriaValue": 900}
        self.assertEqual(charges([line], rules={"F": estate}), ["21.00"])


class Bounds(unittest.TestCase):
    def test_they_hold_on_the_rounded_charge(self):
        for rule, value, expected in (
            ({"flat": "0.30", "maximumPercentage": 1}, "0.55", "0.00"),
            ({"percentage": 10, "maximum": "2.03", "increment": "0.05"}, "1000", "2.00"),
            ({"percentage": 10, "minimum": "2.02", "increment": "0.05"}, "1", "2.05"),
            ({"flat": "2.028", "maximum": "2.029"}, "1", "2.02"),
            ({"flat": 1, "minimum": "2.01", "maximum": "2.04", "increment": "0.05"}, "1", REFUSED),
        ):
            self.assertEqual(charge(rule, value), expected)

    def test_they_hold_after_the_exchange(self):
        rule = {"percentage": 1, "currency": "USD", "maximum": "1.03"}
        line = {"chargeCode": "F", "priceRuleId": "F", "chargeCriteriaValue": "1000",
                "txnCcy": "JPY", "exchangeRate": "149.655"}
        [detail] = answered([line], rules={"F": rule})["response"]["chargeDetails"]
        # At most 154.14465 yen, of which 154 are the nearest whole ones inside.
        self.assertEqual((detail["charge"], detail["applied"]), ("154", "maximum"))
        up = {**rule, "rounding": "up"}
        self.assertEqual(charges([line], rules={"F": up}), ["154"])


class Currencies(unittest.TestCase):
    LINE = {"chargeCode": "F", "priceRuleId": "F", "chargeCriteriaValue": "1000"}

    def detail(self, rule, book=None, **terms):
        found = answered([{**self.LINE, **terms}], rules={"F": rule}, **(book or {}))
        [detail] = found.get("response", {}).get("chargeDetails", [found])
        return detail.get("charge", detail), detail.get("chargeCcy"), detail.get("exchangeRate")

    def test_none_is_assumed(self):
        rate = {"percentage": "0.1235"}
        self.assertEqual(self.detail(rate), ("1.24", None, None))
        self.assertEqual(self.detail(rate, {"currency": "JPY"}), ("1", "JPY", None))
        self.assertEqual(self.detail(rate, {"currency": "JPY"}, txnCcy="KWD"),
                         ("1.235", "KWD", "1"))
        for wrong in ({"exchangeRate": "2"}, {"txnCcy": "USD", "exchangeRate": "2"}):
            self.assertIn("errors", self.detail(rate, **wrong)[0])

    def test_their_own_digits(self):
        points = {"code": "POINTS", "minorUnits": 0}
        self.assertEqual(self.detail({"percentage": "0.25", "currency": points}),
                         ("3", "POINTS", None))
        fine = {"code": "USD", "minorUnits": 4}
        rule = {"perUnit": "0.006/60", "chargeUnit": 6, "currency": fine}
        self.assertEqual(charge(rule, "32"), "0.0036")

    def test_contradictions(self):
        self.assertEqual(charge({"flat": 3, "currency": "JPY"}, "1", None, {"currency": "USD"}),
                         REFUSED)
        self.assertEqual(charge({"flat": 3, "currency": "JPY"}, "1", None, {"currency": "JPY"}),
                         "3")
        for name, own, other in (("rounding", "up", "down"), ("increment", "0.05", "0.10")):
            rule = {"flat": "1.02", name: own}
            self.assertEqual(charge(rule, "1", None, {name: other}), REFUSED)
        self.assertEqual(charge({"flat": 1}, "1", None, {"percentage": 1}), REFUSED)


class Fractions(unittest.TestCase):
    def test_exact_to_the_last_digit(self):
        self.assertEqual(answer({"perUnit": "0.05/60"}, "61")["exact"], "61/1200")
        self.assertEqual(charge({"percentage": "100/3"}, "300"), "100.00")
        rule = {"flat": 3, "currency": "USD"}
        line = {"chargeCode": "F", "priceRuleId": "F", "chargeCriteriaValue": 1,
                "txnCcy": "EUR", "exchangeRate": "1/1.5"}
        self.assertEqual(charges([line], rules={"F": rule}), ["2.00"])

    def test_thirds_total_a_hundred(self):
        third = {"chargeCode": "F", "priceRuleId": "F", "chargeCriteriaValue": "1000000",
                 "chargeSharing": "Y", "chargeSharingPct": "100/3"}
        lines = [{**third, "partyId": party} for party in "ABC"]
        self.assertEqual(charges(lines, rules={"F": {"percentage": 100}}),
                         ["333333.34", "333333.33", "333333.33"])

    def test_a_formula_with_figures_of_its_rule(self):
        rule = {"formula": "P*A+C", "percentage": "10/3", "constant": "0.25"}
        self.assertEqual(charge(rule, "300"), "10.25")
        self.assertEqual(evaluate("P*C", Fraction(0), Fraction(50), Fraction(3)), Fraction(3, 2))
        self.assertEqual(evaluate("4P*10C", Fraction(250)), Fraction(2, 5))


class Children(unittest.TestCase):
    TAX = {"chargeCategory": "Tax", "parentChargeCode": "FEE"}

    def test_a_tax_on_price_and_tax(self):
        rules = {"FEE": {"flat": 100}, "TEN": {"percentage": 10}, "FIVE": {"percentage": 5}}
        lines = [
            {"chargeCode": "CESS", "priceRuleId": "FIVE", "chargeCategory": "Tax",
             "parentChargeCode": ["FEE", "VAT"]},
            {"chargeCode": "FEE", "priceRuleId": "FEE", "chargeCriteriaValue": 1},
            {"chargeCode": "VAT", "priceRuleId": "TEN", **self.TAX},
        ]
        self.assertEqual(charges(lines, rules=rules), ["5.50", "100.00", "10.00"])

    def test_the_names_of_taxes(self):
        rules = {"FEE": {"flat": 100}, "TEN": {"percentage": 10}}
        fee = {"chargeCode": "FEE", "priceRuleId": "FEE", "chargeCriteriaValue": 1}
        for name in ("Tax", "tax", "VAT", "gst", "SST", "NBT", "Levy", "CESS"):
            line = {"chargeCode": "T", "priceRuleId": "TEN", **self.TAX, "chargeCategory": name}
            self.assertEqual(charges([line, fee], rules=rules), ["10.00", "100.00"], name)

    def test_a_tax_of_the_whole_document(self):
        rules = {"FEE": {"percentage": 100}, "VAT": {"percentage": 10, "base": "total"}}
        fee = {"chargeCode": "FEE", "priceRuleId": "FEE", "chargeCriteriaValue": "0.05"}
        lines = [{**fee, "partyId": party} for party in "ABC"]
        taxes = [{"chargeCode": "VAT", "priceRuleId": "VAT", "partyId": party, **self.TAX}
                 for party in "ABC"]
        # Each alone is 0.005, rounded to 0.01; together they are 0.015, which is 0.02.
        self.assertEqual(charges([*lines, *taxes], rules=rules)[3:], ["0.01", "0.01", "0.00"])
        alone = {**rules, "VAT": {"percentage": 10, "base": "share"}}
        self.assertEqual(charges([*lines, *taxes], rules=alone)[3:], ["0.01", "0.01", "0.01"])
        [one] = [{name: value for name, value in taxes[0].items() if name != "partyId"}]
        self.assertEqual(charges([*lines, one], rules=rules)[3:], ["0.02"])


class Calculators(unittest.TestCase):
    def test_printed_parts(self):
        for arguments, expected in (
            (("1.15", [1, 1, 1], {"currency": "CHF", "increment": "0.05"}),
             ["0.40", "0.40", "0.35"]),
            (("6.45", [70, 30], {"mode": "rest", "rest": 0}), ["4.51", "1.94"]),
            (("6.45", [70, 30], {"mode": "rest"}), ["4.52", "1.93"]),
            (("-6.45", [70, 30], {"mode": "rest", "rest": 0}), ["-4.51", "-1.94"]),
            (("1000000", ["100/3"] * 3, {}), ["333333.34", "333333.33", "333333.33"]),
            (("10", ["1/3", "2/3"], {"currency": {"code": "P", "minorUnits": 0}}), ["3", "7"]),
        ):
            self.assertEqual(answer_call("allocate", arguments), {"answer": expected})
        off = ("1.16", [1, 1], {"currency": "CHF", "increment": "0.05"})
        self.assertEqual(answer_call("allocate", off), REFUSED)

    def test_sums(self):
        self.assertEqual(answer_call("sum", (["0.10", "-0.30", 1], {})), {"answer": "0.80"})
        self.assertEqual(answer_call("sum", ([], {"currency": "JPY"})), {"answer": "0"})
        self.assertEqual(answer_call("sum", (["0.5"], {"currency": "JPY"})), REFUSED)


if __name__ == "__main__":
    unittest.main()
