#!/usr/bin/env python3
"""Prints random price rules, values and terms with the oracle's answers, a JSON line a case.

    python3 tests/oracle/generate.py --plain --seed 1 --count 700 > tests/data/price-rules.jsonl

The same seed gives the same lines: only `choice` and `randrange` are drawn from, which Python
keeps stable between versions.
"""

from fractions import Fraction
from random import Random

from amounts import currency_of, decimal, decimal_text, fixed_text
from case_lines import case_arguments, case_lines
from oracle import OPTIONS, answer, tenor_of_no_use

MODES = ["halfUp", "halfEven", "halfDown", "up", "down", "ceiling", "floor"]
CURRENCIES = ["LKR", "USD", "EUR", "JPY", "XAF", "KWD", "TND", "CLF", "UYW", "CHF"]
PERCENTAGES = ["0", "0.5", "1", "1.75", "2.5", "2.9", "7.25", "12.5", "33.33", "100", "0.0375"]
PER_UNITS = ["0", "0.01", "0.2", "1", "1.33333", "2.5", "10", "0.005", "12.345"]
UNITS = ["1", "2.5", "7", "10", "100", "0.01", "1000"]
FLATS = ["0", "0.3", "0.30", "1", "2.5", "10", "25.75", "0.125", "100"]
CHARGE_UNITS = ["1", "10", "100", "0.05", "2.5", "1000"]
STEPS_OF_INCREMENT = [1, 2, 5, 10, 25, 100]
HUGE = ["999999999999999", "9999999999999.99", "123456789012345", "1000000000000"]
TENORS = ["1", "7", "30", "31", "90", "90.5", "180", "365", "366", "730"]
PERIODS = ["1", "7", "30", "30.5", "90", "365"]
ANNUAL_BASES = [360, 365, 366]
EXCHANGE_RATES = ["0.00312345", "302.15", "1", "0.92", "1.0837", "149.655", "0.30745123"]
PRIORS = ["0", "0.01", "5", "10", "100", "250", "1000", "1234.56"]
FRACTIONS = ["1/3", "0.05/60", "100/3", "22/7", "2/1.5", "7/12", "10/4"]
NAMED_DIGITS = [
    {"code": "USDT", "minorUnits": 6}, {"code": "POINTS", "minorUnits": 0},
    {"code": "MILES", "minorUnits": 1}, {"code": "GAS", "minorUnits": 9},
    {"code": "USD", "minorUnits": 4},
]
CENT = Fraction(1, 100)


