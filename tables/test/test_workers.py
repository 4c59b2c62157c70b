"""What a worker of a cluster starts with: the module as the driver has compiled it."""

import json
import pickle
import subprocess
import sys
import zlib
from types import SimpleNamespace

import pytest
from conftest import BOOK, decimals
from ready_reckoner import Book, ReckonerError, _module
from ready_reckoner import spark as reckoner

#: A process that counts how often it compiles, and charges by what it is given.
WORKER = """
import json, pickle, sys
from decimal import Decimal
import pyarrow, wasmtime

compiled = []
class Counted(wasmtime.Module):
    def __init__(self, *arguments):
        compiled.append(1)
        super().__init__(*arguments)
wasmtime.Module = Counted
answer = pickle.load(sys.stdin.buffer)
rows = pyarrow.array([Decimal("100"), None]), pyarrow.array(["FLAT", "FLAT"])
print(json.dumps([len(compiled), [str(value) for value in answer(*rows).to_pylist()]]))
"""


def in_a_worker():
    answer = reckoner._Answer(_module.MachineCode(), Book(BOOK), 0)
    done = subprocess.run(
        [sys.executable, "-c", WORKER],
        input=pickle.dumps(answer),
        capture_output=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_worker_does_not_compile_what_the_driver_has():
    assert in_a_worker() == [0, ["7.00", "None"]]


def test_a_worker_that_cannot_run_it_compiles(monkeypatch):
    monkeypatch.setattr(_module, "_packed", lambda _: zlib.compress(b"of another processor"))
    assert in_a_worker() == [1, ["7.00", "None"]]


def test_a_worker_with_another_module_keeps_its_own(monkeypatch):
    monkeypatch.setattr(_module, "module_sha256", lambda: "0" * 64)
    assert in_a_worker() == [1, ["7.00", "None"]]


def test_an_engine_that_is_older_than_its_client_has_no_functions_of_sql():
    with pytest.raises(ReckonerError, match=r"came with Spark 4\.1: use `rate`"):
        reckoner.register(SimpleNamespace(version="4.0.2"), Book(BOOK))


def test_functions_of_sql_take_no_more_than_a_prior_amount():
    answer = reckoner._Answer(_module.MachineCode(), Book(BOOK), 0)
    column = decimals(["1"])
    with pytest.raises(TypeError, match="from 3 to 4"):
        answer(column, ["FLAT"], column, column)
