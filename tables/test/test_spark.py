"""Spark with two executors, of which one is killed in the middle of its partition."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import ready_reckoner
from test_digits import BOOK, NAMES, PRODUCTS, cents_of, decimals_of

PARTS, ROWS = 5, 400_000
COMMAND = Path(ready_reckoner.__file__).with_name("__main__.py")
SUBMIT = Path(sys.executable).with_name("spark-submit")

pytestmark = pytest.mark.skipif(
    "CI" not in os.environ and shutil.which("java") is None, reason="Java is missing"
)

SETTINGS = {
    "spark.ui.enabled": "false",
    # One file is one partition, so that there is a middle.
    "spark.sql.files.maxPartitionBytes": "1g",
    "spark.sql.files.openCostInBytes": "1g",
    "spark.sql.files.minPartitionNum": "1",
}


def descendants(of):
    """The processes that a process has started, and those that they have."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [of]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def executors(of):
    """The executors among them that have a Python worker at work."""
    found = []
    for process in descendants(of):
        try:
            words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        is_executor = any(word.endswith(b"CoarseGrainedExecutorBackend") for word in words)
        if is_executor and len(descendants(process)) > 1:
            found.append(process)
    return found


def test_a_killed_executor_loses_no_row(tmp_path):
    random = np.random.default_rng(6)
    rows = PARTS * ROWS
    cents = random.integers(1, 300_000_000, rows)
    product = random.integers(0, len(NAMES), rows).astype(np.int32)
    (tmp_path / "tx").mkdir()
    (tmp_path / "book.json").write_text(BOOK)
    for part in range(PARTS):
        own = slice(part * ROWS, (part + 1) * ROWS)
        keys = pa.DictionaryArray.from_arrays(pa.array(product[own]), NAMES).cast(pa.string())
        columns = {"id": np.arange(rows)[own], "amount": decimals_of(cents[own]), "product": keys}
        pq.write_table(pa.table(columns), tmp_path / "tx" / f"{part}.parquet")
    words = [str(SUBMIT), "--master", "local-cluster[2,1,1024]"]
    for name, value in SETTINGS.items():
        words += ["--conf", f"{name}={value}"]
    words += [str(COMMAND), "rate", f"{tmp_path}/tx/*.parquet", "--book", "book.json"]
    words += ["--amount", "amount", "--rule", "product", "--to", f"{tmp_path}/rated"]
    # Sail's tests have told this process to be a client.
    clean = {name: value for name, value in os.environ.items() if "SPARK" not in name}
    surroundings = {
        **clean,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }
    log = tmp_path / "log"
    with log.open("wb") as output:
        job = subprocess.Popen(words, cwd=tmp_path, env=surroundings, stdout=output, stderr=output)
        killed = kill_one_at_work(job, tmp_path / "rated")
        assert job.wait(400) == 0, log.read_text()[-3_000:]
    assert f"{rows:,} rows" in log.read_text()
    assert killed and "Lost executor" in log.read_text()
    compare(tmp_path / "rated", cents, product)


def kill_one_at_work(job, output):
    """Kills an executor while its partition is half written, and tells which."""
    deadline = time.monotonic() + 300
    while job.poll() is None and time.monotonic() < deadline:
        # A task opens its file with its first row, and moves it when it has the last.
        begun = any(output.glob("_temporary/**/part-*.parquet"))
        at_work = executors(job.pid) if begun else []
        if at_work:
            os.kill(at_work[0], signal.SIGKILL)
            return at_work[0]
        time.sleep(0.02)
    return None


def compare(output, cents, product):
    files = sorted(output.glob("*.parquet"))
    answers = pa.concat_tables([pq.read_table(file) for file in files])
    answers = answers.sort_by("id").combine_chunks()
    assert (answers.column("id").to_numpy() == np.arange(len(cents))).all()
    charge = answers.column("charge").chunk(0)
    # No charge for a `decimal(18, 2)` can be longer by this book.
    assert charge.type == pa.decimal128(18, 2)
    charged = np.array(charge.is_valid())
    for number, name in enumerate(NAMES):
        own = product == number
        expected, known = PRODUCTS[name].charge(cents[own])
        assert (charged[own] == known).all(), name
        assert (cents_of(charge)[own][known] == expected[known]).all(), name
