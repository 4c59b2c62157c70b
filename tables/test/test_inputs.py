"""Files of strangers: what the command reads of them, what it refuses, and what it leaves alone."""

import subprocess
from decimal import Decimal

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from conftest import BOOK, ROOT, decimals
from ready_reckoner import Book, ReckonerError
from ready_reckoner import spark as reckoner
from ready_reckoner.command import Refused
from ready_reckoner.command.engine import _sail as own_server
from ready_reckoner.command.inputs import Inputs, alternatives, check_unseen, find
from ready_reckoner.command.places import Folder

USUAL = ("--amount", "amount", "--rule", "product")
ROW = {"amount": decimals(["100"]), "product": pa.array(["FLAT"])}


def test_numbers_without_a_sign_pass_through_whole(job):
    most = {f"u{bits}": pa.array([2**bits - 1], f"uint{bits}") for bits in (8, 16, 32, 64)}
    job.table(**ROW, **most)
    code, _, err = job.run(*USUAL)
    assert code == 0, err
    (row,) = job.rows().to_pylist()
    assert {name: row[name] for name in most} == {f"u{b}": 2**b - 1 for b in (8, 16, 32, 64)}
    words = ("--amount", "u64", "--rule", "product", "--minor-units", "--overwrite")
    assert job.run(*words).code == 0
    assert job.rows().column("u64").to_pylist() == [Decimal(2**64 - 1)]
    assert job.rows().column("charge").to_pylist() == [Decimal(7)]


def test_an_engine_that_would_lose_numbers_is_stopped(sail, tmp_path):
    for name, values in (("few", [127]), ("many", [1, 200])):
        table = pa.table({"x": pa.array(values, "uint8"), "amount": decimals(["1"] * len(values))})
        pq.write_table(table, tmp_path / f"{name}.parquet")

    def rated(name):
        df = sail.read.parquet(str(tmp_path / f"{name}.parquet"))
        return reckoner.rate(df, Book(BOOK), amount="amount", rule_id="FLAT").toArrow()

    assert rated("few").column("x").to_pylist() == [127]
    with pytest.raises(Exception, match="cast it to a wider type"):
        rated("many")


def test_columns_that_an_engine_takes_for_one_are_refused(sail):
    df = sail.createDataFrame(pa.table({"amount": decimals(["1"]), "x": [1], "X": [2]}))
    with pytest.raises(ReckonerError, match="columns `x` and `X`, which engines cannot tell apart"):
        reckoner.rate(df, Book(BOOK), amount="amount", rule_id="FLAT")
    with pytest.raises(ReckonerError, match="two columns `x`"):
        reckoner.rate(df.toDF("amount", "x", "x"), Book(BOOK), amount="amount", rule_id="FLAT")


def test_a_file_that_is_named_twice_is_not_charged_twice(tmp_path):
    (tmp_path / "tx").mkdir()
    file = tmp_path / "tx" / "part.parquet"
    pq.write_table(pa.table(ROW), file)
    (tmp_path / "link.parquet").symlink_to(file)
    for other in ("tx/*.parquet", "tx", "tx/../tx/part.parquet", "link.parquet"):
        for name in (str(tmp_path / other), f"file://{tmp_path / other}"):
            with pytest.raises(Refused, match="is named twice: name it once"):
                find([str(file), name], ["amount"])


def test_where_only_the_engine_looks_no_file_is_charged_twice_or_left_out(job, sail):
    job.table("part", **ROW)
    job.table("other", **ROW)
    part, missing = str(job.folder / "tx/part.parquet"), str(job.folder / "tx/none.parquet")
    df = sail.read.parquet(part)
    check_unseen(sail, df, [part, str(job.folder / "tx/other.parquet")])
    for other in ("tx/*.parquet", "tx", "tx/[p]art.parquet"):
        with pytest.raises(Refused, match=r"/tx/part.parquet` is named twice: name it once"):
            check_unseen(sail, df, [part, str(job.folder / other)])
    with pytest.raises(Refused, match=r"no file is named `.*none.parquet`"):
        check_unseen(sail, df, [part, missing])
    with own_server() as address:
        words = (*USUAL, "--remote", address)
        code, _, err = job.run(f"{job.folder}/tx/{{part,*}}.parquet", *words, of="")
        assert (code, job.output.exists()) == (1, False) and "is named twice" in err
        assert job.run(f"{job.folder}/tx/{{part,other}}.parquet", *words, of="").code == 0
    assert job.manifest()["rows"] == 2


def test_alternatives_between_braces_are_addresses_of_their_own():
    assert alternatives("s3://b/{x,y/{1,2}}/*.parquet") == [
        "s3://b/x/*.parquet",
        "s3://b/y/1/*.parquet",
        "s3://b/y/2/*.parquet",
    ]
    assert alternatives("s3://b/[a]*") == ["s3://b/[a]*"]
    assert alternatives(r"s3://b/\{a,b}") == [r"s3://b/\{a,b}"]


