"""Divides a rounded charge, in minor units, among the parties that share it."""

from math import floor


def allocate(total, shares, mode):
    """The parts of a total, an integer of minor units, which always sum to the total.

    A party with no share never gets a unit, and a negative total mirrors the positive one.
    """
    if total < 0:
        return [-part for part in allocate(-total, shares, mode)]
    exact = [total * share / sum(shares) for share in shares]
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
