"""Every digit of many rows, on the embedded engine, against figures without the crate."""

import json
import shutil
import subprocess
from decimal import Context, Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT, decimals, rules
from products import products
from ready_reckoner import Book
from ready_reckoner import spark as reckoner

ROWS = 1_000_000
EXACT = Context(prec=60)
PRODUCTS = products()
NAMES = list(PRODUCTS)
BOOK = rules(**{name: product.rule for name, product in PRODUCTS.items()})


def cents_of(column):
    """A column of decimals with two places as integers, of which all here have 64 bits."""
    words = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)
    words = words[column.offset : column.offset + len(column)]
    assert ((words[:, 0] >> 63) == words[:, 1]).all()
    return words[:, 0]


def decimals_of(cents):
    words = np.stack([cents, cents >> 63], axis=1)
    return pa.Array.from_buffers(
        pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(words.tobytes())]
    )


@pytest.fixture(scope="module")
def rated(sail, tmp_path_factory):
    """A million rows of forty products: amounts, products, charges, and which rows are charged."""
    folder = tmp_path_factory.mktemp("digits")
    random = np.random.default_rng(20)
    # Sizes from cents to millions alike, and every border of every product.
    cents = np.exp(random.uniform(0, np.log(3e9), ROWS)).astype(np.int64)
    borders = [10_000 * step * end for step in range(1, 6) for end in (0, 1, 7, 40)]
    near = np.array([border + off for border in borders for off in (0, 1, 2)])
    cents[: 40 * len(near)] = np.repeat(near, 40)
    product = np.arange(ROWS) % len(NAMES)
    keys = pa.DictionaryArray.from_arrays(pa.array(product.astype(np.int32)), NAMES)
    table = pa.table(
        {"id": np.arange(ROWS), "amount": decimals_of(cents), "product": keys.cast(pa.string())}
    )
    for part in range(4):
        rows = table.slice(part * ROWS // 4, ROWS // 4)
        pq.write_table(rows, folder / f"{part}.parquet")
    df = sail.read.parquet(str(folder / "*.parquet"))
    answers = reckoner.rate(df, Book(BOOK), amount="amount", rule="product").toArrow()
    answers = answers.combine_chunks().sort_by("id").combine_chunks()
    assert answers.column("id").to_numpy().tolist() == list(range(ROWS))
    charge = answers.column("charge").chunk(0)
    refused = answers.column("refused").chunk(0)
    return cents, product, charge, refused


def test_a_million_rows_have_the_charges_of_plain_integers(rated):
    cents, product, charge, refused = rated
    charged = np.array(charge.is_valid())
    wrong = 0
    for number, name in enumerate(NAMES):
        own = product == number
        expected, known = PRODUCTS[name].charge(cents[own])
        assert (charged[own] == known).all(), name
        wrong += (cents_of(charge)[own][known] != expected[known]).sum()
        codes = set(refused.filter(pa.array(own & ~charged)).to_pylist())
        assert codes <= {"value-above-tiers"}, name
    assert wrong == 0
    assert 20_000 < (~charged).sum() < 60_000
    assert refused.null_count == charged.sum()


def test_a_million_rows_have_the_charges_of_the_package_for_javascript(rated, tmp_path):
    cents, product, charge, _ = rated
    if shutil.which("node") is None:
        pytest.skip("Node is missing")
    charged = np.array(charge.is_valid())
    own = charge.fill_null(Decimal(0))
    (tmp_path / "book.json").write_text(BOOK)
    cents[charged].tofile(tmp_path / "amounts")
    product[charged].astype(np.int32).tofile(tmp_path / "products")
    script = ROOT / "tables/test/charge-many.mjs"
    subprocess.run(["node", script, tmp_path, ROOT / "pkg/node.js"], check=True, timeout=120)
    theirs = np.fromfile(tmp_path / "charges", np.int64)
    assert (theirs == cents_of(own)[charged]).all()
    code = json.loads((tmp_path / "refused.json").read_text())
    assert code == {name: "value-above-tiers" for name in NAMES if name.startswith("CLOSED")}


def test_wide_decimals_are_charged_as_fractions_are(sail):
    random = np.random.default_rng(4)
    texts = []
    for length in list(range(1, 31)) * 60:
        digits = "".join(map(str, random.integers(0, 10, length)))
        whole, part = digits[:-10] or "0", digits[-10:].rjust(10, "0")
        texts.append(f"{whole}.{part}")
    texts += ["0", "0.0000000001", "9" * 28, "9" * 20 + ".0000000001", "1" + "0" * 27]
    amounts = pa.array([Decimal(text) for text in texts], pa.decimal128(38, 10))
    rule = {"graduated": [{"upTo": "1000.5", "percentage": "2.5"}, {"percentage": "1/7"}]}
    df = sail.createDataFrame(pa.table({"id": range(len(texts)), "amount": amounts}))
    rated = reckoner.rate(df, Book(rules(A=rule)), amount="amount", rule_id="A").toArrow()
    codes = set()
    for row in rated.to_pylist():
        value = Fraction(row["amount"])
        digits = len(row["amount"].normalize(EXACT).as_tuple().digits)
        if digits > 28:
            assert row["refused"] == "amount-too-many-digits", row
            codes.add(row["refused"])
            continue
        if row["refused"] is not None:
            # The exact figure has no room, and is not told rounded.
            assert row["refused"] == "result-overflow" and digits > 20, row
            codes.add(row["refused"])
            continue
        first = min(value, Fraction(2001, 2))
        exact = first * Fraction(25, 1000) + (value - first) * Fraction(1, 700)
        cents = int(exact * 100 + Fraction(1, 2))
        assert row["charge"] == Decimal(cents).scaleb(-2, EXACT), row
    assert "amount-too-many-digits" in codes


@pytest.mark.parametrize(
    ("precision", "amounts", "options"),
    [
        (18, decimals(["9999999999999999.99", "0.01", None]), {}),
        (38, decimals(["9999999999999999.99"], 20, 2), {}),
        (38, decimals(["9999999999999999.99"]), {"prior": "amount"}),
        (18, pa.array([2**63 - 1, -(2**63)]), {"minor_units": True}),
    ],
)
def test_a_table_has_short_charges_where_none_can_be_long(sail, precision, amounts, options):
    # As long as 18 digits with two decimals can be, and no column tells it by its amounts.
    book = Book(rules(A={"graduated": [{"percentage": 1}]}))
    df = sail.createDataFrame(pa.table({"amount": amounts}))
    rated = reckoner.rate(df, book, amount="amount", rule_id="A", **options)
    assert rated.schema["charge"].dataType.simpleString() == f"decimal({precision},2)"
    answers = rated.toArrow()
    assert answers.column("charge").type == pa.decimal128(precision, 2)
    charges, refused = book.charge(amounts, rule="A", **_with_prior(amounts, options))
    assert answers.column("charge").to_pylist() == charges.to_pylist()
    assert answers.column("refused").to_pylist() == refused.to_pylist()


def _with_prior(amounts, options):
    return {**options, "prior": amounts} if "prior" in options else options
