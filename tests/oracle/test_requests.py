"""Holds the oracle of whole requests to examples worked by hand.

    python3 -m unittest discover --start-directory tests/oracle
"""

import unittest
from fractions import Fraction

from allocation import allocate
from charges import answer_request
from formula import evaluate
from groups import SHARES

LKR_FEE = {"percentage": "1", "currency": "LKR"}


def answer(lines, rules, prices=None, **book):
    case = {"request": {"priceMethods": lines}, "book": {"rules": rules, **book}}
    return answer_request({**case, **({} if prices is None else {"externalPrices": prices})})


def fee(rule="FEE", code="FEE", **fields):
    return {"chargeCode": code, "priceRuleId": rule, "chargeCriteriaValue": "3000000", **fields}


def part(party, percentage, **fields):
    """A line of the shared fee, or of whatever the fields make of it."""
    shared = {"chargeSharing": "Y", "chargeSharingPct": percentage}
    return {**fee(partyId=party), **shared, **fields}


def tax(rule, party=None, **fields):
    own = {"partyId": party} if party else {}
    return {"chargeCode": "VAT", "parentChargeCode": "FEE", "chargeCategory": "Tax",
            "priceRuleId": rule, **own, **fields}


class Requests(unittest.TestCase):
    def charges(self, *arguments, **book):
        answered = answer(*arguments, **book)
        self.assertIn("response", answered, answered)
        return [detail["charge"] for detail in answered["response"]["chargeDetails"]]

    def detail(self, *arguments):
        return answer(*arguments)["response"]["chargeDetails"][0]

    def refused(self, code, *arguments, path=None):
        self.assertEqual(answer(*arguments), {"errors": [[code, path]]})


class PrintedExamples(Requests):
    def test_a_fee_shared_and_taxed_in_any_order(self):
        rules = {"FEE": LKR_FEE, "TEN": {"percentage": "10"}, "FIFTEEN": {"percentage": "15"}}
        lines = [tax("FIFTEEN", "SELLER"), part("BUYER", "40"), tax("TEN", "BUYER"),
                 part("SELLER", "60")]
        charges = ["2700.00", "12000.00", "1200.00", "18000.00"]
        self.assertEqual(self.charges(lines, rules), charges)

    def test_slab_details_in_both_spellings(self):
        methods = {"SLAB_AMOUNT": ("60.00", "2250.00"), "VARIABLE_AMOUNT": ("30.00", "3000.00")}
        for step in (0, 1):
            ends = [("0", "250"), (str(250 + step), "500"), (500 + step, None)]
            for method, (flat, per_unit) in methods.items():
                rules = {"FEE": {"priceMethod": method}}
                for amounts, unit, charge in (
                    (("10", "20", "30"), None, flat),
                    (("1", "2", "3"), "1", per_unit),
                ):
                    slabs = [{"fromSlab": start, "toSlab": end, "amount": amount, "unit": unit}
                             for (start, end), amount in zip(ends, amounts)]
                    line = fee(chargeCriteriaValue=1000, slabDetails=slabs)
                    self.assertEqual(self.charges([line], rules), [charge])
                    self.assertEqual(self.detail([line], rules)["priceMethod"], method)

    def test_a_slab_of_single_units_is_pro_rata(self):
        for unit, charge in (("1", "0.50"), (1, "0.50"), ("2", "2.00"), ("0.1", "6.00")):
            line = fee(chargeCriteriaValue="0.25", slabDetails=[{"amount": "2", "unit": unit}])
            rules = {"FEE": {"priceMethod": "SLAB_AMOUNT"}}
            self.assertEqual(self.charges([line], rules), [charge], unit)

    def test_charge_units(self):
        for unit, value, charge in (("10", 85, "90.00"), ("100", "750", "800.00")):
            rules = {"FEE": {"percentage": "100", "chargeUnit": unit}}
            self.assertEqual(self.charges([fee(chargeCriteriaValue=value)], rules), [charge])

    def test_formulas(self):
        table = [("5C", 250, 5), ("4P*A", 250, 10), ("39C*A", 2, 78), ("20C+A", 250, 270),
                 ("39C-A", 50, -11), ("5C+2P*A-1C", 100, 6), ("2C*(A+3C)", 4, 14)]
        bounded = "A<1000C|5C|2.5P*A|>30C|<2000C"
        table += [(bounded, 999, 5), (bounded, 1000, 30), (bounded, 1200, 30)]
        table += [(bounded, 2000000, 2000)]
        table += [("A>100C|A<500C|1C|2C", value, charge)
                  for value, charge in ((100, 2), (101, 1), (500, 2))]
        for formula, amount, charge in table:
            self.assertEqual(evaluate(formula, Fraction(amount)), charge, formula)
        for on_zero, charge in ((None, "0.00"), (True, "7.00")):
            rules = {"FEE": {"formula": "A>0C|9C|7C", "chargeOnZero": on_zero}}
            self.assertEqual(self.charges([fee(chargeCriteriaValue=0)], rules), [charge])
        rules = {"FEE": {"formula": bounded, "currency": "JPY"}}
        self.assertEqual(self.charges([fee(chargeCriteriaValue="1220")], rules), ["31"])


