"""Holds the oracle to examples worked by hand, and the table of generated rules to the generator.

    python3 -m unittest discover --start-directory tests/oracle
"""

import unittest
from fractions import Fraction
from pathlib import Path

from case_lines import case_lines
from generate import Generator, plain
from amounts import DIGITS, UnsupportedRule, decimal_text
from oracle import answer
from rounding import whole_steps
from tiers import tier_ranges

DATA = Path(__file__).resolve().parent.parent / "data"


def tiers(part, **shared):
    """0–250, 250–500 and above, with the three values of one part of a price."""
    ends = ["250", "500", None]
    return [{"upTo": end, **{k: v[i] for k, v in part.items()}, **shared}
            for i, end in enumerate(ends)]


FLAT_TIERS = tiers({"flat": ["10", "20", "30"]})
UNIT_TIERS = tiers({"perUnit": ["1", "2", "3"]}, unit="1")


class PrintedExamples(unittest.TestCase):
    def charge(self, rule, value):
        return answer(rule, value).get("exact")

    def test_flat_tiers(self):
        self.assertEqual(self.charge({"graduated": FLAT_TIERS}, "1000"), "60")
        self.assertEqual(self.charge({"volume": FLAT_TIERS}, "1000"), "30")

    def test_tiers_per_unit(self):
        self.assertEqual(self.charge({"graduated": UNIT_TIERS}, "1000"), "2250")
        self.assertEqual(self.charge({"volume": UNIT_TIERS}, "1000"), "3000")

    def test_charge_unit(self):
        self.assertEqual(self.charge({"percentage": "100", "chargeUnit": "10"}, "85"), "90")
        self.assertEqual(self.charge({"percentage": "100", "chargeUnit": "100"}, "750"), "800")

    def test_percentage_and_flat(self):
        rule = {"percentage": "2.9", "flat": "0.30", "currency": "USD"}
        self.assertEqual(answer(rule, "103.30"), {"exact": "3.2957", "charge": "3.30"})


class Tiers(unittest.TestCase):
    def test_a_border_belongs_to_the_lower_tier(self):
        for value, flat in (("250", "10"), ("250.01", "20"), ("500", "20"), ("500.01", "30")):
            self.assertEqual(answer({"volume": FLAT_TIERS}, value)["exact"], flat)
        # A graduated flat is due only once the value has entered its tier.
        for value, flat in (("250", "10"), ("250.01", "30"), ("500", "30"), ("500.01", "60")):
            self.assertEqual(answer({"graduated": FLAT_TIERS}, value)["exact"], flat)

    def test_both_spellings_mean_the_same(self):
        spelled = [{"from": "0", "upTo": "250"}, {"from": "251", "upTo": "500"}, {"from": "500"}]
        ranges = [(one.lower, one.upper) for one in tier_ranges(spelled)]
        self.assertEqual(ranges, [(0, 250), (250, 500), (500, None)])

    def test_tiers_that_do_not_join_are_refused(self):
        for start in ("249", "252", "250.5"):
            with self.assertRaises(UnsupportedRule):
                tier_ranges([{"upTo": "250"}, {"from": start}])
        with self.assertRaises(UnsupportedRule):
            tier_ranges([{"upTo": "2.5"}, {"from": "3.5"}])

    def test_outside_the_tiers(self):
        for kind in ("graduated", "volume"):
            rule = {kind: [{"from": "100", "upTo": "200", "flat": "7"}]}
            self.assertEqual(answer(rule, "99.99"), {"error": "value-below-tiers"})
            self.assertEqual(answer(rule, "100"), {"exact": "7", "charge": "7.00"})
            self.assertEqual(answer(rule, "200.01"), {"error": "value-above-tiers"})
            self.assertEqual(answer(rule, "200"), {"exact": "7", "charge": "7.00"})

    def test_started_units_count_inside_each_tier(self):
        rule = {"graduated": tiers({"perUnit": ["1", "1", "1"]}, unit="100")}
        # 250 are 3 started hundreds, the next 250 are 3 more and the last one is 1.
        self.assertEqual(answer(rule, "501")["exact"], "7")
        self.assertEqual(answer({"volume": rule["graduated"]}, "501")["exact"], "6")


class Zero(unittest.TestCase):
    def test_nothing_to_price_costs_nothing_unless_the_rule_says_so(self):
        rule = {"flat": "2", "percentage": "1", "minimum": "5", "free": "10"}
        self.assertEqual(answer(rule, "10"), {"exact": "0", "charge": "0.00"})
        self.assertEqual(answer({**rule, "chargeOnZero": True}, "10")["exact"], "5")
        tiered = {"graduated": FLAT_TIERS, "chargeOnZero": True}
        self.assertEqual(answer(tiered, "0")["exact"], "10")

    def test_zero_below_the_first_tier_is_not_an_error(self):
        rule = {"volume": [{"from": "100", "flat": "7"}]}
        self.assertEqual(answer(rule, "0")["exact"], "0")


