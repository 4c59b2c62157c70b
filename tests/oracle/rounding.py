"""Rounds a charge once, to its grid and into its bounds."""

from fractions import Fraction
from math import ceil, floor

from amounts import optional
from tiers import ChargeError

ONE_HALF = Fraction(1, 2)


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
    """A value on the grid of the rule: its increment, or the currency's minor unit."""
    step = step_of(rule, currency)
    return whole_steps(exact / step, rule.get("rounding") or "halfUp") * step


def step_of(rule, currency):
    return optional(rule, "increment", Fraction(1, 10**currency.minor_units))


def rounded_inside(rule, exact, currency, bounds):
    """The value on its grid; where that passes a bound, the nearest step inside."""
    step = step_of(rule, currency)
    lower, upper = bounds
    least = None if lower is None else ceil(lower / step) * step
    most = None if upper is None else floor(upper / step) * step
    if least is not None and most is not None and least > most:
        # The specification asks for an error and does not name it.
        raise ChargeError(None)
    charge = on_grid(rule, exact, currency)
    if least is not None and charge < least:
        return least
    return most if most is not None and charge > most else charge
