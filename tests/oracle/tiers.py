"""The tiers of a rule: where each begins and ends, which a value enters, what each charges."""

from fractions import Fraction
from math import ceil
from typing import NamedTuple, Optional

from amounts import UnsupportedRule, decimal, decimals_printed, optional, ratio


class ChargeError(Exception):
    """A charge that the rule refuses to give; the code is the answer.

    The code is None where the specification asks for a refusal and does not name it.
    """

    def __init__(self, code, path=None):
        super().__init__(code)
        self.code, self.path = code, path


class Range(NamedTuple):
    """A tier with its ends; the upper end of an open tier is None."""

    lower: Fraction
    upper: Optional[Fraction]
    # Whether the values at the lower end, and those at the upper end, belong to the tier.
    from_lower: bool
    to_upper: bool
    tier: dict

    def entered_by(self, value):
        return value > self.lower or (self.from_lower and value == self.lower)

    def holds(self, value):
        """Whether the value is in the tier, and in no later one."""
        within = self.upper is None or value < self.upper
        return self.entered_by(value) and (within or (self.to_upper and value == self.upper))


def end_name(tiers):
    names = {name for tier in tiers for name in ("upTo", "below") if tier.get(name) is not None}
    if len(names) > 1:
        raise UnsupportedRule("a rule uses `upTo` or `below` throughout")
    return names.pop() if names else "upTo"


def step_between(end, start):
    """How far apart two tiers are printed, whose one ends and whose next begins: nothing, one
    unit, or one step of the last digit of both."""
    apart = decimal(start) - decimal(end)
    digits = decimals_printed(start)
    whole = decimal(start).denominator == 1 and decimal(end).denominator == 1
    last_digit = Fraction(1, 10**digits) if digits == decimals_printed(end) else None
    if apart == 0 or (whole and apart == 1) or apart == last_digit:
        return apart
    raise UnsupportedRule(f"a tier from {start} does not join {end}")


def first_begins(tiers, name):
    """Where the first tier begins: at its `from`, or one step below it."""
    start = optional(tiers[0], "from", Fraction(0))
    if start == 0 or len(tiers) == 1 or tiers[1].get("from") is None:
        return start
    return start - step_between(tiers[0][name], tiers[1]["from"])


def tier_ranges(tiers):
    if not tiers:
        raise UnsupportedRule("a rule needs at least one tier")
    name = end_name(tiers)
    ranges = []
    lower = first_begins(tiers, name)
    for place, tier in enumerate(tiers):
        if place > 0:
            end = tiers[place - 1].get(name)
            if end is None:
                raise UnsupportedRule("only the last tier may be open")
            if tier.get("from") is not None:
                step_between(end, tier["from"])
        upper = optional(tier, name)
        if upper is not None and upper <= lower:
            raise UnsupportedRule(f"a tier ends at {upper}, not above {lower}")
        at_its_from = place == 0 and lower == optional(tier, "from", Fraction(0))
        ranges.append(Range(lower, upper, name == "below" or at_its_from, name == "upTo", tier))
        lower = upper
    return ranges


def reached_tier(ranges, value):
    # Below the first `from` there is no price, though the first tier may begin a step below it.
    first = optional(ranges[0].tier, "from", Fraction(0))
    if value < first or not ranges[0].entered_by(value):
        raise ChargeError("value-below-tiers")
    for one in ranges:
        if one.holds(value):
            return one.tier
    raise ChargeError("value-above-tiers")


def price_of(price, part):
    """A price's parts, added, for a part of the value."""
    total = optional(price, "flat", Fraction(0), ratio)
    return total + price_of_part(price, part)


def price_of_part(price, part):
    """What a price asks for a part of the value, without what is due once."""
    total = optional(price, "percentage", Fraction(0), ratio) * part / 100
    per_unit = optional(price, "perUnit", None, ratio)
    if per_unit is not None:
        unit = optional(price, "unit")
        # Without a unit the price is pro rata; with one, every started unit counts whole.
        total += per_unit * (part if unit is None else ceil(part / unit))
    return total


def in_own_bounds(tier, price):
    """What a tier charges, within the bounds of its own."""
    lower, upper = optional(tier, "minimum"), optional(tier, "maximum")
    if lower is not None and upper is not None and lower > upper:
        raise ChargeError("minimum-above-maximum")
    if lower is not None and price < lower:
        return lower
    return upper if upper is not None and price > upper else price


def graduated_price(tiers, value, prior=Fraction(0)):
    """Each tier prices the part of the value inside it, above what was charged before.

    What is due once is due in the tiers that this value enters; a tier that the earlier value had
    entered charges its part alone, and nothing where that earlier value had filled it.
    """
    ranges = tier_ranges(tiers)
    end = prior + value
    reached_tier(ranges, end)
    total = Fraction(0)
    for one in ranges:
        if not one.entered_by(end):
            continue
        part = (end if one.upper is None else min(end, one.upper)) - max(one.lower, prior)
        if prior == 0 or not one.entered_by(prior):
            total += in_own_bounds(one.tier, price_of(one.tier, part))
        elif part > 0:
            total += in_own_bounds(one.tier, price_of_part(one.tier, part))
    return total


def volume_price(tiers, value):
    """The tier that the value reaches prices the whole value."""
    tier = reached_tier(tier_ranges(tiers), value)
    return in_own_bounds(tier, price_of(tier, value))
