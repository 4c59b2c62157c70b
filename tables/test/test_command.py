"""The command, as a process in a folder of its own."""

import json
import os
import signal
import subprocess
import time
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import BOOK, decimals, rules
from ready_reckoner import Book
from ready_reckoner._module import module_sha256
from ready_reckoner.command.words import printable

USUAL = ("--amount", "amount", "--rule", "product")


def test_a_table_is_rated_with_a_manifest(job):
    job.table(
        "a",
        note=["x", None, "z"],
        amount=decimals(["100", "5000", "600"]),
        product=["TIERED", "TIERED", "CLOSED"],
    )
    job.table("b", note=["u", "v"], amount=decimals([None, "1"]), product=["FLAT", "GONE"])
    code, out, err = job.run(*USUAL)
    assert code == 0, err
    rows = sorted(job.rows().to_pylist(), key=lambda row: row["note"] or "")
    assert rows == [
        row(None, "5000.00", "TIERED", "65.00", None),
        row("u", None, "FLAT", None, "value-missing"),
        row("v", "1.00", "GONE", None, "unknown-price-rule"),
        row("x", "100.00", "TIERED", "5.00", None),
        row("z", "600.00", "CLOSED", None, "value-above-tiers"),
    ]
    manifest = job.manifest()
    assert manifest.pop("versions").keys() == {
        "ready-reckoner",
        "python",
        "pyarrow",
        "wasmtime",
        "pysail",
    }
    assert manifest == {
        "book": Book(BOOK).sha256,
        "module": module_sha256(),
        "rows": 5,
        "charged": 2,
        "refused": {"unknown-price-rule": 1, "value-above-tiers": 1, "value-missing": 1},
        "totals": {"TIERED": {"rows": 2, "charge": "70.00"}},
    }
    assert list(manifest["refused"]) == sorted(manifest["refused"])
    assert "5 rows" in out and "2 charged" in out and "value-missing: 1" in out


def row(note, amount, product, charge, refused):
    amount, charge = (None if text is None else Decimal(text) for text in (amount, charge))
    given = {"note": note, "amount": amount, "product": product}
    return {**given, "charge": charge, "refused": refused}


def test_integers_prior_and_one_rule(job):
    job.table(
        amount=pa.array([20_000, 20_000], pa.int64()), before=pa.array([90_000, None], pa.int64())
    )
    words = ("--amount", "amount", "--rule-id", "TIERED", "--prior", "before", "--minor-units")
    code, _, err = job.run(*words)
    assert code == 0, err
    assert sorted(map(str, job.rows().column("charge").to_pylist())) == ["5.00", "5.00"]
    job.table(amount=pa.array([90_000, 90_000], pa.int64()), before=pa.array([90_000, None]))
    assert job.run(*words, "--overwrite").code == 0
    assert sorted(map(str, job.rows().column("charge").to_pylist())) == ["10.50", "22.50"]


def test_a_column_of_nulls_alone_is_refused_by_row(job):
    job.table(amount=pa.nulls(2), product=["FLAT", "TIERED"])
    assert job.run(*USUAL).code == 0
    assert job.rows().column("refused").to_pylist() == ["value-missing"] * 2
    job.table(amount=decimals(["100"]), product=["TIERED"], before=pa.nulls(1))
    assert job.run(*USUAL, "--prior", "before", "--overwrite").code == 0
    assert list(map(str, job.rows().column("charge").to_pylist())) == ["5.00"]


def test_totals_have_the_digits_of_their_currency_however_long(job):
    book = rules(
        YEN={"percentage": 100, "currency": "JPY"},
        FUND={"percentage": 100, "currency": {"code": "FUND", "minorUnits": 9}},
    )
    (job.folder / "book.json").write_text(book)
    most = "9" * 19
    amounts = [most + ".5"] * 15 + [most] * 15
    job.table(amount=decimals(amounts, 38, 2), product=["YEN"] * 15 + ["FUND"] * 15)
    assert job.run(*USUAL).code == 0
    totals = job.manifest()["totals"]
    assert totals["YEN"] == {"rows": 15, "charge": str(15 * 10**19)}
    assert totals["FUND"] == {"rows": 15, "charge": f"{15 * (10**19 - 1)}.000000000"}


def test_sums_beyond_an_engines_digits_are_exact(job):
    (job.folder / "book.json").write_text(
        rules(A={"percentage": 100, "currency": "JPY"}, B={"flat": 1, "currency": nine()})
    )
    most = "9" * 28
    job.table(amount=decimals([most] * 120, 38, 0), product=["A"] * 120)
    assert job.run(*USUAL).code == 0
    assert job.manifest()["totals"]["A"]["charge"] == str(120 * (10**28 - 1))


