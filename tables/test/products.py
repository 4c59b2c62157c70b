"""Forty products, each as a rule and as integers of numpy that know nothing of it.

Amounts are whole cents, as int64. A charge is a numerator over a divisor in cents, rounded once,
and then held within bounds that are whole cents; so is what the rule says.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

#: Ten-thousandths: percentages have two decimals.
PARTS = 10_000


@dataclass
class Product:
    rule: dict
    #: From cents to a numerator over `divisor` times PARTS, and where there is no charge.
    numerator: Callable
    mode: str = "halfUp"
    bounds: tuple = (None, None)
    last: int | None = None

    def charge(self, cents):
        """The charges in cents, and which of them exist."""
        numerator = self.numerator(cents)
        charges = rounded(numerator, PARTS, self.mode)
        low, high = self.bounds
        charges = charges if low is None else np.maximum(charges, low)
        charges = charges if high is None else np.minimum(charges, high)
        charges = np.where(cents == 0, 0, charges)
        known = np.ones(len(cents), bool) if self.last is None else cents <= self.last
        return charges, known


def rounded(numerator, divisor, mode):
    """A quotient of integers that are not negative, rounded in a mode."""
    whole, rest = np.divmod(numerator, divisor)
    twice = 2 * rest
    up = {
        "halfUp": twice >= divisor,
        "halfDown": twice > divisor,
        "halfEven": (twice > divisor) | ((twice == divisor) & (whole % 2 == 1)),
        "up": rest > 0,
        "ceiling": rest > 0,
        "down": np.zeros(len(rest), bool),
        "floor": np.zeros(len(rest), bool),
    }[mode]
    return whole + up


def text(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02}"


def graduated(ends, rates):
    lows = [0, *ends]
    highs = [*ends, None]

    def numerator(cents):
        total = np.zeros(len(cents), np.int64)
        for low, high, rate in zip(lows, highs, rates, strict=True):
            top = cents if high is None else np.minimum(cents, high)
            total += np.maximum(top - low, 0) * rate
        return total

    return numerator, tiers(ends, rates)


def volume(ends, rates):
    def numerator(cents):
        return cents * np.array(rates)[np.searchsorted(ends, cents, side="left")]

    return numerator, tiers(ends, rates)


def tiers(ends, rates):
    """Tiers up to their ends; the last one is open."""
    tops = [{"upTo": text(end)} for end in ends]
    return [{**top, "percentage": text(rate)} for top, rate in zip([*tops, {}], rates, strict=True)]


MODES = ("halfUp", "halfEven", "halfDown", "up", "down")


def products():
    """The products by their names."""
    named = {}
    for at, mode in enumerate(MODES):
        step = 10_000 * (at + 1)
        ends, rates = [step, 7 * step, 40 * step], [250 - at, 175, 90 + at, 33]
        low, high = 150 + at, 90_000 + at
        bounds = {"minimum": text(low), "maximum": text(high), "rounding": mode}
        numerator, listed = graduated(ends, rates)
        rule = {"graduated": listed, **bounds}
        named[f"GRADUATED-{at}"] = Product(rule, numerator, mode, (low, high))
        numerator, listed = volume(ends, rates)
        rule = {"volume": listed, "rounding": mode}
        named[f"VOLUME-{at}"] = Product(rule, numerator, mode)
        last = listed[:-1], 40 * step
        rule = {"volume": last[0], "rounding": mode}
        named[f"CLOSED-{at}"] = Product(rule, closed(ends, rates), mode, last=last[1])
        rate, flat, unit, each = 37 + at, 125 + at, 3_333 + at, 17 + at
        rule = {"percentage": text(rate), "flat": text(flat), "rounding": mode}
        named[f"SUM-{at}"] = Product(rule, lambda a, r=rate, f=flat: a * r + f * PARTS, mode)
        rule = {"perUnit": text(each), "unit": text(unit), **bounds}
        units = lambda a, e=each, u=unit: -(-a // u) * e * PARTS  # noqa: E731
        named[f"UNITS-{at}"] = Product(rule, units, mode, (low, high))
        rule = {"percentage": text(rate), "free": text(unit), "rounding": mode}
        free = lambda a, r=rate, u=unit: np.maximum(a - u, 0) * r  # noqa: E731
        named[f"FREE-{at}"] = Product(rule, free, mode)
        rule = {"percentage": text(rate), "chargeUnit": text(unit), "rounding": mode}
        block = lambda a, r=rate, u=unit: -(-a // u) * u * r  # noqa: E731
        named[f"BLOCK-{at}"] = Product(rule, block, mode)
        formula = f"A<{text(step)}C|{text(low)}C|{text(rate)}P*A+{text(flat)}C"
        rule = {"formula": formula, "rounding": mode}
        priced = lambda a, r=rate, f=flat, s=step, m=low: np.where(  # noqa: E731
            a < s, m * PARTS, a * r + f * PARTS
        )
        named[f"FORMULA-{at}"] = Product(rule, priced, mode)
    return named


def closed(ends, rates):
    def numerator(cents):
        place = np.searchsorted(ends, cents, side="left")
        return cents * np.array(rates)[np.minimum(place, len(ends) - 1)]

    return numerator