class Sharing(Requests):
    def test_the_odd_units(self):
        shares = [Fraction(share) for share in ("33.33", "33.33", "33.34")]
        parts = {"largestRemainder": [33, 33, 34], "firstInOrder": [34, 33, 33],
                 "largestShare": [33, 33, 34]}
        for mode, expected in parts.items():
            self.assertEqual(allocate(100, shares, mode), expected, mode)
            self.assertEqual(allocate(-100, shares, mode), [-part for part in expected], mode)
        nobody_for_nothing = {"largestRemainder": [0, 4, 0, 3], "firstInOrder": [0, 4, 0, 3],
                              "largestShare": [0, 4, 0, 3]}
        for mode, expected in nobody_for_nothing.items():
            self.assertEqual(allocate(7, [0, 50, 0, 50], mode), expected, mode)

    def test_the_parts_sum_to_the_total(self):
        for shares in (shares for of_count in SHARES.values() for shares in of_count):
            percentages = [Fraction(share) for share in shares]
            self.assertEqual(sum(percentages), 100)
            for mode in ("largestRemainder", "firstInOrder", "largestShare"):
                for total in range(-150, 150, 7):
                    parts = allocate(total, percentages, mode)
                    self.assertEqual(sum(parts), total)
                    self.assertEqual([p for p, share in zip(parts, percentages) if p and not share],
                                     [])

    def test_the_mode_is_that_of_the_book(self):
        rules = {"FEE": {"flat": "1.01", "currency": "USD"}}
        lines = [part("A", "33.33"), part("B", 33.33), part("C", "33.34")]
        expected = {"largestRemainder": ["0.34", "0.33", "0.34"],
                    "firstInOrder": ["0.34", "0.34", "0.33"],
                    "largestShare": ["0.33", "0.33", "0.35"]}
        for mode, charges in expected.items():
            self.assertEqual(self.charges(lines, rules, allocation=mode), charges, mode)

    def test_one_line_may_leave_to_another_what_decides_the_price(self):
        rules = {"FEE": {"percentage": "1", "annualBasis": 360}}
        first = part("A", "50", chargeCriteriaValue="100.0", priceRuleId=None)
        second = part("B", "50", chargeCriteriaValue=100, tenor="180")
        self.assertEqual(self.charges([first, second], rules), ["0.25", "0.25"])
        lines = [first, {**second, "chargeCriteriaValue": "100.01"}]
        path = "/priceMethods/1/chargeCriteriaValue"
        self.refused("sharing-disagreement", lines, rules, path=path)

    def test_equal_references_are_one_transaction(self):
        body = {"txnRefNo": "T", "priceMethods": [part("A", "40")]}
        other = {"txnRefNo": "T", "priceMethods": [part("B", "60"), tax("TEN", "A")]}
        rules = {"FEE": LKR_FEE, "TEN": {"percentage": "10"}}
        case = {"request": {"txnDetails": [body, other]}, "book": {"rules": rules}}
        transactions = answer_request(case)["response"]["txnDetails"]
        charges = [[detail["charge"] for detail in one["chargeDetails"]] for one in transactions]
        self.assertEqual(charges, [["12000.00"], ["18000.00", "1200.00"]])
        for one in (body, other):
            one["txnRefNo"] = None
        errors = [["sharing-total", None], ["parent-party-unknown", None]]
        # Apart, neither group totals 100, and the tax is on a party that pays no fee beside it.
        self.assertEqual(answer_request(case)["errors"], errors)

    def test_faults(self):
        rules = {"FEE": LKR_FEE}
        self.refused("sharing-total", [part("A", "60"), part("B", "39.99")], rules)
        mixed = [part("A", "100"), fee(partyId="B")]
        self.refused("sharing-mixed", mixed, rules)
        alone = [fee(partyId="A"), fee(partyId="B", chargeSharing="N")]
        self.assertEqual(self.charges(alone, rules), ["30000.00"] * 2)