def test_sums_of_short_charges_may_be_longer_than_they(job):
    (job.folder / "book.json").write_text(rules(A={"percentage": 99, "currency": "JPY"}))
    job.table(amount=decimals(["1" + "0" * 17] * 120, 18, 0), product=["A"] * 120)
    assert job.run(*USUAL).code == 0
    assert job.rows().schema.field("charge").type == pa.decimal128(18, 0)
    assert job.manifest()["totals"]["A"] == {"rows": 120, "charge": str(120 * 99 * 10**15)}


def nine():
    return {"code": "NINE", "minorUnits": 9}


def test_rows_are_explained(job):
    job.table(
        amount=decimals(["100", "1500", "600", "700", "1"]),
        product=["TIERED", "TIERED", "CLOSED", "CLOSED", "GONE"],
    )
    assert job.run(*USUAL, "--explain-sample", "1").code == 0
    lines = (job.output / "_explained.jsonl").read_text().splitlines()
    closed, tiered = map(json.loads, lines)
    assert (closed["rule"], closed["refused"]) == ("CLOSED", "value-above-tiers")
    assert tiered["rule"] == "TIERED" and tiered["charge"] == "5.00"
    assert tiered["steps"][-1]["kind"] == "rounding"


def test_columns_and_rules_may_have_an_empty_name(job, inside):
    (job.folder / "book.json").write_text(rules(**{"": {"flat": 3}, "FLAT": {"flat": 7}}))
    job.table(amount=decimals(["1", "2"]), **{"": ["", "FLAT"]})
    code, _, err = inside("--amount", "amount", "--rule", "", "--explain-sample", "1")
    assert code == 0, err
    assert {name: one["charge"] for name, one in job.manifest()["totals"].items()} == {
        "": "3.00",
        "FLAT": "7.00",
    }
    words = ("--amount", "amount", "--rule-id", "", "--explain-sample", "1", "--overwrite")
    code, _, err = inside(*words)
    assert code == 0, err
    assert job.manifest()["totals"] == {"": {"rows": 2, "charge": "6.00"}}
    (line,) = (job.output / "_explained.jsonl").read_text().splitlines()
    assert (json.loads(line)["rule"], json.loads(line)["charge"]) == ("", "3.00")


def test_names_of_strangers_do_nothing_to_a_terminal(job, inside):
    assert printable("a\x1b[2J\u202e\tb\nc\u00a0é", "utf-8") == "a�[2J��b\nc\u00a0é"
    assert printable("ගාස්තු ĸ", "cp1252").isascii()
    name = "A\x1b[31m\nB"
    (job.folder / "book.json").write_text(rules(**{name: {"flat": 1}}))
    job.table(amount=decimals(["1"]), product=[name])
    assert "\n  A\ufffd[31m\ufffdB: 1 row, 1.00\n" in inside(*USUAL).out
    code, _, err = inside("--amount", "\x1b", "--rule", "product", "--overwrite")
    assert code == 1 and "no column `\ufffd`" in err


