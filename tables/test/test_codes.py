"""Every form of rule and every code of a row, as the package for JavaScript has them."""

import json
import shutil
import subprocess
from decimal import Decimal

import pyarrow as pa
import pytest
from conftest import ROOT, decimals
from ready_reckoner import Book
from ready_reckoner import spark as reckoner

RULES = {
    "SUM": {"percentage": "2.5", "flat": "0.30"},
    "GRADUATED": {
        "graduated": [{"upTo": 1000, "percentage": 2, "flat": 1}, {"percentage": "0.8"}],
        "minimum": 10,
        "maximum": 900,
    },
    "CLOSED": {"graduated": [{"upTo": 100, "percentage": 30}, {"upTo": 1000, "percentage": 12}]},
    "PRINTED": {
        "volume": [{"from": 50, "upTo": 100, "flat": 10}, {"from": 101, "upTo": 500, "flat": 27}]
    },
    "REBATE": {"formula": "39C-A"},
    "SQUARE": {"formula": "A*A*A"},
    "BRANCHES": {"formula": "A<10C|1C|A<=10C|4C|9C"},
    "UNITS": {"perUnit": "1/3", "unit": 10, "minimumPercentage": "0.2"},
    "EVEN": {"percentage": "2.35", "rounding": "halfEven", "increment": "0.05"},
    "BLOCKS": {"percentage": "0.37", "chargeUnit": "33.33", "free": 20},
    "YEARLY": {"percentage": 12, "annualBasis": 365},
    "YEN": {"percentage": "1.1", "currency": "JPY"},
    "DINAR": {"percentage": "1.1", "currency": "KWD"},
    "FUND": {"percentage": "0.01", "currency": {"code": "FUND", "minorUnits": 9}},
}
LONG = ["0", "0.01", "9.99", "10", "39.01", "49.99", "50", "100", "100.5", "500.01", "1000"]
LONG += ["1000.01", "-0.01", "-700", "0.005", "12345678901234.5", "9" * 18, "9" * 27, "9" * 28]
LONG += ["1" + "0" * 28, "1" * 20 + "." + "1" * 9]
FINE = ["0", "70", "70.000000001", "0.0000000069", "70." + "0" * 23 + "1", "70." + "0" * 29 + "1"]
FINE += ["0." + "0" * 29 + "1", "-0." + "0" * 29 + "1", "0." + "0" * 27 + "1"]
FINE += ["9" * 8, "9" * 8 + "." + "9" * 30, "9" * 8 + "." + "9" * 25, "1" * 8 + "." + "1" * 17]
ROUGH = ["amount-negative", "amount-too-many-digits", "prior-unused", "tenor-missing"]
ROUGH += ["value-above-tiers"]

#: Of the widest columns: how many decimals one has, its amounts, and codes that come of them.
COLUMNS = [
    (9, LONG, [*ROUGH, "amount-too-large", "result-overflow", "value-below-tiers"]),
    (30, FINE, [*ROUGH, "amount-too-many-decimals", "too-many-digits"]),
]
PRIORS = [None, "0", "900", "-1"]


@pytest.mark.parametrize(("places", "amounts", "codes"), COLUMNS)
def test_codes_and_charges_are_those_of_the_package(tmp_path, places, amounts, codes):
    if shutil.which("node") is None:
        pytest.skip("Node is missing")
    book = {"currency": "LKR", "rules": RULES}
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps({"book": book, "amounts": amounts, "priors": PRIORS}))
    words = ["node", ROOT / "tables/test/charge-texts.mjs", asked, ROOT / "pkg/node.js"]
    told = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120).stdout
    keys, texts, priors, expected = zip(*json.loads(told), strict=True)
    charges, refused = Book(json.dumps(book)).charge(
        decimals(texts, 38, places), pa.array(keys), prior=decimals(priors, 38, places)
    )
    own = [
        code or format(charge.quantize(Decimal(theirs)), "f") if is_number(theirs) else code
        for code, charge, theirs in zip(
            refused.to_pylist(), charges.to_pylist(), expected, strict=True
        )
    ]
    rows = zip(keys, texts, priors, own, expected, strict=True)
    assert [row for row in rows if row[3] != row[4]] == []
    assert {code for code in refused.to_pylist() if code} >= set(codes)


def test_a_book_has_one_hash_here_and_in_the_command_for_node(tmp_path):
    if shutil.which("node") is None:
        pytest.skip("Node is missing")
    odd = ("10", "9", 'a"b\\', "\x08\n\x7f", "ගාස්තු", "\U0001f4b6")
    named = {**RULES, **{name: {"flat": 1} for name in odd}}
    text = json.dumps({"currency": "LKR", "rules": named})
    (tmp_path / "book.json").write_text(text)
    (tmp_path / "tx.csv").write_text("amount\n120.00\n")
    words = ["node", ROOT / "pkg/cli.js", "rate", "tx.csv", "--book", "book.json"]
    words += ["--amount", "amount", "--rule-id", "SUM", "--to", "rated.csv"]
    subprocess.run(words, cwd=tmp_path, check=True, timeout=120, capture_output=True)
    manifest = json.loads((tmp_path / "rated.csv.manifest.json").read_text())
    assert manifest["book"] == Book(text).sha256
    assert manifest["totals"] == {"SUM": {"rows": 1, "charge": "3.30"}}


def is_number(text):
    return text.lstrip("-")[0].isdecimal()


def test_sql_takes_an_earlier_amount(sail):
    table = {"amount": decimals(["200", "200", "1"]), "earlier": decimals(["900", None, "0"])}
    sail.createDataFrame(pa.table({**table, "p": ["CLOSED"] * 3})).createOrReplaceTempView("rows")
    reckoner.register(sail, Book(json.dumps({"rules": RULES})), name="fee")
    text = "select fee(amount, p, earlier) a, fee_refused(amount, p, earlier) b from rows"
    found = [(row.a and format(row.a, "f"), row.b) for row in sail.sql(text).collect()]
    assert found == [(None, "value-above-tiers"), ("42.000000000", None), ("0.300000000", None)]