class Children(Requests):
    RULES = {"FEE": LKR_FEE, "TEN": {"percentage": "10"}, "FIFTEEN": {"percentage": "15"},
             "YEN": {"percentage": "10", "currency": "JPY"}}
    SHARED = [part("A", "40"), part("B", "60")]

    def taxes(self, *children):
        return self.charges([*self.SHARED, *children], self.RULES)[2:]

    def test_a_shared_tax_of_the_parents_parties_is_each_partys_own(self):
        children = [part("B", "50", **tax("FIFTEEN")), part("A", "50", **tax("TEN"))]
        self.assertEqual(self.taxes(*children), ["2700.00", "1200.00"])

    def test_a_shared_tax_of_others_is_on_the_sum(self):
        children = [part("A", "50", **tax("TEN")), part("C", "50", **tax("TEN"))]
        self.assertEqual(self.taxes(*children), ["1500.00", "1500.00"])

    def test_two_lines_of_one_party_share_one_tax(self):
        children = [part("A", "25", **tax("TEN")), part("A", "75", **tax("TEN"))]
        self.assertEqual(self.taxes(*children), ["750.00", "2250.00"])

    def test_a_tax_on_a_tax(self):
        second = tax("FIFTEEN", "A", chargeCode="NBT", parentChargeCode="VAT")
        self.assertEqual(self.taxes(second, tax("TEN", "A")), ["180.00", "1200.00"])

    def test_the_currency_of_a_child(self):
        fee_in_usd = fee(txnCcy="USD", exchangeRate="0.004")
        self.assertEqual(self.charges([fee_in_usd, tax("TEN")], self.RULES), ["120.00", "12.00"])
        self.refused("parent-currency", [fee_in_usd, tax("YEN")], self.RULES)
        # What inherits the currency of the transaction has no use for the rate.
        there = tax("TEN", txnCcy="USD", exchangeRate="0.004")
        self.assertEqual(self.charges([fee_in_usd, there], self.RULES), ["120.00", "12.00"])
        detail = answer([there, fee_in_usd], self.RULES)["response"]["chargeDetails"][0]
        self.assertEqual((detail["chargeCcy"], detail["exchangeRate"]), ("USD", "1"))
        # 120 USD are 20,000 JPY, of which the tax is 2,000 JPY.
        converted = tax("YEN", txnCcy="USD", exchangeRate="0.006")
        charges = self.charges([fee_in_usd, converted], self.RULES)
        self.assertEqual(charges, ["120.00", "12.00"])

    def test_faults(self):
        unknown = tax("TEN", "A", parentChargeCode="NOWHERE")
        cycle = [tax("TEN", "A", chargeCode="NBT", parentChargeCode="VAT"),
                 tax("TEN", "A", parentChargeCode="NBT")]
        for code, children in (("parent-unknown", [unknown]), ("parent-cycle", cycle),
                               ("parent-cycle", [tax("TEN", "A", parentChargeCode="VAT")]),
                               ("parent-party-missing", [tax("TEN")]),
                               ("parent-party-unknown", [tax("TEN", "C")])):
            self.refused(code, [*self.SHARED, *children], self.RULES)
        twice = [fee(partyId="A"), fee(partyId="A"), tax("TEN", "A")]
        self.refused("parent-ambiguous", twice, self.RULES)

    def test_a_tax_on_the_total(self):
        rules = {**self.RULES, "ALL": {"percentage": "10", "base": "total"}}
        three = [fee(chargeCriteriaValue="5", partyId=party) for party in ("A", "B", "A")]

        def taxes(*children):
            return self.charges([*three, *children], rules)[3:]

        # 0.15 are taxed 0.02, of which A pays two thirds.
        self.assertEqual(taxes(tax("ALL", "A"), tax("ALL", "B")), ["0.01", "0.01"])
        self.assertEqual(taxes(tax("ALL", "A")), ["0.02"])
        self.assertEqual(taxes(tax("ALL")), ["0.02"])
        # Each other rule, and each line without a party, is at odds with one price for all.
        at_odds = [*three, tax("ALL", "A"), tax("TEN", "B")]
        path = "/priceMethods/4/priceRuleId"
        self.refused("sharing-disagreement", at_odds, rules, path=path)
        self.refused("parent-party-missing", [*three, tax("ALL", "A"), tax("ALL")], rules)
        self.refused("parent-party-unknown", [*three, tax("ALL", "C")], rules)

    def test_who_is_left_less_than_nothing_is_not_taxed(self):
        lines = [part(party, "25", chargeCriteriaValue="2") for party in "ABCD"]
        rules = {**self.RULES, "ALL": {"percentage": 100, "base": "total"}}
        taxes = [tax("TEN", "D"), *(tax("ALL", party, chargeCode="T") for party in "AD")]
        charges = self.charges([*lines, *taxes], rules, allocation="rest")
        self.assertEqual(charges[:4], ["0.01", "0.01", "0.01", "-0.01"])
        self.assertEqual(charges[4:], ["0.00", "0.02", "0.00"])
        # A charge that is below zero as a whole is a rebate.
        rebate = fee("LESS", chargeCriteriaValue=50)
        self.refused("amount-negative", [rebate, tax("TEN")],
                     {**self.RULES, "LESS": {"formula": "39C-A"}})

    def test_a_child_of_a_refused_parent_is_not_refused_itself(self):
        lines = [tax("TEN"), fee(txnCcy="USD")]
        self.refused("exchange-rate-missing", lines, self.RULES)
        lines = [tax("TEN", "A"), part("A", "40"), part("B", "50")]
        self.refused("sharing-total", lines, self.RULES)