@pytest.mark.parametrize(
    ("place", "code", "said"),
    [
        ("a pipe that nobody reads", 0, ""),
        ("/dev/full", 1, "`rated/_manifest.json` is written, and standard output is not: no space"),
    ],
)
def test_a_reader_may_have_gone_and_a_disk_may_be_full(job, place, code, said):
    job.table(amount=decimals(["1"]), product=["FLAT"])
    reader, writer = os.pipe()
    os.close(reader)
    # As users have it: Python keeps what is printed until there is more of it.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with os.fdopen(writer, "wb") if code == 0 else Path(place).open("wb") as output:
        done = subprocess.run(
            job.words(*USUAL),
            cwd=job.folder,
            env=kept,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert (done.returncode, done.stderr[: len(said)]) == (code, said)
    assert len(done.stderr.splitlines()) == code
    assert job.manifest()["rows"] == 1


def test_what_is_there_is_replaced_only_when_told(job):
    job.table(amount=decimals(["100"]), product=["FLAT"])
    assert job.run(*USUAL).code == 0
    before = (job.output / "_manifest.json").read_bytes()
    code, _, err = job.run(*USUAL)
    assert code == 1 and "--overwrite" in err
    assert (job.output / "_manifest.json").read_bytes() == before
    job.table(amount=decimals(["100", "200"]), product=["FLAT", "FLAT"])
    assert job.run(*USUAL, "--overwrite").code == 0
    assert job.manifest()["rows"] == 2 and job.rows().num_rows == 2


def test_nothing_else_is_lost(job):
    job.table(amount=decimals(["100"]), product=["FLAT"])
    job.output.mkdir()
    (job.output / "accounts.xlsx").write_text("mine")
    code, _, err = job.run(*USUAL, "--overwrite")
    assert code == 1 and "accounts.xlsx" in err and (job.output / "accounts.xlsx").exists()
    for place in ("tx", "."):
        code, _, err = job.run(*USUAL, "--overwrite", "--to", place)
        assert code == 1 and "would be replaced" in err
    assert len(list((job.folder / "tx").iterdir())) == 1


@pytest.mark.parametrize("kind", ["no rows", "some files without rows"])
def test_empty_files_are_rated(job, kind):
    empty = {"amount": decimals([]), "product": pa.array([], pa.string())}
    for part in range(3):
        job.table(f"empty-{part}", **empty)
    full = kind != "no rows"
    if full:
        job.table("full", amount=decimals(["1"] * 3), product=["FLAT", "GONE", "FLAT"])
    code, _, err = job.run(*USUAL)
    assert code == 0, err
    manifest = job.manifest()
    assert (manifest["rows"], manifest["charged"]) == ((3, 2) if full else (0, 0))


@pytest.mark.parametrize(
    ("columns", "words", "says"),
    [
        ({"product": ["A"]}, USUAL, "no column `amount`; it has `product`"),
        ({"amount": decimals(["1"])}, USUAL, "no column `product`"),
        ({"amount": [1.5], "product": ["A"]}, USUAL, "cast it to decimal"),
        ({"amount": [1], "product": ["A"]}, USUAL, "say that it counts `minor_units`"),
        ({"amount": decimals(["1"]), "product": [1]}, USUAL, "cast it to text"),
        ({"amount": decimals(["1"]), "product": ["A"], "Charge": [1]}, USUAL, "`Charge` already"),
        (
            {"amount": decimals(["1"])},
            ("--amount", "amount", "--rule-id", "NONE"),
            "no rule `NONE`",
        ),
        (None, USUAL, "no file is named `tx/*.parquet`"),
    ],
)
def test_what_is_wrong_with_the_table_refuses_the_job(job, inside, columns, words, says):
    if columns is not None:
        job.table(**columns)
    code, _, err = inside(*words)
    assert code == 1 and says in err, err
    assert len(err.splitlines()) == 1 and not job.output.exists()


def test_what_an_engine_complains_of_is_told_in_lines(job):
    job.table(amount=decimals(["1", "2"]), product=["A", "B"])
    file = job.folder / "tx" / "part.parquet"
    # Its end is whole, so that only who reads the rows finds out.
    file.write_bytes(b"PAR1" + bytes([255] * 60) + file.read_bytes()[64:])
    code, _, err = job.run(*USUAL)
    assert (
        code == 1 and err.startswith("the engine has failed to write") and len(err.splitlines()) < 4
    )
    assert not (job.output / "_manifest.json").exists()


def test_a_wrong_book_is_told_with_every_problem(job):
    job.table(amount=decimals(["1"]), product=["A"])
    (job.folder / "book.json").write_text('{"rules": {"A": {"flat": "1,5"}, "B": {"prcnt": 1}}}')
    code, _, err = job.run(*USUAL)
    assert code == 1
    assert "/rules/A/flat" in err and "[amount-comma]" in err and "/rules/B/prcnt" in err
    assert job.run("--book", "none.json", *USUAL).code == 1
    assert job.run("--amount", "amount").code == 2


def test_a_killed_job_leaves_no_manifest_and_is_repeated(job):
    job.table(amount=decimals(["1"]), product=["FLAT"])
    assert job.run(*USUAL).code == 0
    texts = [f"{at}.25" for at in range(500_000)]
    for part in range(8):
        job.table(f"part-{part}", amount=decimals(texts), product=["TIERED"] * len(texts))
    child = subprocess.Popen(job.words(*USUAL, "--overwrite"), cwd=job.folder)
    deadline = time.monotonic() + 100
    # The manifest of the run before goes first, then files come.
    while (job.output / "_manifest.json").exists() or not any(job.output.glob("*.parquet")):
        assert child.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert not (job.output / "_manifest.json").exists()
    assert job.run(*USUAL).code == 1
    child = subprocess.Popen(
        job.words(*USUAL, "--overwrite"),
        cwd=job.folder,
        stderr=subprocess.PIPE,
        text=True,
    )
    left = set(job.output.iterdir())
    while not set(job.output.glob("*.parquet")) - left:
        assert child.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(child.pid, signal.SIGINT)
    assert child.communicate(timeout=60)[1] == "stopped: the run is not done\n"
    # By the signal, so that a shell ends its loop.
    assert child.returncode == -signal.SIGINT
    assert not (job.output / "_manifest.json").exists()
    code, _, err = job.run(*USUAL, "--overwrite")
    assert code == 0, err
    rows = 8 * len(texts) + 1
    assert job.manifest()["rows"] == rows
    assert sum(pq.read_metadata(file).num_rows for file in job.output.glob("*.parquet")) == rows
