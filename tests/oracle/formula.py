"""Evaluates formulas such as `A<1000C|5C|2.5P*A|>10C` in exact fractions.

No diagnostics: a formula that this module cannot read is a mistake of the generator.
"""

import re
from fractions import Fraction
from functools import lru_cache

TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?[CP]|[APC]|[-+*()]|[<>]=?)")

COMPARE = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class Reader:
    """The tokens of one segment; every method reads a part of it and returns its meaning.

    The meaning of an expression is a function from the supplied figures (`A`, `P`, `C`) to a value.
    """

    def __init__(self, segment):
        self.tokens = TOKEN.findall(segment)
        if "".join(self.tokens) != segment.replace(" ", ""):
            raise ValueError(f"`{segment}` is not a segment of a formula")

    def next_is(self, *tokens):
        return bool(self.tokens) and self.tokens[0] in tokens

    def sum(self):
        meaning = self.product()
        while self.next_is("+", "-"):
            sign = 1 if self.tokens.pop(0) == "+" else -1
            meaning = added(meaning, self.product(), sign)
        return meaning

    def product(self):
        meaning = self.factor()
        while self.next_is("*"):
            self.tokens.pop(0)
            meaning = multiplied(meaning, self.factor())
        return meaning

    def factor(self):
        token = self.tokens.pop(0)
        if token == "(":
            meaning = self.sum()
            self.tokens.pop(0)
            return meaning
        if token in ("A", "P", "C"):
            return lambda figures: figures[token]
        number = Fraction(token[:-1]) / (100 if token[-1] == "P" else 1)
        return lambda _figures: number

    def comparator(self):
        return self.tokens.pop(0) if self.next_is(*COMPARE) else None


def added(left, right, sign):
    return lambda figures: left(figures) + sign * right(figures)


def multiplied(left, right):
    return lambda figures: left(figures) * right(figures)


@lru_cache(maxsize=1_000)
def choices(formula):
    """The prices of a formula in order, each with the conditions and bounds that belong to it."""
    prices, conditions = [], []
    for segment in formula.split("|"):
        reader = Reader(segment)
        bound = reader.comparator()
        left = reader.sum()
        comparator = reader.comparator()
        if bound:
            prices[-1][2].append((bound, left))
        elif comparator:
            conditions.append((left, COMPARE[comparator], reader.sum()))
        else:
            prices.append((conditions, left, []))
            conditions = []
    return prices


def evaluate(formula, amount, percentage=None, constant=None):
    """The first price whose conditions hold, within its bounds in the order they are written."""
    figures = {"A": amount, "C": constant}
    figures["P"] = None if percentage is None else percentage / 100
    for conditions, price, bounds in choices(formula):
        if all(compare(left(figures), right(figures)) for left, compare, right in conditions):
            charge = price(figures)
            for comparator, limit in bounds:
                pick = max if comparator.startswith(">") else min
                charge = pick(charge, limit(figures))
            return charge
    raise ValueError(f"`{formula}` has no price for {amount}")
