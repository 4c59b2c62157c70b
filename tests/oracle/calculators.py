"""What the calculators answer that stand on their own: `allocate`, `sum` and `round`."""

from fractions import Fraction

from allocation import allocate
from amounts import currency_of, decimal, fixed_text, ratio
from rounding import on_grid, step_of
from tiers import ChargeError


def in_steps(amount, step):
    steps = decimal(amount) / step
    if steps.denominator != 1:
        # Off the grid: the specification asks for a refusal and does not name it.
        raise ChargeError(None)
    return steps.numerator


def allocated(amount, ratios, options):
    currency = currency_of(options.get("currency"))
    step = step_of(options, currency)
    shares = [ratio(share) for share in ratios]
    mode = options.get("mode") or "largestRemainder"
    parts = allocate(in_steps(amount, step), shares, mode, options.get("rest"))
    return [fixed_text(part * step, currency.minor_units) for part in parts]


def summed(amounts, options):
    currency = currency_of(options.get("currency"))
    step = Fraction(1, 10**currency.minor_units)
    total = sum(in_steps(amount, step) for amount in amounts)
    return fixed_text(total * step, currency.minor_units)


def rounded(amount, options):
    currency = currency_of(options.get("currency"))
    return fixed_text(on_grid(options, decimal(amount), currency), currency.minor_units)


CALCULATORS = {"allocate": allocated, "sum": summed, "round": rounded}


def answer_call(call, arguments):
    """What a call answers, or that it is refused."""
    try:
        return {"answer": CALCULATORS[call](*arguments)}
    except ChargeError as error:
        return {"error": error.code}
