#!/usr/bin/env python3
"""Prices one value with one price rule, in exact fractions, apart from the Rust engine.

The engine is held to this second implementation, so nothing here is derived from it: the steps
follow the order of the charge pipeline as the specification gives it, and each step is a function
of its own; `charges.py` answers whole requests with them. Read as a program, it turns lines
`{"rule": …, "value": …, "terms": …, "options": …}` into answers, a line each. The terms (tenor,
sliding-scale tenor, prior value, exchange rate) and the options, which fill the rule, may be left
out.
"""

import json
import sys
from fractions import Fraction
from math import ceil

from amounts import (
    UnsupportedRule,
    currency_of,
    decimal,
    decimal_text,
    fixed_text,
    optional,
    ratio,
)
from formula import evaluate
from rounding import rounded_inside
from tiers import ChargeError, graduated_price, in_own_bounds, price_of, volume_price

OPTIONS = ("currency", "rounding", "increment", "percentage", "constant")


# The steps of the pipeline.


def in_charge_units(rule, value):
    """The value rounded up to the charge unit."""
    unit = optional(rule, "chargeUnit")
    return value if unit is None else ceil(value / unit) * unit


def formula_price(rule, value):
    """A formula, with the percentage and the constant that its rule supplies."""
    percentage = optional(rule, "percentage", None, ratio)
    return evaluate(rule["formula"], value, percentage, optional(rule, "constant"))


def raw_price(rule, value, prior=Fraction(0)):
    """The price of what remains of the value, before tenor, bounds and exchange."""
    if "formula" in rule:
        return formula_price(rule, value)
    if "graduated" in rule:
        return graduated_price(rule["graduated"], value, prior)
    if "volume" in rule:
        return volume_price(rule["volume"], value)
    return price_of(rule, value)


def price_on_zero(rule):
    """What a rule that charges on zero asks where nothing remains to be priced: one flat.

    Of a formula it is what the formula says of zero.
    """
    if "formula" in rule:
        return formula_price(rule, Fraction(0))
    tiers = rule.get("graduated") or rule.get("volume")
    first = tiers[0] if tiers else rule
    flat = optional(first, "flat", Fraction(0), ratio)
    return in_own_bounds(first, flat) if tiers else flat


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


def refuse_prior_of_no_use(rule, prior):
    """Only graduated tiers have a use for what was charged earlier; 0 is no exception."""
    if prior is not None and "graduated" not in rule:
        raise ChargeError(None)


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


# The pipeline.


def filled(rule, options):
    """The rule with what the options fill in; what contradicts it is refused."""
    for name in OPTIONS:
        given, own = options.get(name), rule.get(name)
        if given is None:
            continue
        if own is not None and not alike(name, given, own):
            raise ChargeError(None)
        if name in ("percentage", "constant") and "formula" not in rule:
            raise ChargeError(None)
        rule = {**rule, name: own if own is not None else given}
    return rule


def alike(name, one, other):
    if name == "currency":
        return currency_of(one) == currency_of(other)
    return one == other if name == "rounding" else ratio(one) == ratio(other)


def exact_and_bounds(rule, value, terms):
    """The unrounded charge and the bounds on the rounded one, in the currency of the charge."""
    refuse_crossed_bounds(rule)
    refuse_prior_of_no_use(rule, terms.get("prior"))
    criterion = in_charge_units(rule, decimal(value))
    remaining = criterion - optional(rule, "free", Fraction(0))
    prior = optional(terms, "prior", Fraction(0))
    if remaining > 0:
        raw = raw_price(rule, remaining, prior)
    elif rule.get("chargeOnZero"):
        raw = price_on_zero(rule)
    else:
        return Fraction(0), (None, None)
    price = bounded(rule, over_tenor(rule, terms, raw), criterion)
    rate = optional(terms, "exchangeRate", Fraction(1), ratio)
    return price * rate, exchanged(bounds_at(rule, criterion), rate)


def exchanged(bounds, rate):
    return tuple(None if bound is None else bound * rate for bound in bounds)


def tenor_of_no_use(rule, terms):
    """Whether a tenor is given that neither a year nor a started period asks for."""
    timed = rule.get("annualBasis") is not None or terms.get("slidingScaleTenor") is not None
    return terms.get("tenor") is not None and not timed


def answer(rule, value, terms=None, options=None):
    """What a test expects: the exact and the rounded charge, or the code of the refusal."""
    terms = terms or {}
    try:
        rule = filled(rule, options or {})
        exact, bounds = exact_and_bounds(rule, value, terms)
        currency = currency_of(rule.get("currency"))
        charge = rounded_inside(rule, exact, currency, bounds)
    except ChargeError as error:
        return {"error": error.code}
    return {"exact": decimal_text(exact), "charge": fixed_text(charge, currency.minor_units)}


def main():
    for line in sys.stdin:
        case = json.loads(line)
        given = (case["rule"], case["value"], case.get("terms"), case.get("options"))
        expected = answer(*given)
        print(json.dumps(expected, separators=(",", ":")))


if __name__ == "__main__":
    main()