def test_names_are_names_whatever_is_in_them(job):
    for name in ("a[b]", "{c,d}", "e*", "f#%20 g"):
        job.table(
            name, **{"prod.uct": ["FLAT"], "a`b": [1], "Betrag €": decimals(["1"]), " ": [name]}
        )
    # What the first name would be as a pattern.
    (job.folder / "tx" / "ab.parquet").write_bytes(b"none")
    words = ["tx/a[b].parquet", "tx/{c,d}.parquet", "tx/e*.parquet", "tx/f#%20 g.parquet"]
    to = "out {1} [x]"
    words += ["--amount", "Betrag €", "--rule", "prod.uct", "--to", to, "--explain-sample", "1"]
    done = job.run(*words, of="")
    assert done.code == 0, done.err
    job.output = job.folder / to
    assert job.manifest()["charged"] == 4
    assert set(job.rows().column(" ").to_pylist()) == {"a[b]", "{c,d}", "e*", "f#%20 g"}
    assert job.rows().column_names == ["prod.uct", "a`b", "Betrag €", " ", "charge", "refused"]
    assert (job.output / "_explained.jsonl").exists()


def test_the_folder_can_be_read_back_whole(job, sail):
    job.table(**ROW)
    assert job.run(*USUAL, "--explain-sample", "1").code == 0
    assert {"_manifest.json", "_explained.jsonl"} < {file.name for file in job.output.iterdir()}
    assert ds.dataset(job.output).count_rows() == 1
    assert pq.read_table(job.output).num_rows == 1
    assert sail.read.parquet(str(job.output)).count() == 1
    script = (
        'import { DuckDBInstance } from "@duckdb/node-api";'
        'const on = await (await DuckDBInstance.create(":memory:")).connect();'
        "const answer = await on.run(`SELECT count(*) FROM read_parquet('${process.argv[1]}')`);"
        "console.log(String((await answer.getRows())[0][0]));"
    )
    words = ["node", "--input-type=module", "--eval", script, str(job.output)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "1\n", done.stderr


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ([b"PAR1 and no more"], "1.parquet` is no whole Parquet file"),
        ([b""], "1.parquet` is no whole Parquet file"),
        ([{**ROW, "amount": [0.1]}], "18, 2.` in .*0.parquet` and `double` in .*1.parquet`: "),
        ([{"amount": ROW["amount"]}], "1.parquet` has no column `product`, which others have"),
        ([{**ROW, "product": ["A"], "x": pa.array(["A"]).dictionary_encode()}], "as plain values"),
        ([{**ROW, "x": pa.array([1], pa.timestamp("ns"))}], "write it in microseconds"),
        ([{**ROW, "x": pa.array([1.5], pa.float16())}], "as `float`"),
        ([{**ROW, "x": pa.array([Decimal(1)], pa.decimal64(9, 2))}], "as `decimal128`"),
        ([{**ROW, "x": pa.array([Decimal(1)], pa.decimal256(50, 2))}], "with at most 38 digits"),
        ([{**ROW, "x": pa.array([[1]], pa.list_(pa.uint8()))}], "integers that have a sign"),
        ([pa.table([*ROW.values()] * 2, [*ROW] * 2)], "1.parquet` has two columns `amount`"),
        ([{**ROW, "Amount": [1]}], "1.parquet` has a column `Amount`, and there is one `amount`"),
        ([{**ROW, "x": [1]}, {**ROW, "X": [1]}], "2.parquet` has a column `X`, and .* one `x`"),
    ],
)
def test_files_that_cannot_be_charged_are_named(tmp_path, tables, says):
    for at, table in enumerate([ROW, *tables]):
        file = tmp_path / f"{at}.parquet"
        if isinstance(table, bytes):
            file.write_bytes(table)
        else:
            pq.write_table(pa.table(table), file)
    for pattern in (f"{tmp_path}/*.parquet", str(tmp_path)):
        with pytest.raises(Refused, match=says):
            find([pattern], ["amount", "product"])


def test_a_column_is_named_by_folders_or_by_files(tmp_path, sail):
    folder = tmp_path / "in" / "month=2026-07"
    folder.mkdir(parents=True)
    pq.write_table(pa.table(ROW), folder / "a.parquet")
    (address,) = find([str(tmp_path / "in")], ["amount"]).addresses
    (row,) = sail.read.parquet(address).toArrow().to_pylist()
    assert row["month"] == "2026-07"
    pq.write_table(pa.table({**ROW, "month": [1]}), folder / "b.parquet")
    with pytest.raises(Refused, match=r"b.parquet` has two columns `month`"):
        find([str(tmp_path / "in")], ["amount"])
    assert find([f"{folder}/*.parquet"], ["amount"]).rows == 2


