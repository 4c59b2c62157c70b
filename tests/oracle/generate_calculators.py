#!/usr/bin/env python3
"""Prints random calls of `allocate`, `sum` and `round` with the oracle's answers, a line a call.

    python3 tests/oracle/generate_calculators.py --seed 1 --count 20000
"""

from fractions import Fraction

from amounts import currency_of, fixed_text
from calculators import answer_call
from case_lines import print_cases
from generate import CURRENCIES, FRACTIONS, MODES, NAMED_DIGITS, STEPS_OF_INCREMENT, Generator

ALLOCATION_MODES = ["largestRemainder", "firstInOrder", "largestShare", "rest"]
SHARES = ["0", "1", "1", "2", "3", "10", "33.33", "40", "60", "100", *FRACTIONS]


class CallGenerator(Generator):
    def currency(self):
        """Options with a currency or without, and the digits that amounts then have."""
        roll = self.random.randrange(10)
        if roll < 3:
            return {}, 2
        named = self.random.choice(NAMED_DIGITS if roll == 3 else CURRENCIES)
        return {"currency": named}, currency_of(named).minor_units

    def signed(self, steps, step, digits):
        sign = -1 if self.chance(20) else 1
        return fixed_text(sign * steps * step, digits)

    def steps(self):
        return self.random.randrange(self.random.choice([10, 1000, 10**6]))

    def increment(self, options, digits):
        step = Fraction(1, 10**digits)
        if self.chance(30):
            step *= self.random.choice(STEPS_OF_INCREMENT)
            options["increment"] = fixed_text(step, digits)
        return step

    def allocate(self):
        options, digits = self.currency()
        step = self.increment(options, digits)
        ratios = [self.random.choice(SHARES) for _ in range(self.random.randrange(1, 7))]
        if all(share == "0" for share in ratios):
            ratios[0] = "1"
        if self.chance(70):
            options["mode"] = self.random.choice(ALLOCATION_MODES)
        if options.get("mode") == "rest" and self.chance(60):
            options["rest"] = self.random.randrange(len(ratios))
        amount = self.signed(self.steps(), step, digits)
        if self.chance(5) and "increment" in options:
            amount = self.signed(self.steps(), Fraction(1, 10**digits), digits)
        return [amount, ratios, options]

    def sum(self):
        options, digits = self.currency()
        digits_of = digits + 1 if self.chance(5) else digits
        step = Fraction(1, 10**digits_of)
        count = self.random.randrange(8)
        return [[self.signed(self.steps(), step, digits_of) for _ in range(count)], options]

    def round(self):
        options, digits = self.currency()
        self.increment(options, digits)
        if self.chance(80):
            options["rounding"] = self.random.choice(MODES)
        more = digits + self.random.randrange(4)
        return [self.signed(self.steps(), Fraction(1, 10**more), more), options]

    def case(self):
        call = self.random.choice(["allocate", "allocate", "sum", "round"])
        arguments = getattr(self, call)()
        expected = answer_call(call, arguments)
        return {"call": call, "arguments": arguments, "expected": expected}


if __name__ == "__main__":
    print_cases("random calls with the oracle's answers", CallGenerator)
