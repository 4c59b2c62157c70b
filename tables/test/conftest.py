"""What the tests share: books, tables, an engine, and the command as a user runs it."""

import json
import os
import subprocess
import sys
from collections import namedtuple
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

# Whatever Sail has to say besides errors.
os.environ.setdefault("RUST_LOG", "error")

ROOT = Path(__file__).resolve().parents[2]
Answer = namedtuple("Answer", "code out err")


def rules(**named):
    """The text of a book."""
    return json.dumps({"currency": "LKR", "rules": named})


TIERED = {"graduated": [{"upTo": 1000, "percentage": "2.5"}, {"percentage": 1}], "minimum": 5}
CLOSED = {"volume": [{"upTo": 500, "percentage": 3}]}
BOOK = rules(TIERED=TIERED, CLOSED=CLOSED, FLAT={"flat": 7})


@pytest.fixture(scope="module")
def sail():
    """A session of the embedded engine. Another module may have ended the one before it."""
    from ready_reckoner.command.engine import engine

    with engine(None) as (session, _):
        yield session


def decimals(values, precision=18, scale=2):
    """A column of decimals from their texts."""
    from decimal import Decimal

    numbers = [None if value is None else Decimal(value) for value in values]
    return pa.array(numbers, pa.decimal128(precision, scale))


@pytest.fixture
def job(tmp_path):
    """A folder with a book and a table, and the command in it."""

    class Job:
        folder = tmp_path
        output = tmp_path / "rated"

        def __init__(self):
            (tmp_path / "book.json").write_text(BOOK)
            (tmp_path / "tx").mkdir()

        def table(self, name="part", **columns):
            pq.write_table(pa.table(columns), tmp_path / "tx" / f"{name}.parquet")

        def words(self, *words, of="tx/*.parquet"):
            usual = ["rate", *filter(None, [of]), "--book", "book.json", "--to", "rated"]
            return [sys.executable, "-m", "ready_reckoner", *usual, *words]

        def run(self, *words, of="tx/*.parquet"):
            done = subprocess.run(
                self.words(*words, of=of),
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            return Answer(done.returncode, done.stdout, done.stderr)

        def manifest(self):
            return json.loads((self.output / "_manifest.json").read_text())

        def rows(self):
            files = sorted(self.output.glob("*.parquet"))
            return pa.concat_tables([pq.read_table(file) for file in files])

    return Job()


@pytest.fixture
def inside(job, sail, capsys, monkeypatch):
    """The command in this process, on the engine of all tests, which is quicker."""
    from ready_reckoner import command
    from ready_reckoner.command import rating

    @contextmanager
    def own(remote):
        with engine(remote) if remote else nullcontext((sail, {})) as found:
            yield found

    engine = rating.engine
    monkeypatch.setattr(rating, "engine", own)
    monkeypatch.chdir(job.folder)

    def run(*words):
        code = command.run(job.words(*words)[3:])
        return Answer(code, *capsys.readouterr())

    return run