class Terms(unittest.TestCase):
    def test_tenor(self):
        rule, sliding = {"flat": "36"}, {"tenor": "90.5", "slidingScaleTenor": "30"}
        annual = {**rule, "annualBasis": 360}
        self.assertEqual(answer(annual, "1", {"tenor": "90.5"})["exact"], "9.05")
        # 90.5 days are three whole periods of 30 days and a started one.
        self.assertEqual(answer(rule, "1", sliding)["exact"], "144")
        self.assertEqual(answer(rule, "1", {**sliding, "tenor": "90"})["exact"], "108")
        self.assertEqual(answer(rule, "1", {"tenor": "90.5"})["exact"], "36")
        missing = {"error": "tenor-missing"}
        self.assertEqual(answer(annual, "1"), missing)
        self.assertEqual(answer(rule, "1", {"slidingScaleTenor": "30"}), missing)
        self.assertEqual(answer(annual, "1", sliding), {"error": "tenor-twice"})
        self.assertEqual(answer(annual, "0", sliding), {"exact": "0", "charge": "0.00"})
        self.assertEqual(answer({**annual, "chargeOnZero": True}, "0"), missing)

    def test_bounds_follow_the_tenor_and_precede_the_exchange(self):
        rule = {"percentage": "10", "annualBasis": 365, "minimumPercentage": "1",
                "chargeUnit": "100", "free": "50", "currency": "USD"}
        rate = {"exchangeRate": "302.15"}
        # Of 200 in charge units, 150 are priced: 15 × 30 / 365 is below 1 % of 200, the minimum.
        floored = answer(rule, "101", {"tenor": "30", **rate})
        self.assertEqual(floored, {"exact": "604.3", "charge": "604.30"})
        # Above it, 15 × 73 / 365 = 3, and 3 × 0.00312345 is rounded only once it is exchanged.
        small = answer(rule, "101", {"tenor": "73", "exchangeRate": "0.00312345"})
        self.assertEqual(small, {"exact": "0.00937035", "charge": "0.01"})
        capped = {"flat": "9", "maximum": "2.345", "currency": "USD"}
        self.assertEqual(answer(capped, "1", rate), {"exact": "708.54175", "charge": "708.54"})


class Bounds(unittest.TestCase):
    def test_percentages_are_of_the_value_in_charge_units_before_free(self):
        rule = {"flat": "0", "minimumPercentage": "10", "chargeUnit": "100", "free": "50"}
        self.assertEqual(answer(rule, "101")["exact"], "20")

    def test_crossed_bounds_are_refused(self):
        crossed = {"error": "minimum-above-maximum"}
        self.assertEqual(answer({"flat": "1", "minimum": "3", "maximum": "2"}, "0"), crossed)
        mixed = {"flat": "1", "minimum": "3", "maximumPercentage": "1"}
        self.assertEqual(answer(mixed, "299"), crossed)
        self.assertEqual(answer(mixed, "300")["exact"], "3")


class Rounding(unittest.TestCase):
    def test_every_mode_on_both_sides_of_zero(self):
        values = [Fraction(n, 10) for n in (-26, -25, -15, -14, 14, 15, 25, 26)]
        table = {
            "halfUp": [-3, -3, -2, -1, 1, 2, 3, 3],
            "halfDown": [-3, -2, -1, -1, 1, 1, 2, 3],
            "halfEven": [-3, -2, -2, -1, 1, 2, 2, 3],
            "up": [-3, -3, -2, -2, 2, 2, 3, 3],
            "down": [-2, -2, -1, -1, 1, 1, 2, 2],
            "ceiling": [-2, -2, -1, -1, 2, 2, 3, 3],
            "floor": [-3, -3, -2, -2, 1, 1, 2, 2],
        }
        for mode, expected in table.items():
            self.assertEqual([whole_steps(value, mode) for value in values], expected, mode)

    def test_grids(self):
        grids = {"JPY": "3", "LKR": "2.50", "KWD": "2.500", "CLF": "2.5000"}
        for currency, charge in grids.items():
            self.assertEqual(answer({"flat": "2.5", "currency": currency}, "1")["charge"], charge)
        rule = {"flat": "1.03", "increment": "0.05", "currency": "CHF"}
        self.assertEqual(answer(rule, "1"), {"exact": "1.03", "charge": "1.05"})

    def test_exact_text(self):
        texts = {(1, 3): "1/3", (-5, 4): "-1.25", (120, 1): "120", (1, 80): "0.0125"}
        for ratio, text in texts.items():
            self.assertEqual(decimal_text(Fraction(*ratio)), text)

    def test_the_currency_table_is_whole(self):
        digits = list(DIGITS.values())
        self.assertEqual([digits.count(n) for n in (0, 3, 4)], [17, 7, 2])


class Data(unittest.TestCase):
    def test_the_table_of_generated_rules_is_up_to_date(self):
        table = (DATA / "price-rules.jsonl").read_text(encoding="utf-8").splitlines()
        self.assertEqual(table, list(case_lines(Generator(1), 700, wanted=plain)))


if __name__ == "__main__":
    unittest.main()
