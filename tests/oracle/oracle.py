#!/usr/bin/env python3
"""Prices one value with one price rule, in exact fractions, apart from the Rust engine.

The engine is held to this second implementation, so nothing here is derived from it: the steps
follow the order of the charge pipeline as the specification gives it, and each step is a function
of its own; `charges.py` answers whole requests with them. Read as a program, it turns lines
`{"rule": …, "value": …, "terms": …}` into answers, a line each; the terms (tenor, sliding-scale
tenor, exchange rate) may be left out.
"""

import json
import re
import sys
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

from formula import evaluate

DEFAULT_CURRENCY = "LKR"

MINOR_UNITS = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys("CLF UYW".split(), 4),
}

PLAIN_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")

ONE_HALF = Fraction(1, 2)


class ChargeError(Exception):
    """A charge that the rule refuses to give for this value; the code is the answer."""

    def __init__(self, code, path=None):
        super().__init__(code)
        self.code, self.path = code, path


class UnsupportedRule(Exception):
    """A rule outside the oracle's scope or malformed; never the answer of a test case."""


# Reading.


def decimal(amount):
    """The exact value of an amount: a plain decimal string or a JSON number."""
    if isinstance(amount, bool) or not isinstance(amount, (str, int, float)):
        raise UnsupportedRule(f"`{amount!r}` is not an amount")
    # The shortest form of a float is what a JavaScript number is read as.
    return plain_decimal(amount if isinstance(amount, str) else repr(amount))


@lru_cache(maxsize=100_000)
def plain_decimal(text):
    if not PLAIN_DECIMAL.fullmatch(text):
        raise UnsupportedRule(f"`{text}` is not a plain decimal")
    return Fraction(text)


def optional(rule, field, default=None):
    """The value of an amount that may be left out or null."""
    amount = rule.get(field)
    return default if amount is None else decimal(amount)


def minor_units(currency):
    return MINOR_UNITS.get(currency, 2)


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


# Tiers.


def tier_ranges(tiers):
    """Each tier with its lower and upper end; the upper end of an open tier is None.

    A tier that starts one above the end of the tier before it starts, in fact, at that end: people
    write 0–250, 251–500 and mean the same as 0–250, 250–500.
    """
    if not tiers:
        raise UnsupportedRule("a rule needs at least one tier")
    ranges, previous = [], None
    for place, tier in enumerate(tiers):
        start, upper = optional(tier, "from"), optional(tier, "upTo")
        if place == 0:
            lower = Fraction(0) if start is None else start
        elif previous is None:
            raise UnsupportedRule("only the last tier may be open")
        elif start is None or joined(previous, start):
            lower = previous
        else:
            raise UnsupportedRule(f"a tier from {start} does not join {previous}")
        if upper is not None and upper <= lower:
            raise UnsupportedRule(f"a tier ends at {upper}, not above {lower}")
        ranges.append((lower, upper, tier))
        previous = upper
    return ranges


def joined(end, start):
    whole = end.denominator == 1 and start.denominator == 1
    return start == end or (whole and start == end + 1)


def reached_tier(ranges, value):
    """The tier (lower, upper] that holds the value."""
    if value <= ranges[0][0]:
        raise ChargeError("value-below-tiers")
    for lower, upper, tier in ranges:
        if lower < value and (upper is None or value <= upper):
            return tier
    raise ChargeError("value-above-tiers")


# The steps of the pipeline.


def in_charge_units(rule, value):
    """The value rounded up to the charge unit."""
    unit = optional(rule, "chargeUnit")
    return value if unit is None else ceil(value / unit) * unit


def price_of(price, part):
    """A price's parts, added, for a part of the value."""
    total = optional(price, "flat", Fraction(0))
    total += optional(price, "percentage", Fraction(0)) * part / 100
    per_unit = optional(price, "perUnit")
    if per_unit is not None:
        unit = optional(price, "unit")
        # Without a unit the price is pro rata; with one, every started unit counts whole.
        total += per_unit * (part if unit is None else ceil(part / unit))
    return total


def graduated_price(tiers, value):
    """Each tier that the value enters prices the part of the value inside it."""
    ranges = tier_ranges(tiers)
    reached_tier(ranges, value)
    total = Fraction(0)
    for lower, upper, tier in ranges:
        if lower < value:
            inside = value if upper is None else min(value, upper)
            total += price_of(tier, inside - lower)
    return total


def volume_price(tiers, value):
    """The tier that the value reaches prices the whole value."""
    return price_of(reached_tier(tier_ranges(tiers), value), value)


