"""Prices one line of a request, or one sharing group as a whole, whose base is known.

The fields of the line are those of the request document, without nulls; a group's fields are
those of its lines taken together. The rule is that of the book, or None where none is named.
"""

from fractions import Fraction
from typing import NamedTuple, Optional

from amounts import NAMELESS, Currency, currency_of, decimal, decimal_text, optional, ratio
from oracle import (
    bounded,
    bounds_at,
    exchanged,
    in_charge_units,
    over_tenor,
    price_on_zero,
    raw_price,
    refuse_crossed_bounds,
    refuse_prior_of_no_use,
)
from rounding import on_grid, rounded_inside
from tiers import ChargeError

TIERED_METHODS = {
    "SLAB_AMOUNT": "graduated",
    "SLAB_PERCENTAGE": "graduated",
    "VARIABLE_AMOUNT": "volume",
    "VARIABLE_PERCENTAGE": "volume",
}

METHODS = {*TIERED_METHODS, "FIXED_AMOUNT", "FIXED_PERCENTAGE", "FORMULA"}

BOUNDS = {
    "minimum": "minChgAmount",
    "maximum": "maxChgAmount",
    "minimumPercentage": "minChgPct",
    "maximumPercentage": "maxChgPct",
}


class Money(NamedTuple):
    amount: Fraction
    currency: Currency


class Charge(NamedTuple):
    """A rounded charge before it is shared, with what the response says about it."""

    money: Money
    rate: Optional[Fraction]
    applied: Optional[str]
    rule: dict


# The rule, with the slab details of the line.


def tier_of(slab):
    """A slab of a request as a tier of a rule."""
    names = {"fromSlab": "from", "toSlab": "upTo", "percentage": "percentage"}
    tier = {names[name]: slab[name] for name in names if slab.get(name) is not None}
    amount, unit = slab.get("amount"), slab.get("unit")
    if amount is None:
        return tier
    if "percentage" in tier:
        raise ChargeError("slab-twice")
    if unit is None:
        return {**tier, "flat": amount}
    # An amount for each single unit is pro rata; started units are counted from other sizes.
    size = {} if decimal(unit) == 1 else {"unit": unit}
    return {**tier, "perUnit": amount, **size}


def tier_kind(rule):
    """The field that holds the tiers of a tiered rule, which may still lack them."""
    for kind in ("graduated", "volume"):
        if kind in rule:
            return kind
    return TIERED_METHODS.get(rule.get("priceMethod"))


def rule_of_line(rule, slabs):
    """The rule with the tiers that price the line: the slab details, or its own."""
    if rule.get("priceMethod") in ("SLAB", "TIER"):
        raise ChargeError("price-method-ambiguous")
    kind = tier_kind(rule)
    if slabs:
        if kind is None:
            raise ChargeError("slab-rule")
        return {**rule, kind: [tier_of(slab) for slab in slabs]}
    if kind and kind not in rule:
        raise ChargeError("tiers-missing")
    return rule


def price_method(rule):
    """What the response calls the way in which the rule prices."""
    if rule.get("priceMethod"):
        return rule["priceMethod"]
    if "formula" in rule:
        return "FORMULA"
    kind = tier_kind(rule)
    prices = rule[kind] if kind else [rule]
    name = {"graduated": "SLAB", "volume": "VARIABLE", None: "FIXED"}[kind]
    percentage = any(price.get("percentage") is not None for price in prices)
    return f"{name}_{'PERCENTAGE' if percentage else 'AMOUNT'}"


# Currencies.


def pricing_currency(line, rule, base, book_currency):
    """The currency in which the line is priced, before any exchange.

    A rule that names none is priced in that of the base, or of the transaction, or of the book.
    """
    own = (rule or {}).get("currency")
    if own is not None:
        return currency_of(own)
    if base is not None:
        return base.currency
    return currency_of(line.get("txnCcy") or book_currency)


def exchange(line, rule, pricing, inherited):
    """The currency of the charge, and the rate; no rate where no exchange is asked for.

    A child that inherits the currency of its parent's charge is there already if that is the
    transaction's: the rate, which the parent needed, is not used again.
    """
    txn_ccy, rate = line.get("txnCcy"), optional(line, "exchangeRate", None, ratio)
    in_txn_ccy = rule.get("chargeInTxnCcy")
    if in_txn_ccy is False:
        return pricing, None
    if txn_ccy is None:
        if pricing == NAMELESS and rate not in (None, 1):
            raise ChargeError(None)
        if in_txn_ccy or rate not in (None, 1):
            raise ChargeError("txn-ccy-missing")
        return pricing, None
    txn_ccy = currency_of(txn_ccy)
    # One of the two may be finer: it is the same money, and the digits are those of the price.
    same = txn_ccy[0] == pricing[0]
    if inherited and same:
        return pricing, Fraction(1)
    if same:
        if rate not in (None, 1):
            raise ChargeError("exchange-rate-not-one")
        return pricing, Fraction(1)
    if rate is None:
        raise ChargeError("exchange-rate-missing")
    return txn_ccy, rate