def test_what_is_no_file_is_not_waited_for(tmp_path):
    pq.write_table(pa.table(ROW), tmp_path / "a.parquet")
    with pytest.raises(Refused, match="`/dev/null` is no file"):
        find([str(tmp_path / "a.parquet"), "/dev/null"], ["amount"])


def test_who_has_csv_is_told_what_reads_it(tmp_path):
    (tmp_path / "tx.CSV").write_text("amount,product\n100.00,FLAT\n")
    with pytest.raises(Refused, match=r"tx.CSV` is no whole Parquet file: write it as one; CSV is"):
        find([str(tmp_path / "tx.CSV")], ["amount"])


@pytest.mark.parametrize("words", [("tx", ""), ("tx", "--to", "")])
def test_a_variable_that_is_not_set_names_no_folder(job, words):
    job.table(**ROW)
    code, _, err = job.run(*words, *USUAL, of="")
    assert code == 2 and err.endswith(": the name is empty\n")
    assert not job.output.exists()


def test_what_engines_pass_over_is_passed_over(tmp_path):
    pq.write_table(pa.table(ROW), tmp_path / "a.parquet")
    pq.write_table(pa.table({**ROW, "product": pa.nulls(1)}), tmp_path / "b.parquet")
    (tmp_path / "_manifest.json").write_text("{}")
    (tmp_path / "_temporary").mkdir()
    (tmp_path / "_temporary" / "torn.parquet").write_bytes(b"PAR1")
    assert find([str(tmp_path)], ["amount", "product"]).rows is None
    assert find([f"{tmp_path}/?.parquet"], ["amount", "product"]).rows == 2
    with pytest.raises(Refused, match="no file in"):
        (tmp_path / "empty").mkdir()
        find([str(tmp_path / "empty")], ["amount"])


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path):
    pq.write_table(pa.table({**ROW, "charge": [1], "refused": ["x"]}), tmp_path / "rated.parquet")
    (tmp_path / "torn.parquet").write_bytes(b"PAR1")
    for name in (
        "_SUCCESS",
        "._SUCCESS.crc",
        ".part-0.parquet.crc",
        "._manifest.json.draft",
        "a.parquet#1",
    ):
        (tmp_path / name).touch()
    assert Folder(str(tmp_path), True).strangers() == []
    pq.write_table(pa.table(ROW), tmp_path / "mine.parquet")
    (tmp_path / "_notes.txt").touch()
    (tmp_path / "folder.parquet").mkdir()
    mine = ["_notes.txt", "folder.parquet", "mine.parquet"]
    assert Folder(str(tmp_path), True).strangers() == mine
    # After a run, all tables of the folder are the run's.
    (tmp_path / "_manifest.json").write_text("{}")
    assert Folder(str(tmp_path), True).strangers() == ["_notes.txt"]


def test_an_output_is_no_part_of_an_input():
    folder = Folder("/data/tx", False)
    folder.is_local, folder.address = False, "s3://b/tx"
    assert folder.holds(Inputs(["s3://b/tx/*.parquet"])) == "s3://b/tx/*.parquet"
    assert folder.holds(Inputs(["s3://b"])) == "s3://b"
    assert folder.holds(Inputs(["s3://b/tx2/*.parquet", "s3://b/t"])) is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--remote", "sc://127.0.0.1:1"), "no engine answers at `sc://127.0.0.1:1`"),
        (("--remote", "localhost:15002"), "is no address of an engine, such as sc://"),
        (("--to", "foo://bar"), "`foo://bar` is no place to write to"),
        (("--to", "book.json", "--overwrite"), "`book.json` is a file"),
        (("--to", "mine", "--overwrite"), "`mine` has `x.parquet`, which no run has written"),
        (("--book", "none.json"), "the book `none.json` cannot be read: no such file"),
        (("--book", "latin.json"), "latin.json: the book is not in UTF-8"),
        (("--book", "torn.json"), "torn.json: line 1, column 1: the document ends"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(job, inside, words, says):
    job.table(**ROW)
    (job.folder / "mine").mkdir()
    pq.write_table(pa.table(ROW), job.folder / "mine" / "x.parquet")
    (job.folder / "latin.json").write_bytes(b'{"rules": {"\xe9": {"flat": 1}}}')
    (job.folder / "torn.json").write_text("{")
    code, out, err = inside(*USUAL, *words)
    assert (code, out) == (1, "") and says in err
    assert len(err.splitlines()) == 1
    assert (job.folder / "mine" / "x.parquet").exists()


def test_integers_may_come_as_decimals_without_decimals():
    charges, _ = Book(BOOK).charge(decimals(["500"], 20, 0), rule="TIERED", minor_units=True)
    assert charges.to_pylist() == [Decimal(5)]
    with pytest.raises(ReckonerError, match="minor units are integers"):
        Book(BOOK).charge(decimals(["500"], 20, 1), rule="TIERED", minor_units=True)