def raw_price(rule, value):
    """The price of what remains of the value, before tenor, bounds and exchange."""
    if "formula" in rule:
        return evaluate(rule["formula"], value)
    if "graduated" in rule:
        return graduated_price(rule["graduated"], value)
    if "volume" in rule:
        return volume_price(rule["volume"], value)
    return price_of(rule, value)


def price_on_zero(rule):
    """What a rule that charges on zero asks where nothing remains to be priced: one flat.

    Of a formula it is what the formula says of zero.
    """
    if "formula" in rule:
        return evaluate(rule["formula"], Fraction(0))
    tiers = rule.get("graduated") or rule.get("volume")
    return optional(tiers[0] if tiers else rule, "flat", Fraction(0))


def over_tenor(rule, terms, price):
    """The price for the time it is asked for: a share of the year, or every started period."""
    basis = optional(rule, "annualBasis")
    period = optional(terms, "slidingScaleTenor")
    if basis is None and period is None:
        return price
    if basis is not None and period is not None:
        raise ChargeError("tenor-twice")
    tenor = optional(terms, "tenor")
    if tenor is None:
        raise ChargeError("tenor-missing")
    return price * ceil(tenor / period) if basis is None else price * tenor / basis


def refuse_crossed_bounds(rule):
    """Bounds of one kind that cross are a fault of the rule, whatever the value is."""
    for low, high in (("minimum", "maximum"), ("minimumPercentage", "maximumPercentage")):
        lower, upper = optional(rule, low), optional(rule, high)
        if lower is not None and upper is not None and lower > upper:
            raise ChargeError("minimum-above-maximum")


def bounds_at(rule, criterion):
    """The bounds as amounts, where percentages are of the criterion value."""

    def bound(amount, percentage):
        if rule.get(amount) is not None and rule.get(percentage) is not None:
            raise UnsupportedRule(f"`{amount}` and `{percentage}` exclude each other")
        share = optional(rule, percentage)
        return optional(rule, amount) if share is None else share * criterion / 100

    return bound("minimum", "minimumPercentage"), bound("maximum", "maximumPercentage")


def bounded(rule, price, criterion):
    lower, upper = bounds_at(rule, criterion)
    if lower is not None and upper is not None and lower > upper:
        raise ChargeError("minimum-above-maximum")
    if lower is not None and price < lower:
        return lower
    if upper is not None and price > upper:
        return upper
    return price


def whole_steps(steps, mode):
    """A number of rounding steps made whole by a rounding mode."""
    below = floor(steps)
    rest = steps - below
    if rest == 0:
        return below
    above, negative = below + 1, steps < 0
    toward_zero, away_from_zero = (above, below) if negative else (below, above)
    if mode in ("halfUp", "halfDown", "halfEven") and rest != ONE_HALF:
        return below if rest < ONE_HALF else above
    return {
        "halfUp": away_from_zero,
        "halfDown": toward_zero,
        "halfEven": below if below % 2 == 0 else above,
        "up": away_from_zero,
        "down": toward_zero,
        "ceiling": above,
        "floor": below,
    }[mode]


def on_grid(rule, exact, currency):
    """The charge on its grid: the rule's increment, or the currency's minor unit."""
    step = optional(rule, "increment", Fraction(1, 10 ** minor_units(currency)))
    return whole_steps(exact / step, rule.get("rounding") or "halfUp") * step


def rounded(rule, exact):
    currency = rule.get("currency") or DEFAULT_CURRENCY
    return fixed_text(on_grid(rule, exact, currency), minor_units(currency))


# The pipeline.


def exact_charge(rule, value, terms):
    """The unrounded charge: charge unit, free, raw price, tenor, bounds, exchange, in order."""
    refuse_crossed_bounds(rule)
    criterion = in_charge_units(rule, decimal(value))
    remaining = criterion - optional(rule, "free", Fraction(0))
    if remaining > 0:
        raw = raw_price(rule, remaining)
    elif rule.get("chargeOnZero"):
        raw = price_on_zero(rule)
    else:
        return Fraction(0)
    price = bounded(rule, over_tenor(rule, terms, raw), criterion)
    return price * optional(terms, "exchangeRate", Fraction(1))


def answer(rule, value, terms=None):
    """What a test expects: the exact and the rounded charge, or the code of the refusal."""
    try:
        exact = exact_charge(rule, value, terms or {})
    except ChargeError as error:
        return {"error": error.code}
    return {"exact": decimal_text(exact), "charge": rounded(rule, exact)}


def main():
    for line in sys.stdin:
        case = json.loads(line)
        expected = answer(case["rule"], case["value"], case.get("terms"))
        print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