def base_in_pricing_currency(base, line, rule, pricing):
    """The parent's charge, taken back to the currency of a child's rule where the two differ."""
    if base.currency == pricing:
        return base.amount
    rate = optional(line, "exchangeRate", None, ratio)
    there = line.get("txnCcy") is not None and currency_of(line["txnCcy"]) == base.currency
    if rate is None or not there or rule.get("chargeInTxnCcy") is False:
        raise ChargeError("parent-currency")
    return base.amount / rate


# The charge.


def refuse_percentages_of_counts(line, rule):
    percentages = any(rule.get(name) is not None for name in BOUNDS if "Percentage" in name)
    criteria = line.get("chargeCriteria", "")
    if percentages and (criteria == "COUNT" or criteria.endswith("_COUNT")):
        raise ChargeError("percentage-of-count")


def refuse_other_method(line, rule):
    """A line may name the method that it expects of its rule, slab details included."""
    named = line.get("priceMethod")
    if named is None:
        return
    if named not in METHODS:
        raise ChargeError("unknown-price-method")
    if rule and price_method(rule) != named:
        raise ChargeError("price-method-disagreement")


def raw_price_of_line(line, rule, criterion, external):
    """The price before bounds, or None where nothing remains to be priced."""
    if line.get("isChargeCalculated") == "Y":
        return decimal(line["charge"])
    if line.get("externalPricingApplicable") == "Y":
        return over_tenor(rule, line, external)
    remaining = criterion - optional(rule, "free", Fraction(0))
    if remaining > 0:
        prior = optional(line, "priorCriteriaValue", Fraction(0))
        return over_tenor(rule, line, raw_price(rule, remaining, prior))
    if rule.get("chargeOnZero"):
        return over_tenor(rule, line, price_on_zero(rule))
    return None


def charge_of(line, rule, base=None, external=None, book_currency=None):
    """The rounded charge of a line: rule, currencies, value, price, bounds, exchange, rounding.

    The base is the parent's charge where the line is a child; the external price is what the
    host's source gave.
    """
    pricing = pricing_currency(line, rule, base, book_currency)
    inherited = base is not None and (rule or {}).get("currency") is None
    rule = rule_of_line(rule or {}, line.get("slabDetails"))
    refuse_other_method(line, rule)
    refuse_crossed_bounds(rule)
    refuse_percentages_of_counts(line, rule)
    refuse_prior_of_no_use(rule, line.get("priorCriteriaValue"))
    if base is None:
        value = optional(line, "chargeCriteriaValue")
    else:
        value = base_in_pricing_currency(base, line, rule, pricing)
    # No rule prices a rebate.
    if value is not None and value < 0:
        raise ChargeError("amount-negative")
    currency, rate = exchange(line, rule, pricing, inherited)
    criterion = None if value is None else in_charge_units(rule, value)
    raw = raw_price_of_line(line, rule, criterion, external)
    if raw is None:
        return Charge(Money(Fraction(0), currency), rate, None, rule)
    price = bounded(rule, raw, criterion)
    one = Fraction(1) if rate is None else rate
    bounds = exchanged(bounds_at(rule, criterion), one)
    charge = rounded_inside(rule, price * one, currency, bounds)
    applied = "minimum" if price > raw else "maximum" if price < raw else None
    applied = applied or moved_by_bound(rule, price * one, currency, charge)
    return Charge(Money(charge, currency), rate, applied, rule)


def moved_by_bound(rule, exact, currency, charge):
    """The bound that the rounding alone would have passed."""
    free = on_grid(rule, exact, currency)
    return "minimum" if charge > free else "maximum" if charge < free else None


def about(charge):
    """The fields of the response that say how a charge came about."""
    code = charge.money.currency.code
    fields = {} if code is None else {"chargeCcy": code}
    given = [name for name in BOUNDS if charge.rule.get(name) is not None]
    if given:
        percentages = all("Percentage" in name for name in given)
        fields["minMaxValidationCriteria"] = "PERCENTAGE" if percentages else "AMOUNT"
    for name in given:
        fields[BOUNDS[name]] = decimal_text(decimal(charge.rule[name]))
    if charge.rate is not None:
        fields["exchangeRate"] = decimal_text(charge.rate)
    if charge.applied:
        fields["applied"] = charge.applied
    if charge.rule:
        fields["priceMethod"] = price_method(charge.rule)
    return fields
