"""What was written, by rule and by code: the figures that a manifest has, counted in the output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ready_reckoner._columns import CHARGE_PRECISION
from ready_reckoner.book import Book
from ready_reckoner.spark import CHARGE, REFUSED

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: A digit that has no room is an error here, never a rounded figure.
EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])

#: So many digits more than its decimals has an engine's sum.
MORE_IN_SUMS = 10


@dataclass
class Totals:
    """The rows that were charged and refused."""

    refused: dict[str, int] = field(default_factory=dict)
    #: Of each rule, how many rows it has charged, and all that they are charged.
    charged: dict[str, tuple[int, Decimal]] = field(default_factory=dict)

    @property
    def charged_rows(self) -> int:
        """The rows with a charge."""
        return sum(rows for rows, _ in self.charged.values())

    @property
    def rows(self) -> int:
        """All rows."""
        return self.charged_rows + sum(self.refused.values())


def quoted(column: str) -> str:
    """A column's name as an engine reads it whatever is in it."""
    return "`" + column.replace("`", "``") + "`"


def totals(written: DataFrame, book: Book, rule: str | None, rule_id: str | None) -> Totals:
    """Counts what lies in the output."""
    from pyspark.sql import functions as F  # noqa: N812 (as everybody calls it)

    named = F.lit(rule_id) if rule is None else F.col(quoted(rule))
    kind: Any = written.schema[CHARGE].dataType
    digits = min(kind.precision + MORE_IN_SUMS, CHARGE_PRECISION)
    by = F.when(F.col(REFUSED).isNull(), named).alias("rule")
    charge = F.col(CHARGE)
    groups = written.groupBy(by, F.col(REFUSED)).agg(
        F.count(F.lit(1)).alias("rows"),
        F.min(charge).alias("least"),
        F.max(charge).alias("most"),
        F.sum(charge).alias("total"),
    )
    found, unsure = Totals(), False
    for row in groups.collect():
        if row[REFUSED] is not None:
            found.refused[row[REFUSED]] = row["rows"]
            continue
        size = max(-row["least"], row["most"])
        unsure = unsure or not _has_room(row["rows"], size, digits - book.places)
        found.charged[row["rule"]] = (row["rows"], row["total"])
    if unsure:
        # An engine's own sum might have left its digits unnoticed.
        for name, total in _summed(written, rule, rule_id).items():
            found.charged[name] = (found.charged[name][0], total)
    return found


def _has_room(rows: int, size: Decimal, whole_digits: int) -> bool:
    most = EXACT.multiply(Decimal(rows), size)
    return EXACT.compare(most, EXACT.power(10, whole_digits)) < 0


def _summed(written: DataFrame, rule: str | None, rule_id: str | None) -> dict[str, Decimal]:
    from pyspark.sql import functions as F  # noqa: N812

    named = F.lit(rule_id) if rule is None else F.col(quoted(rule))
    charged = written.where(F.col(REFUSED).isNull()).select(named.alias("rule"), F.col(CHARGE))
    sums: dict[str, Decimal] = {}
    for row in charged.mapInArrow(Summing(), "rule string, total string").collect():
        sums[row["rule"]] = EXACT.add(sums.get(row["rule"], Decimal()), Decimal(row["total"]))
    return sums


class Summing:
    """Adds the charges of a partition without any limit to their digits."""

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """One sum for each rule of the partition."""
        sums: dict[str, Decimal] = {}
        for batch in batches:
            for rule, charge in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                sums[rule] = EXACT.add(sums.get(rule, Decimal()), charge)
        texts = pa.array([format(total, "f") for total in sums.values()], pa.string())
        names = pa.array(list(sums), pa.string())
        yield pa.RecordBatch.from_arrays([names, texts], names=["rule", "total"])


def manifest(found: Totals, book: Book, module: str, versions: dict[str, str]) -> dict[str, Any]:
    """What is written last: without it, a run is not done."""
    sums = {}
    for rule, (rows, total) in sorted(found.charged.items()):
        digits = book.rules[rule].minor_units
        charge = EXACT.quantize(total, Decimal(1).scaleb(-digits))
        sums[rule] = {"rows": rows, "charge": format(charge, "f")}
    return {
        "book": book.sha256,
        "module": module,
        "versions": versions,
        "rows": found.rows,
        "charged": found.charged_rows,
        "refused": dict(sorted(found.refused.items())),
        "totals": sums,
    }
