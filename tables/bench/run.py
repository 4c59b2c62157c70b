"""Measures all contestants in one run: `run.py [rows …] [--spark] [--runs n] [--only …]`."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from contestants import CONTESTANTS, PRODUCTS, name

PART = 1_000_000

#: Contestants that do not work out the charges.
UNCHECKED = ("scan", "empty_map", "constant_map", "python_udf")


def make(folder, rows):
    """A table of many files, with amounts up to 200,000 and forty products."""
    random = np.random.default_rng(1)
    folder.mkdir()
    names = [name(product) for product in range(PRODUCTS)]
    for part, start in enumerate(range(0, rows, PART)):
        count = min(PART, rows - start)
        cents = random.integers(0, 20_000_000, count)
        words = pa.py_buffer(np.stack([cents, cents >> 63], axis=1).tobytes())
        amount = pa.Array.from_buffers(pa.decimal128(18, 2), count, [None, words])
        keys = pa.array(random.integers(0, PRODUCTS, count).astype(np.int32))
        product = pa.DictionaryArray.from_arrays(keys, names).cast(pa.string())
        table = {"id": np.arange(start, start + count), "amount": amount, "product": product}
        pq.write_table(pa.table(table), folder / f"{part:03}.parquet")


def session_of(spark):
    if spark:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        return builder.config("spark.driver.memory", "4g").getOrCreate()
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    address = f"sc://127.0.0.1:{server.listening_address[1]}"
    session = SparkSession.builder.remote(address).getOrCreate()
    session.server = server
    return session


def run_one(contestant, files, output, spark):
    """Runs a contestant here, and prints processor and wall seconds."""
    session = session_of(spark)
    work, _ = CONTESTANTS[contestant]
    started, used = time.perf_counter(), processor_seconds()
    df = session.read.parquet(*files)
    work(session, df).write.mode("overwrite").option("compression", "snappy").parquet(output)
    wall, cpu = time.perf_counter() - started, processor_seconds() - used
    session.stop()
    print(json.dumps({"cpu": cpu, "wall": wall}))


def processor_seconds():
    """What this process and all that it has started have taken, those that have ended too."""
    parents, ticks = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        process = int(folder.name)
        parents.setdefault(int(fields[1]), []).append(process)
        ticks[process] = sum(map(int, fields[11:15]))
    total, waiting = 0, [os.getpid()]
    while waiting:
        process = waiting.pop()
        total += ticks.get(process, 0)
        waiting += parents.get(process, [])
    return total / os.sysconf("SC_CLK_TCK")


def measured(contestant, files, output, spark):
    """The processor and wall seconds of a contestant, in a process of its own."""
    words = [sys.executable, __file__, "--one", contestant, "--output", str(output), *files]
    environment = {**os.environ, "RUST_LOG": "error", "SPARK_LOCAL_IP": "127.0.0.1"}
    environment["PYSPARK_PYTHON"] = sys.executable
    # The workers import the contestants, too.
    environment["PYTHONPATH"] = str(Path(__file__).parent)
    command = [*words, "--spark"] if spark else words
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr[-3_000:])
    told = json.loads(done.stdout.splitlines()[-1])
    return told["cpu"], told["wall"]


def total_of(output):
    sums = [
        pc.sum(pq.read_table(file, columns=["charge"]).column("charge").cast(pa.decimal128(38, 2)))
        for file in output.glob("*.parquet")
    ]
    return sum((one.as_py() or Decimal(0) for one in sums), Decimal(0))


def main():
    words = argparse.ArgumentParser()
    words.add_argument("rows", nargs="*", default=["5000000"])
    words.add_argument("--spark", action="store_true")
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--only", nargs="+", default=list(CONTESTANTS), choices=CONTESTANTS)
    words.add_argument("--one")
    words.add_argument("--output")
    asked = words.parse_args()
    if asked.one:
        run_one(asked.one, asked.rows, asked.output, asked.spark)
        return
    for rows in map(int, asked.rows):
        folder = Path(tempfile.mkdtemp(prefix="ready-reckoner-bench-"))
        try:
            compare(folder, rows, asked.spark, asked.only, asked.runs)
        finally:
            shutil.rmtree(folder)


def compare(folder, rows, spark, only, runs):
    make(folder / "in", rows)
    few = max(PART // 20, rows // 20)
    make(folder / "few", few)
    totals, seconds = {}, {}
    print(f"{rows:,} rows, {'Spark local[2]' if spark else 'Sail'}: the best of {runs} runs")
    # In turns, so that a slow minute of the machine falls on all of them.
    for contestant in only * runs:
        _, part = CONTESTANTS[contestant]
        source = folder / ("in" if part == 1 else "few")
        files = sorted(map(str, source.glob("*.parquet")))
        output = folder / "out"
        scale = 1 if part == 1 else rows / few
        taken = measured(contestant, files, output, spark)[0] * scale
        seconds[contestant] = min(taken, seconds.get(contestant, taken))
        if contestant not in UNCHECKED:
            totals.setdefault(contestant.split("_")[1], set()).add(total_of(output))
    for contestant in only:
        part = CONTESTANTS[contestant][1]
        note = "" if part == 1 else f" (measured on {few:,} rows)"
        cost = seconds[contestant] / rows * 1e9
        print(
            f"{contestant:12} {seconds[contestant]:8.2f} s of processors {cost:7.0f} ns a row{note}"
        )
    for kind, found in totals.items():
        assert len(found) == 1, f"{kind}: the charges differ, {found}"
    for what, one, other in RATIOS:
        if one in seconds and other in seconds:
            print(f"{what}: {seconds[one] / seconds[other]:.2f}")


RATIOS = (
    ("ours to SQL, one tariff", "ours_one", "sql_one"),
    ("ours to SQL, keyed", "ours_keyed", "sql_keyed"),
    ("ours to an empty map", "ours_one", "empty_map"),
    ("ours to a map of constants", "ours_one", "constant_map"),
    ("a decimal UDF to ours", "python_udf", "ours_one"),
)


if __name__ == "__main__":
    main()
