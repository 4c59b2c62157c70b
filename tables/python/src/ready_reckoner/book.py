"""Books of price rules, and the charges of columns by them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Union

import pyarrow as pa

from ready_reckoner import _columns as columns
from ready_reckoner import _module as host
from ready_reckoner.errors import ReckonerError

Column = Union["pa.Array", "pa.ChunkedArray"]


@dataclass(frozen=True)
class Rule:
    """What is known of a rule besides how it prices."""

    id: str
    #: The code of the currency of its charges, where they have one.
    currency: str | None
    #: The decimal digits of its charges.
    minor_units: int


class Book:
    """Price rules by their identity, checked as a whole. It can be pickled, and never changes."""

    def __init__(self, text: str) -> None:
        """Reads a book in JSON, and refuses it with every problem of every rule."""
        if not isinstance(text, str):
            raise TypeError(f"a book is a text in JSON, and not `{type(text).__name__}`")
        _refuse_halves(text)
        self._text = text
        with host.lend(text) as instance:
            facts: dict[str, Any] = instance.facts
        #: The canonical text: books that price alike have the same.
        self.source: str = facts["source"]
        #: The most decimal digits that a charge of any rule has.
        self.places: int = facts["places"]
        #: The rules by their identity, in order.
        self.rules: Mapping[str, Rule] = {
            rule["id"]: Rule(rule["id"], rule["currency"], rule["minorUnits"])
            for rule in facts["rules"]
        }
        self._names = columns.Names(list(self.rules))
        self._codes = pa.array(facts["codes"], pa.string())

    @classmethod
    def read(cls, path: str | Path) -> Book:
        """Reads the file of a book, which is in UTF-8 as all JSON."""
        try:
            return cls(Path(path).read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ReckonerError("json-syntax", "the book is not in UTF-8: save it so") from error

    @cached_property
    def sha256(self) -> str:
        """What manifests call the book: the hash of its canonical text."""
        return hashlib.sha256(self.source.encode()).hexdigest()

    def __reduce__(self) -> tuple[type[Book], tuple[str]]:
        """The text is the book: a worker reads it once, and keeps what it has read."""
        return Book, (self._text,)

    def charge(
        self,
        amounts: Column,
        keys: Column | None = None,
        *,
        rule: str | None = None,
        prior: Column | None = None,
        minor_units: bool = False,
    ) -> tuple[pa.Array, pa.Array]:
        """Charges each amount by the rule that its key names, or all by one `rule`.

        `amounts` are decimals of up to 38 digits or, with `minor_units`, integers that count the
        smallest unit of the rule's currency; so is `prior`, what was charged for earlier in the
        period of graduated tiers. The answer is a column of charges and one of codes, each null
        where the other has a value.
        """
        batch = self._batch(amounts, keys, rule, prior, minor_units)
        with host.lend(self._text) as instance:
            return batch.charge(instance, self._names, self.places, self._codes)

    def charge_precision(
        self, digits: int, scale: int, *, rule: str | None = None, minor_units: bool = False
    ) -> int:
        """18 where no charge for amounts of `decimal(digits, scale)` can have more digits, else 38.

        It depends on the rules and on the type of the column alone, never on its amounts. Where
        earlier amounts are charged for as well, it does not hold.
        """
        flags = host.MINOR_UNITS if minor_units else 0
        with host.lend(self._text) as instance:
            known = instance.call("charge_digits", digits, scale, self.number(rule), flags)
        if 0 < known <= columns.SHORT_PRECISION:
            return columns.SHORT_PRECISION
        return columns.CHARGE_PRECISION

    def explain(
        self,
        amounts: Column,
        keys: Column | None = None,
        row: int = 0,
        *,
        rule: str | None = None,
        prior: Column | None = None,
        minor_units: bool = False,
    ) -> dict[str, Any]:
        """The steps of the charge of one row, or the code and the words of its refusal."""
        batch = self._batch(amounts, keys, rule, prior, minor_units)
        if not 0 <= row < len(batch.amounts):
            raise IndexError(f"there is no row {row}")
        with host.lend(self._text) as instance:
            return batch.explain(instance, self._names, row)

    def number(self, rule: str | None) -> int:
        """The place of a rule in the book; −1 where none is named."""
        if rule is None:
            return -1
        number = self._names.number(rule)
        if number is None:
            raise ReckonerError("unknown-price-rule", f"the book has no rule `{rule}`")
        return number

    def _batch(
        self,
        amounts: Column,
        keys: Column | None,
        rule: str | None,
        prior: Column | None,
        minor_units: bool,
    ) -> columns.Batch:
        if (keys is None) == (rule is None):
            raise TypeError("give either the column of the rules' names or one `rule`")
        others = (None if column is None else _whole(column) for column in (keys, prior))
        parts = [_whole(amounts), *others]
        if len({len(part) for part in parts if part is not None}) > 1:
            raise ValueError("the columns have different lengths")
        return columns.Batch(parts[0], parts[1], self.number(rule), parts[2], minor_units)


def _refuse_halves(text: str) -> None:
    """A text that has been read from UTF-16 may hold halves of characters, which no file can."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ReckonerError(
            "json-syntax",
            f"there is half of a character at position {error.start} of the book: "
            "read its bytes as UTF-8",
        ) from error


def _whole(column: Column) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        combined = column.combine_chunks()
        return combined.chunk(0) if isinstance(combined, pa.ChunkedArray) else combined
    if not isinstance(column, pa.Array):
        kind = type(column).__name__
        raise TypeError(f"a `{kind}` is no column of Arrow: make one with `pyarrow.array`")
    return column