class Generator:
    def __init__(self, seed):
        self.random = Random(seed)

    def chance(self, percent):
        return self.random.randrange(100) < percent

    def amount(self, ceiling, digits=2):
        """A decimal string below `ceiling`, with at most `digits` decimals."""
        scale = 10**digits
        return decimal_text(Fraction(self.random.randrange(ceiling * scale), scale))

    def spelled(self, text):
        """An amount as a string, and now and then as the JSON number that reads the same."""
        if "/" in text or not self.chance(10):
            return text
        return float(text) if "." in text else int(text)

    def pick(self, fixed, ceiling, digits):
        text = self.random.choice(fixed) if self.chance(70) else self.amount(ceiling, digits)
        return self.spelled(text)

    def ratio(self, fixed, ceiling, digits):
        """A number that multiplies: a decimal, and now and then a fraction."""
        if self.chance(6):
            return self.random.choice(FRACTIONS)
        return self.pick(fixed, ceiling, digits)

    def price(self):
        price = {}
        parts = self.random.randrange(1, 8)
        if parts & 1:
            price["flat"] = self.ratio(FLATS, 500, 2)
        if parts & 2:
            price["percentage"] = self.ratio(PERCENTAGES, 30, 4)
        if parts & 4:
            price["perUnit"] = self.ratio(PER_UNITS, 20, 3)
            if self.chance(60):
                price["unit"] = self.spelled(self.random.choice(UNITS))
        return price

    def tiers(self):
        """One to six tiers, spelled as tariffs are printed, each pair in its own way."""
        digits = 2 if self.chance(25) else 0
        step = Fraction(1, 10**digits)
        name = "below" if self.chance(20) else "upTo"
        end = Fraction(self.random.choice([0, 0, 0, 0, 1, 10, 100]))
        apart = [self.random.choice([None, 0, 0, 1]) for _ in range(6)]
        start, tiers = end, []
        count = self.random.randrange(1, 7)
        for place in range(count):
            tier = self.tier()
            if place == 0 and (end != 0 or self.chance(30)):
                # The second tier decides how the beginning of the first one is read.
                first = step if count > 1 and apart[1] and (end != 0 or self.chance(50)) else 0
                tier["from"] = fixed_text(start + first, digits)
            elif place > 0 and apart[place] is not None:
                tier["from"] = fixed_text(end + apart[place] * step, digits)
            width = self.random.choice([2, 5, 10, 50, 250, 1000, 10000])
            end += width + (Fraction(self.random.randrange(100), 100) if digits else 0)
            if place < count - 1 or self.chance(40):
                text = fixed_text(end, digits)
                tier[name] = text if digits else self.spelled(text)
            elif self.chance(50):
                tier["upTo"] = None
            tiers.append(tier)
        return tiers

    def tier(self):
        """The price of a tier, now and then within bounds of its own."""
        tier = self.price()
        if self.chance(15):
            low, high = sorted((self.amount(60), self.amount(60)), key=Fraction)
            which = self.random.randrange(1, 4)
            tier.update({"minimum": low} if which & 1 else {})
            tier.update({"maximum": high} if which & 2 else {})
        return tier

    def bounds(self):
        """Bounds of one kind, the lower not above the upper but for a few faulty rules."""
        suffix, ceiling = self.random.choice([("", 300), ("", 300), ("Percentage", 20)])
        texts = sorted((self.amount(ceiling), self.amount(ceiling)), key=Fraction)
        if self.chance(5):
            texts.reverse()
        bounds = {}
        which = self.random.randrange(1, 4)
        for bit, name, text in ((1, "minimum", texts[0]), (2, "maximum", texts[1])):
            if which & bit:
                bounds[name + suffix] = self.spelled(text)
        return bounds

    def rule(self):
        kind = self.random.choice(["price", "graduated", "volume"])
        rule = self.price() if kind == "price" else {kind: self.tiers()}
        if self.chance(70):
            own = self.random.choice(NAMED_DIGITS if self.chance(12) else CURRENCIES)
            rule["currency"] = own
        if self.chance(40):
            rule.update(self.bounds())
        if self.chance(25):
            rule["free"] = self.spelled(self.random.choice(["5", "10", "100", "0.5", "12.34"]))
        if self.chance(20):
            rule["chargeUnit"] = self.spelled(self.random.choice(CHARGE_UNITS))
        if self.chance(30):
            rule["chargeOnZero"] = self.chance(80)
        if self.chance(60):
            rule["rounding"] = self.random.choice(MODES)
        if self.chance(20):
            minor = Fraction(1, 10 ** currency_of(rule.get("currency")).minor_units)
            rule["increment"] = decimal_text(self.random.choice(STEPS_OF_INCREMENT) * minor)
        return rule

    def exchange_rate(self):
        if self.chance(10):
            return self.random.choice(["1/1.5", "100/3", "1/302.15"])
        if self.chance(70):
            return self.spelled(self.random.choice(EXCHANGE_RATES))
        return decimal_text(Fraction(self.random.randrange(10**5, 4 * 10**10), 10**8))

    def terms(self, rule):
        """The terms of a line, where the tenor fits the rule but for a few faulty lines.

        The rule becomes an annualised one where the draw says so.
        """
        if self.chance(30) and not rule.get("chargeOnZero"):
            return {"prior": self.random.choice(PRIORS)}
        terms = {}
        kind = self.random.choice(["annual", "annual", "sliding", "tenor", "exchange"])
        twice = kind in ("annual", "sliding") and self.chance(8)
        if kind == "annual" or twice:
            rule["annualBasis"] = self.random.choice(ANNUAL_BASES)
        if kind != "exchange" and not self.chance(10):
            terms["tenor"] = self.spelled(self.random.choice(TENORS))
        if kind == "sliding" or twice:
            terms["slidingScaleTenor"] = self.spelled(self.random.choice(PERIODS))
        if kind == "exchange" or self.chance(40):
            terms["exchangeRate"] = self.exchange_rate()
        return terms

    def value(self, rule):
        """A value near an edge of the rule, or anywhere, but never negative."""
        free = decimal(rule.get("free", "0"))
        edges = [free]
        for tier in rule.get("graduated") or rule.get("volume") or []:
            edges += [free + decimal(tier[end]) for end in ("from", "upTo", "below")
                      if tier.get(end)]
        where = self.random.randrange(100)
        if where < 50:
            edge = self.random.choice(edges) + self.random.choice([-CENT, 0, 0, CENT, 1])
            return decimal_text(max(edge, Fraction(0)))
        if where < 55:
            return self.random.choice(["0", "0.00", "0.01"])
        if where < 62:
            return self.random.choice(HUGE)
        digits = self.random.choice([0, 2, 2, 2, 4])
        return self.amount(self.random.choice([20, 500, 5000, 200000]), digits)

    def formula_rule(self, formulas=("P*A+C", "P*A|>C", "A<C|1C|P*A", "C-P*A", "2P*A+C")):
        """A formula, whose percentage and constant are those of its rule."""
        formula = self.random.choice(formulas)
        figures = {"percentage": self.ratio(PERCENTAGES, 30, 2), "constant": self.amount(90)}
        if "P" not in formula.replace("2P", ""):
            del figures["percentage"]
        return {"formula": formula, **figures, **({"rounding": "up"} if self.chance(30) else {})}

    def options(self, rule):
        """Moves some of a rule to the options that fill it, now and then in contradiction."""
        options = {}
        for name in OPTIONS:
            figure = name in ("percentage", "constant")
            if (figure and "formula" not in rule) or rule.get(name) is None or self.chance(50):
                continue
            options[name] = rule[name] if self.chance(60) else rule.pop(name)
        if self.chance(10) and rule.get("rounding") is not None:
            options["rounding"] = self.random.choice(MODES)
        elif self.chance(10) and rule.get("currency") is not None and "increment" not in rule:
            options["currency"] = self.random.choice(CURRENCIES)
        return options

    def case(self):
        rule = self.formula_rule() if self.chance(8) else self.rule()
        value = self.value(rule)
        terms = self.terms(rule) if self.chance(35) else {}
        options = self.options(rule) if self.chance(15) else {}
        extras = {name: given for name, given in (("terms", terms), ("options", options)) if given}
        case = {"rule": rule, "value": value, **extras}
        case["expected"] = answer(rule, value, terms, options)
        if tenor_of_no_use(rule, terms):
            # A request says so in its warnings; who compiles a rule is refused.
            case["compiles"] = False
        return case


def plain(case):
    """Whether every reader of the table can run the case: those in Rust know no options."""
    named = case["expected"].get("error", "") is not None
    new = {"options", "compiles"} & set(case) or "prior" in case.get("terms", {})
    return named and not new


def main():
    parser = case_arguments("random price rules with the oracle's answers")
    parser.add_argument("--plain", action="store_true", help="only cases for every reader")
    options = parser.parse_args()
    wanted = plain if options.plain else lambda _case: True
    for line in case_lines(Generator(options.seed), options.count, wanted):
        print(line)


if __name__ == "__main__":
    main()
