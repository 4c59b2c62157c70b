"""Divides an amount, in whole steps, among the parties that share it."""

from fractions import Fraction
from math import floor

from rounding import whole_steps


def allocate(total, shares, mode, rest=None):
    """The parts of a total, an integer of steps, which always sum to the total.

    A party with no share never gets an odd step, and a negative total mirrors the positive one.
    """
    if total < 0:
        return [-part for part in allocate(-total, shares, mode, rest)]
    exact = [total * Fraction(share) / sum(shares) for share in shares]
    if mode == "rest":
        return with_rest(total, exact, len(shares) - 1 if rest is None else rest)
    parts = [floor(part) for part in exact]
    sharing = [place for place, share in enumerate(shares) if share > 0]
    odd_units = total - sum(parts)
    if mode == "largestShare":
        # `max` takes the first of equals, so ties are in listed order.
        parts[max(sharing, key=lambda place: shares[place])] += odd_units
        return parts
    if mode == "largestRemainder":
        # The sort is stable, so ties are in listed order.
        sharing.sort(key=lambda place: parts[place] - exact[place])
    elif mode != "firstInOrder":
        raise ValueError(f"`{mode}` is not a mode of allocation")
    for place in sharing[:odd_units]:
        parts[place] += 1
    return parts


def with_rest(total, exact, rest):
    """Every part rounded by itself but one, which takes what remains."""
    parts = [whole_steps(part, "halfUp") for part in exact]
    parts[rest] += total - sum(parts)
    return parts
