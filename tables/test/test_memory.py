"""Memory is bounded by batches, not by the table."""

import re
import subprocess
import sys

import numpy as np
import pyarrow as pa
from test_digits import BOOK, NAMES, decimals_of

ROWS, PARTS = 20_000_000, 10
MOST_KIB = 10**9 // 1024

#: Runs the command, and tells the most memory that it and nothing else has had.
SCRIPT = """
import resource, sys
from ready_reckoner.command import run
code = run(sys.argv[1:])
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(code)
"""


def test_twenty_million_rows_take_less_than_a_gigabyte(job):
    random = np.random.default_rng(8)
    (job.folder / "book.json").write_text(BOOK)
    size = ROWS // PARTS
    for part in range(PARTS):
        keys = pa.array(random.integers(0, len(NAMES), size).astype(np.int32))
        product = pa.DictionaryArray.from_arrays(keys, NAMES).cast(pa.string())
        job.table(str(part), amount=decimals_of(random.integers(1, 10**9, size)), product=product)
    words = ["rate", "tx/*.parquet", "--book", "book.json", "--to", "rated", "--rule", "product"]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words, "--amount", "amount"],
        cwd=job.folder,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert job.manifest()["rows"] == ROWS
    peak = int(re.search(r"^peak (\d+)$", done.stdout, re.MULTILINE)[1])
    assert peak < MOST_KIB, f"{peak} KiB"
