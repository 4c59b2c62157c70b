"""One job: read, charge, write, count what was written, and say that it is done."""

from __future__ import annotations

import json
import platform
import time
from argparse import Namespace
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ready_reckoner import __version__
from ready_reckoner._module import module_sha256
from ready_reckoner.book import Book
from ready_reckoner.command import Refused, reason
from ready_reckoner.command.engine import engine, failures, is_embedded
from ready_reckoner.command.inputs import (
    Inputs,
    alternatives,
    check_unseen,
    find,
    local_name,
    widened,
)
from ready_reckoner.command.places import EXPLAINED, MANIFEST, Folder
from ready_reckoner.command.progress import progress
from ready_reckoner.command.samples import samples
from ready_reckoner.command.totals import Totals, manifest, totals
from ready_reckoner.command.words import say
from ready_reckoner.errors import ReckonerError
from ready_reckoner.spark import counted, rate

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Job:
    """What the command was asked for."""

    def __init__(self, options: Namespace) -> None:
        self._options = options

    def run(self) -> None:
        """Rates the table, or says why not."""
        options, started = self._options, time.monotonic()
        book = _book(options.book)
        book.number(options.rule_id)
        embedded = is_embedded(options.remote)
        inputs = self._inputs(embedded)
        folder = Folder(options.to, embedded)
        self._claim(folder, inputs)
        with failures("start"), engine(options.remote) as (session, versions):
            found = self._rate(session, book, inputs, folder)
        versions = {
            "ready-reckoner": __version__,
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in ("pyarrow", "wasmtime")},
            **versions,
        }
        written = manifest(found, book, module_sha256(), versions)
        folder.write(MANIFEST, json.dumps(written, indent=2, ensure_ascii=False) + "\n")
        _tell(written, f"{options.to.rstrip('/')}/{MANIFEST}", time.monotonic() - started)

    def _inputs(self, embedded: bool) -> Inputs:
        options = self._options
        if not embedded:
            unseen = [one for given in options.input for one in alternatives(given)]
            names = [name for given in unseen if (name := local_name(given)) is not None]
            return Inputs(unseen, [*map(Path, names)], unseen=unseen)
        columns = (options.amount, options.rule, options.prior)
        return find(options.input, [name for name in columns if name is not None])

    def _claim(self, folder: Folder, inputs: Inputs) -> None:
        if own := folder.holds(inputs):
            raise Refused(f"`{own}` is read and would be replaced: name another folder with --to")
        if folder.is_file():
            raise Refused(f"`{self._options.to}` is a file: name a folder with --to")
        if not folder.names():
            return
        if not self._options.overwrite:
            raise Refused(
                f"`{self._options.to}` is there already: say --overwrite, or name another folder"
            )
        if strangers := folder.strangers():
            raise Refused(
                f"`{self._options.to}` has `{strangers[0]}`, which no run has written: "
                "name another folder with --to"
            )

    def _rate(self, session: SparkSession, book: Book, inputs: Inputs, folder: Folder) -> Totals:
        options = self._options
        with failures("read the table"):
            table = session.read.parquet(*inputs.addresses)
            check_unseen(session, table, inputs.unseen)
            df = widened(table, inputs.wider)
            rated = rate(
                df,
                book,
                amount=options.amount,
                rule=options.rule,
                rule_id=options.rule_id,
                prior=options.prior,
                minor_units=options.minor_units,
            )
            rows = df.count() if inputs.rows is None else inputs.rows
        # From here on, what was there is no longer a finished run.
        folder.withdraw()
        writing = failures(f"write the table with its charges to `{options.to}`")
        with writing, progress(rows, self._done(session, rows), options.quiet):
            rated.write.mode("overwrite").parquet(folder.address)
        with failures("explain rows"):
            explained = samples(df, options, book) if options.explain_sample else None
        with failures(f"count what is in `{options.to}`"):
            found = self._counted(session, book, folder)
        if found.rows != rows:
            raise Refused(
                f"{rows:,} rows were read and {found.rows:,} written: the input has changed under "
                "the run, which is not done"
            )
        if rows and folder.is_local and not folder.has_tables():
            raise Refused(
                f"the engine has written `{folder.address}` on another machine: name a place with "
                "--to that it and this one reach"
            )
        if explained is not None:
            folder.write(EXPLAINED, explained)
        return found

    def _counted(self, session: SparkSession, book: Book, folder: Folder) -> Totals:
        # For a table without rows, an engine may write no file.
        if folder.is_local and is_embedded(self._options.remote) and not folder.has_tables():
            return Totals()
        written: DataFrame = session.read.parquet(folder.address)
        return totals(written, book, self._options.rule, self._options.rule_id)

    def _done(self, session: SparkSession, rows: int) -> Callable[[], int]:
        """How many rows are done: counted here, or told from the tasks that an engine has ended."""
        if is_embedded(self._options.remote):
            before = counted.rows
            return lambda: counted.rows - before
        ended = {"part": 0.0}

        def note(stages: Any, **_: Any) -> None:  # noqa: ANN401 (as Spark calls it)
            tasks = sum(stage.num_tasks for stage in stages or ())
            if tasks:
                ended["part"] = sum(stage.num_completed_tasks for stage in stages) / tasks

        register = getattr(session, "registerProgressHandler", None)
        if self._options.remote is not None and register is not None:
            register(note)
        return lambda: int(rows * ended["part"])


def _book(path: str) -> Book:
    try:
        return Book.read(path)
    except OSError as error:
        raise Refused(f"the book `{path}` cannot be read: {reason(error)}") from error
    except ReckonerError as error:
        lines = map(str, error.problems) if error.problems else [f"{error} [{error.code}]"]
        raise Refused("\n".join(f"{path}: {line}" for line in lines)) from error


def _tell(written: dict[str, Any], path: str, seconds: float) -> None:
    lines = [
        f"{_rows(written['rows'])} in {seconds:.1f} s: {written['charged']:,} charged",
        *(
            f"  {_one_line(rule)}: {_rows(total['rows'])}, {total['charge']}"
            for rule, total in written["totals"].items()
        ),
        *(f"  refused, {code}: {count:,}" for code, count in written["refused"].items()),
        path,
    ]
    try:
        say("\n".join(lines))
    except OSError as error:
        raise Refused(
            f"`{path}` is written, and standard output is not: {reason(error)}"
        ) from error


def _one_line(name: str) -> str:
    return name.replace("\n", "\ufffd")


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"
