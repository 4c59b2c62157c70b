"""Reads amounts, fractions and currencies, and writes exact values as texts."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Optional

DIGITS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}

PLAIN_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class UnsupportedRule(Exception):
    """A rule outside the oracle's scope or malformed; never the answer of a test case."""


class Currency(NamedTuple):
    """A currency; one without a code is what amounts are in where nothing names one."""

    code: Optional[str]
    minor_units: int


NAMELESS = Currency(None, 2)


def currency_of(named):
    """What a rule, an option, a book or a line names: nothing, a code, or a code with digits."""
    if named is None:
        return NAMELESS
    if isinstance(named, str):
        return Currency(named, DIGITS.get(named, 2))
    return Currency(named["code"], named["minorUnits"])


def text_of(amount):
    """The text of a decimal; a float stands for its shortest form, as in JavaScript."""
    if isinstance(amount, bool) or not isinstance(amount, (str, int, float)):
        raise UnsupportedRule(f"`{amount!r}` is not an amount")
    return amount if isinstance(amount, str) else repr(amount)


def decimal(amount):
    """The exact value of an amount: a plain decimal string or a JSON number."""
    return plain_decimal(text_of(amount))


@lru_cache(maxsize=100_000)
def plain_decimal(text):
    if not PLAIN_DECIMAL.fullmatch(text):
        raise UnsupportedRule(f"`{text}` is not a plain decimal")
    return Fraction(text)


def ratio(number):
    """The exact value of a number that divides or multiplies: a decimal or `n/d`."""
    over, slash, under = text_of(number).partition("/")
    return plain_decimal(over) / plain_decimal(under) if slash else plain_decimal(over)


def decimals_printed(amount):
    """How many decimals an amount is written with."""
    return len(text_of(amount).partition(".")[2])


def optional(fields, name, default=None, read=decimal):
    """The value of an amount that may be left out or null."""
    amount = fields.get(name)
    return default if amount is None else read(amount)


def decimal_text(value):
    """The shortest decimal of a value, or `n/d` where no decimal is exact."""
    digits, power = 0, 1
    rest = value.denominator
    while rest % 10 == 0:
        rest //= 10
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    while (value * power).denominator != 1:
        digits, power = digits + 1, power * 10
    return fixed_text(value, digits)


def fixed_text(value, digits):
    """A value that has at most `digits` decimals, written with exactly that many."""
    scaled = value * 10**digits
    if scaled.denominator != 1:
        raise UnsupportedRule(f"{value} does not fit {digits} decimals")
    sign = "-" if scaled < 0 else ""
    whole, part = divmod(abs(scaled.numerator), 10**digits)
    return f"{sign}{whole}.{part:0{digits}}" if digits else f"{sign}{whole}"
