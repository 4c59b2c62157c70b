"""The files that are read. Those of this machine are looked at before an engine is."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from ready_reckoner._columns import CHARGE_PRECISION
from ready_reckoner._unsigned import WIDER, parts
from ready_reckoner.command import Refused, reason
from ready_reckoner.command.totals import quoted

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True)
class Inputs:
    """Where an engine finds a table, and what is known of it beforehand."""

    #: What the engine is told to read.
    addresses: list[str]
    #: The files and folders of this machine among them.
    paths: list[Path] = field(default_factory=list)
    #: How many rows their footers promise, where all inputs are files of this machine.
    rows: int | None = None
    #: The types of SQL for columns of integers without a sign, by their names.
    wider: dict[str, str] = field(default_factory=dict)
    #: The addresses whose files only the engine sees.
    unseen: list[str] = field(default_factory=list)


def find(patterns: list[str], columns: list[str]) -> Inputs:
    """What the patterns name on this machine, for the engine that is embedded.

    `columns` are those that charges are made of; every file is to have them, with one type. What
    is elsewhere is left to the engine.
    """
    addresses, paths, unseen = [], [], []
    for pattern in patterns:
        name = local_name(pattern)
        if name is None:
            unseen += alternatives(pattern)
            continue
        found = _named(name)
        if not found:
            raise Refused(f"no file is named `{pattern}`")
        paths += found
        # As an address a name is a name, whatever is in it: as a path, Sail reads patterns in it.
        addresses += [path.as_uri() for path in found]
    looked = _Look(columns)
    for path in paths:
        for file in _files(path):
            looked.at(file, _columns_of_folders(file.relative_to(path)))
    if not (looked.files or unseen):
        raise Refused(f"there is no file in `{patterns[0]}`")
    known = not unseen and all(path.is_file() for path in paths)
    rows = looked.rows if known else None
    return Inputs([*addresses, *unseen], paths, rows, looked.wider, unseen)


def local_name(address: str) -> str | None:
    """The name of what is on this machine; nothing of what is elsewhere."""
    name = address.removeprefix("file://")
    return None if "://" in name else name


def alternatives(address: str) -> list[str]:
    """An address for each of the alternatives between braces, which engines would expand."""
    found = _BRACES.search(address)
    if found is None:
        return [address]
    before, after = address[: found.start()], address[found.end() :]
    parts = found[1].split(",")
    found_in = (alternatives(f"{before}{part}{after}") for part in parts)
    # The inner braces go first, and leave those without any as often as there were parts.
    return list(dict.fromkeys(one for each in found_in for one in each))


_BRACES = re.compile(r"(?<!\\)\{([^{}]*)\}")


def check_unseen(session: SparkSession, df: DataFrame, addresses: list[str]) -> None:
    """Refuses a file that two addresses name, and one that none is, where only the engine looks."""
    # The schema is known, and need not be read from the files again.
    reader, seen = session.read.schema(df.schema), set()
    for address in addresses:
        files = reader.parquet(address).inputFiles()
        if not files:
            raise Refused(f"no file is named `{address}`")
        for file in files:
            if file in seen:
                raise _named_twice(file)
            seen.add(file)


def _named_twice(file: str | Path) -> Refused:
    return Refused(f"`{file}` is named twice: name it once, or its rows are charged twice")


def widened(df: DataFrame, wider: dict[str, str]) -> DataFrame:
    """The table with types that hold every number of its integers without a sign."""
    if not wider:
        return df
    from pyspark.sql import functions as F  # noqa: N812 (as everybody calls it)

    columns = {name: F.col(quoted(name)) for name in df.columns}
    columns.update({name: columns[name].cast(kind).alias(name) for name, kind in wider.items()})
    return df.select(*columns.values())


def _named(pattern: str) -> list[Path]:
    # A name that is there stands for itself, even with the characters of a pattern.
    if Path(pattern).exists():
        return [Path(pattern).absolute()]
    names = glob.glob(pattern, recursive=True)  # noqa: PTH207 (from any folder)
    return [Path(name).absolute() for name in sorted(names)]


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        # Engines pass over what begins with these.
        hidden = any(part[0] in "._" for part in file.relative_to(path).parts)
        if file.is_file() and not hidden:
            yield file


def _columns_of_folders(file: Path) -> list[str]:
    """The columns that folders name: those of `month=2026-07/a.parquet` are `month`."""
    return [part.partition("=")[0] for part in file.parent.parts if "=" in part]


class _Look:
    """What the footers of files say."""

    def __init__(self, columns: list[str]) -> None:
        self._columns = columns
        self._known: dict[str, tuple[pa.DataType, Path]] = {}
        self._lacking: dict[str, Path] = {}
        self._spelled: dict[str, str] = {}
        self._seen: set[Path] = set()
        self.files = 0
        self.rows = 0
        self.wider: dict[str, str] = {}

    def at(self, file: Path, more: list[str]) -> None:
        """Looks at one more file, whose folders name more columns."""
        if not file.is_file():
            # Who reads a pipe may wait for ever.
            raise Refused(f"`{file}` is no file: leave it out")
        if (found := file.resolve()) in self._seen:
            raise _named_twice(file)
        self._seen.add(found)
        try:
            with pq.ParquetFile(file) as opened:
                schema, rows = opened.schema_arrow, opened.metadata.num_rows
        except pa.ArrowInvalid as error:
            is_csv = file.suffix.lower() in (".csv", ".tsv")
            cure = "write it as one; CSV is read by `npx ready-reckoner rate`"
            raise Refused(
                f"`{file}` is no whole Parquet file: "
                + (cure if is_csv else "leave it out, or repair it")
            ) from error
        except OSError as error:
            raise Refused(f"`{file}` cannot be read: {reason(error)}") from error
        self.files += 1
        self.rows += rows
        self._spell([*schema.names, *more], file)
        for one in schema:
            _check(one.name, one.type, file)
            if one.type in WIDER:
                self.wider[one.name] = WIDER[one.type]
        for name in self._columns:
            self._compare(name, schema, file)

    def _spell(self, names: list[str], file: Path) -> None:
        """Refuses columns that the engine takes for one: it would read one, and drop the other."""
        own: set[str] = set()
        for name in names:
            if name in own:
                raise Refused(f"`{file}` has two columns `{name}`: give them different names")
            own.add(name)
            other = self._spelled.setdefault(name.lower(), name)
            if other != name:
                raise Refused(
                    f"`{file}` has a column `{name}`, and there is one `{other}`, which the engine "
                    "cannot tell from it: give it another name"
                )

    def _compare(self, name: str, schema: pa.Schema, file: Path) -> None:
        at = schema.get_field_index(name)
        if at == -1:
            self._lacking.setdefault(name, file)
        elif not pa.types.is_null(schema.field(at).type):
            found = schema.field(at).type
            known, other = self._known.setdefault(name, (found, file))
            if known != found:
                raise Refused(
                    f"the column `{name}` is `{known}` in `{other}` and `{found}` in `{file}`: "
                    "give it one type"
                )
        if name in self._lacking and name in self._known:
            raise Refused(f"`{self._lacking[name]}` has no column `{name}`, which others have")


def _check(name: str, found: pa.DataType, file: Path) -> None:
    for part in parts(found):
        for is_kind, cure in _UNREAD:
            # An integer without a sign is made wider where it is no part of something.
            if is_kind(part) and not (part == found and part in WIDER):
                raise Refused(
                    f"the column `{name}` of `{file}` is `{found}`, which the engine cannot read: "
                    f"write it {cure}"
                )


def _is_nanoseconds(of: pa.DataType) -> bool:
    return bool((pa.types.is_timestamp(of) or pa.types.is_time(of)) and of.unit == "ns")


def _is_short_decimal(of: pa.DataType) -> bool:
    return bool(pa.types.is_decimal(of) and of.bit_width < 128)


def _is_long_decimal(of: pa.DataType) -> bool:
    return bool(pa.types.is_decimal(of) and of.precision > CHARGE_PRECISION)


#: What Sail has no types for, and how such columns are written instead.
_UNREAD: tuple[tuple[Callable[[pa.DataType], bool], str], ...] = (
    (pa.types.is_dictionary, "as plain values (of a category of pandas, `astype(object)`)"),
    (_is_nanoseconds, 'in microseconds (`coerce_timestamps="us"` of pandas)'),
    (_is_short_decimal, "as `decimal128`"),
    (_is_long_decimal, "with at most 38 digits"),
    (pa.types.is_float16, "as `float`"),
    (pa.types.is_unsigned_integer, "with integers that have a sign"),
)
