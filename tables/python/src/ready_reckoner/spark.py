"""The charges of a book over DataFrames, on what speaks Spark's API: Sail, Spark, Connect.

Nothing here starts an engine, so that this module can be imported where none is installed.
"""

from __future__ import annotations

import re
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ready_reckoner._columns import CHARGE_PRECISION, MINOR_UNITS, NO_MINOR_UNITS, charge_type
from ready_reckoner._module import MachineCode
from ready_reckoner._unsigned import held
from ready_reckoner.book import Book
from ready_reckoner.errors import ReckonerError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

CHARGE, REFUSED = "charge", "refused"

#: The most digits of an integer, which has at most 64 bits.
INTEGER_DIGITS = 19

#: The release of Spark that Arrow UDFs came with.
ARROW_UDFS = (4, 1)

#: How Spark numbers functions of Arrow columns that answer with one.
_SCALAR_ARROW_UDF = 250


class Counted:
    """The rows that were charged in this process: the progress of an engine that is embedded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.rows = 0

    def add(self, rows: int) -> None:
        """Counts more rows, from any thread."""
        with self._lock:
            self.rows += rows


counted = Counted()


def rate(
    df: DataFrame,
    book: Book,
    *,
    amount: str,
    rule: str | None = None,
    rule_id: str | None = None,
    prior: str | None = None,
    minor_units: bool = False,
) -> DataFrame:
    """The table with two more columns: `charge`, and `refused`, which is null or a code.

    `amount`, `rule` and `prior` name columns; `rule_id` is one rule for all rows, in the place of
    `rule`. What is wrong with a column refuses the whole job, before a row is read.
    """
    from pyspark.sql.types import DecimalType, StringType, StructField, StructType

    if (rule is None) == (rule_id is None):
        raise TypeError("give either `rule`, the column of the rules' names, or one `rule_id`")
    book.number(rule_id)
    check_columns(df, amount, rule, prior, minor_units)
    place = {name: at for at, name in enumerate(df.columns)}
    precision = CHARGE_PRECISION
    if prior is None:
        digits = _digits(df.schema[amount].dataType)
        precision = book.charge_precision(*digits, rule=rule_id, minor_units=minor_units)
    charging = _Charging(
        MachineCode(),
        book,
        df.columns,
        place[amount],
        None if rule is None else place[rule],
        None if prior is None else place[prior],
        rule_id,
        minor_units,
        precision,
    )
    schema = StructType(
        [
            *df.schema.fields,
            StructField(CHARGE, DecimalType(precision, book.places), True),
            StructField(REFUSED, StringType(), True),
        ]
    )
    if any("." in name or "`" in name for name in df.columns):
        # Sail would look for a part of a column.
        df = df.toDF(*(f"column_{at}" for at in range(len(df.columns))))
    return df.mapInArrow(charging, schema)


@dataclass(frozen=True)
class _Charging:
    """What workers do with their batches: a class, so that they import it and its module there."""

    #: Stands first, so that a worker has it before it reads the book.
    code: MachineCode
    book: Book
    names: list[str]
    amount: int
    rule: int | None
    prior: int | None
    rule_id: str | None
    minor_units: bool
    precision: int

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        charge = charge_type(self.book.places, self.precision)
        added = [
            pa.field(CHARGE, charge, nullable=True),
            pa.field(REFUSED, pa.string(), nullable=True),
        ]
        for batch in batches:
            columns = [*map(held, self.names, batch.columns)]
            charges, refused = self.book.charge(
                columns[self.amount],
                None if self.rule is None else columns[self.rule],
                rule=self.rule_id,
                prior=None if self.prior is None else columns[self.prior],
                minor_units=self.minor_units,
            )
            given = [
                one.with_name(name).with_type(column.type)
                for one, name, column in zip(batch.schema, self.names, columns, strict=True)
            ]
            schema = pa.schema([*given, *added])
            # The cast refuses what is too long.
            answers = [*columns, charges.cast(charge), refused]
            yield pa.RecordBatch.from_arrays(answers, schema=schema)
            counted.add(batch.num_rows)


def check_columns(
    df: DataFrame, amount: str, rule: str | None, prior: str | None, minor_units: bool
) -> None:
    """Refuses a table that lacks a column, has one of the wrong type, or has an answer already."""
    types: dict[str, Any] = {field.name: field.dataType for field in df.schema.fields}
    for name in (amount, rule, prior):
        if name is not None and name not in types:
            listed = ", ".join(f"`{known}`" for known in types) or "no columns at all"
            raise ReckonerError(
                "missing-field", f"the table has no column `{name}`; it has {listed}"
            )
    taken = [name for name in df.columns if name.lower() in (CHARGE, REFUSED)]
    if taken:
        raise ReckonerError(
            "option-contradiction",
            f"the table has a column `{taken[0]}` already: rename it, since charges go there",
        )
    for name, kind in types.items():
        if kind.typeName() == "decimal" and kind.precision > CHARGE_PRECISION:
            raise _wrong(name, kind, f"cast it to at most {CHARGE_PRECISION} digits")
    _refuse_alike(df.columns)
    _check_number(amount, types[amount], minor_units)
    if prior is not None:
        _check_number(prior, types[prior], minor_units)
    if rule is not None and types[rule].typeName() not in ("string", "varchar", "char", "void"):
        raise _wrong(rule, types[rule], "cast it to text")


def _refuse_alike(names: list[str]) -> None:
    spelled: dict[str, str] = {}
    for name in names:
        other = spelled.get(name.lower())
        if other is not None:
            alike = f"two columns `{name}`" if other == name else f"columns `{other}` and `{name}`"
            raise ReckonerError(
                "option-contradiction",
                f"the table has {alike}, which engines cannot tell apart: rename one of them",
            )
        spelled[name.lower()] = name


def _check_number(name: str, found: Any, minor_units: bool) -> None:  # noqa: ANN401
    kind = found.typeName()
    if kind == "decimal":
        if minor_units and found.scale:
            raise _wrong(name, found, NO_MINOR_UNITS)
    elif kind in ("byte", "short", "integer", "long", "tinyint", "smallint", "int", "bigint"):
        if not minor_units:
            raise _wrong(name, found, MINOR_UNITS)
    elif kind != "void":
        raise _wrong(name, found, "cast it to decimal")


def _digits(kind: Any) -> tuple[int, int]:  # noqa: ANN401
    """The digits of the numbers of a type, and how many of them are decimals."""
    if kind.typeName() == "decimal":
        return kind.precision, kind.scale
    return INTEGER_DIGITS, 0


def _wrong(name: str, found: Any, cure: str) -> ReckonerError:  # noqa: ANN401
    return ReckonerError("wrong-type", f"the column `{name}` is `{found.simpleString()}`; {cure}")


def register(session: SparkSession, book: Book, name: str = "charge") -> None:
    """Makes a book callable from SQL, where the engine has Arrow UDFs (Spark from 4.1 on).

    `charge(amount, rule)` is the charge, or null; `charge_refused(amount, rule)` is the code of a
    refused row, or null. Both take what was charged for earlier as an optional third argument.
    """
    from pyspark.sql import functions
    from pyspark.sql.types import DecimalType, StringType

    arrow_udf = getattr(functions, "arrow_udf", None)
    # The engine may be older than its client.
    release = re.match(r"(\d+)\.(\d+)", session.version)
    if arrow_udf is None or (release and (int(release[1]), int(release[2])) < ARROW_UDFS):
        raise ReckonerError(
            "wrong-type", "this engine has no Arrow UDFs, which came with Spark 4.1: use `rate`"
        )

    charge = DecimalType(CHARGE_PRECISION, book.places)
    with warnings.catch_warnings():
        # It would rather read the kind of function from hints, which a class has elsewhere.
        warnings.simplefilter("ignore", UserWarning)
        for called, part, kind in ((name, 0, charge), (f"{name}_refused", 1, StringType())):
            function = arrow_udf(_Answer(MachineCode(), book, part), kind, _SCALAR_ARROW_UDF)
            session.udf.register(called, function)


@dataclass(frozen=True)
class _Answer:
    """A part of what a book answers, as a function of columns."""

    code: MachineCode
    book: Book
    part: int

    def __call__(self, amount: pa.Array, rule: pa.Array, prior: pa.Array | None = None) -> pa.Array:
        return self.book.charge(amount, rule, prior=prior)[self.part]