class Pipeline(Requests):
    def test_given_charges(self):
        rules = {"FEE": {**LKR_FEE, "minimum": "50.50", "annualBasis": 360}}
        given = {"chargeCode": "FEE", "isChargeCalculated": "Y", "charge": 12.345}
        self.assertEqual(self.detail([given], {}), {
            "charge": "12.35", "chargeCode": "FEE", "chargeSharing": "N", "externalCharge": "N"})
        self.assertEqual(self.detail([{**given, "priceRuleId": "FEE"}], rules), {
            "charge": "50.50", "chargeCcy": "LKR", "chargeCode": "FEE", "chargeSharing": "N",
            "externalCharge": "N", "minMaxValidationCriteria": "AMOUNT", "minChgAmount": "50.5",
            "applied": "minimum", "priceMethod": "FIXED_PERCENTAGE", "priceRuleId": "FEE"})
        in_yen = self.detail([{**given, "txnCcy": "JPY"}], {})
        self.assertEqual((in_yen["charge"], in_yen["exchangeRate"]), ("12", "1"))
        # Nothing is exchanged where only the transaction names a currency.
        self.refused("exchange-rate-not-one", [{**given, "txnCcy": "USD", "exchangeRate": 2}], {})

    def test_external_prices(self):
        line = {"chargeCode": "FEE", "priceRuleId": "FEE", "externalPricingApplicable": "Y"}
        rules = {"FEE": {**LKR_FEE, "annualBasis": 360}}
        detail = self.detail([{**line, "tenor": 90}], rules, {"FEE": "400"})
        self.assertEqual((detail["charge"], detail["externalCharge"]), ("100.00", "Y"))
        self.refused("external-price-source", [line], rules)
        twice = {**line, "isChargeCalculated": "Y", "charge": 1}
        self.refused("price-twice", [twice], rules, {"FEE": 1})

    def test_exchange(self):
        rate = {"exchangeRate": "0.0033"}
        dollars = {**rate, "txnCcy": "USD"}
        for in_txn_ccy, terms, expected in (
            (None, {}, ("30000.00", "LKR")), (None, dollars, ("99.00", "USD")),
            (False, dollars, ("30000.00", "LKR")), (True, {"txnCcy": "LKR"}, ("30000.00", "LKR")),
            (None, {"exchangeRate": 1.0}, ("30000.00", "LKR")), (True, {}, "txn-ccy-missing"),
            (None, rate, "txn-ccy-missing"), (None, {"txnCcy": "USD"}, "exchange-rate-missing"),
            (None, {**rate, "txnCcy": "LKR"}, "exchange-rate-not-one"),
        ):
            lines, rules = [fee(**terms)], {"FEE": {**LKR_FEE, "chargeInTxnCcy": in_txn_ccy}}
            if isinstance(expected, str):
                self.refused(expected, lines, rules)
            else:
                detail = self.detail(lines, rules)
                self.assertEqual((detail["charge"], detail["chargeCcy"]), expected)

    def test_bounds_in_the_response(self):
        rules = {"FEE": {**LKR_FEE, "minimumPercentage": 2, "maximumPercentage": "30.50"}}
        detail = self.detail([fee()], rules)
        bounds = {name: detail.get(name) for name in ("charge", "applied", "minChgPct",
                                                      "maxChgPct", "minMaxValidationCriteria")}
        self.assertEqual(bounds, {
            "charge": "60000.00", "applied": "minimum", "minChgPct": "2", "maxChgPct": "30.5",
            "minMaxValidationCriteria": "PERCENTAGE"})
        for criteria in ("INVOICE_COUNT", "COUNT"):
            self.refused("percentage-of-count", [fee(chargeCriteria=criteria)], rules)
        self.assertEqual(self.charges([fee(chargeCriteria="DISCOUNT")], rules), ["60000.00"])
        mixed = {"FEE": {**LKR_FEE, "minimum": "1", "maximumPercentage": "5"}}
        self.assertEqual(self.detail([fee()], mixed)["minMaxValidationCriteria"], "AMOUNT")

    def test_rules_and_slab_details(self):
        slab = {"amount": "5"}
        for code, rule, slabs in (
            ("slab-rule", LKR_FEE, [slab]), ("slab-rule", {"formula": "5C"}, [slab]),
            ("slab-twice", {"volume": [{"flat": 1}]}, [{**slab, "percentage": "1"}]),
            ("price-method-ambiguous", {"priceMethod": "SLAB"}, [slab]),
            ("tiers-missing", {"priceMethod": "VARIABLE_AMOUNT"}, []),
        ):
            self.refused(code, [fee(slabDetails=slabs)], {"FEE": rule})
        rules = {"FEE": {"volume": [{"percentage": 1}]}}
        for code, method, slabs in (("price-method-disagreement", "VARIABLE_PERCENTAGE", [slab]),
                                    ("price-method-disagreement", "VARIABLE_AMOUNT", None),
                                    ("unknown-price-method", "VARIABLE", None)):
            self.refused(code, [fee(slabDetails=slabs, priceMethod=method)], rules)
        self.refused("unknown-price-rule", [fee("R0")], rules)
        line = fee(slabDetails=[slab], priceMethod="VARIABLE_AMOUNT")
        self.assertEqual(self.charges([line], rules), ["5.00"])
        detail = self.detail([fee(slabDetails=[slab])], rules)
        self.assertEqual((detail["charge"], detail["priceMethod"]), ("5.00", "VARIABLE_AMOUNT"))

    def test_the_bodies(self):
        case = {"request": {"txnRefNo": "T", "priceMethods": [fee()]},
                "book": {"rules": {"FEE": LKR_FEE}}}
        self.assertEqual(list(answer_request(case)["response"]), ["txnRefNo", "chargeDetails"])
        case = {"request": {"txnDetails": [{"priceMethods": [fee()]}]},
                "book": {"rules": {"FEE": LKR_FEE}}}
        one = answer_request(case)["response"]
        self.assertEqual(one["txnDetails"], [{"chargeDetails": one["chargeDetails"]}])
        case["request"]["txnDetails"] *= 2
        self.assertEqual(list(answer_request(case)["response"]), ["txnDetails"])


if __name__ == "__main__":
    unittest.main()
