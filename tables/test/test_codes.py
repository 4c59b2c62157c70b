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
PLACES = 9
AMOUNTS = ["0", "0.01", "9.99", "10", "39.01", "49.99", "50", "100", "100.5", "500.01", "1000"]
AMOUNTS += ["1000.01", "-0.01", "-700", "0.005", "12345678901234.5", "9" * 18, "9" * 27, "9" * 28]
AMOUNTS += ["1" + "0" * 28, "1" * 20 + "." + "1" * 9]
PRIORS = [None, "0", "900", "-1"]


def test_codes_and_charges_are_those_of_the_package(tmp_path):
    if shutil.which("node") is None:
        pytest.skip("Node is missing")
    book = {"currency": "LKR", "rules": RULES}
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps({"book": book, "amounts": AMOUNTS, "priors": PRIORS}))
    words = ["node", ROOT / "tables/test/charge-texts.mjs", asked, ROOT / "pkg/node.js"]
    told = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120).stdout
    keys, amounts, priors, expected = zip(*json.loads(told), strict=True)
    charges, refused = Book(json.dumps(book)).charge(
        decimals(amounts, 38, 9), pa.array(keys), prior=decimals(priors, 38, 9)
    )
    own = [
        code or format(charge.quantize(Decimal(theirs)), "f") if is_number(theirs) else code
        for code, charge, theirs in zip(
            refused.to_pylist(), charges.to_pylist(), expected, strict=True
        )
    ]
    rows = zip(keys, amounts, priors, own, expected, strict=True)
    assert [row for row in rows if row[3] != row[4]] == []
    codes = {code for code in refused.to_pylist() if code}
    assert codes >= {
        "amount-negative",
        "amount-too-large",
        "prior-unused",
        "result-overflow",
        "tenor-missing",
        "value-above-tiers",
        "value-below-tiers",
    }


def is_number(text):
    return text.lstrip("-")[0].isdecimal()


def test_sql_takes_an_earlier_amount(sail):
    table = {"amount": decimals(["200", "200", "1"]), "earlier": decimals(["900", None, "0"])}
    sail.createDataFrame(pa.table({**table, "p": ["CLOSED"] * 3})).createOrReplaceTempView("rows")
    reckoner.register(sail, Book(json.dumps({"rules": RULES})), name="fee")
    text = "select fee(amount, p, earlier) a, fee_refused(amount, p, earlier) b from rows"
    found = [(row.a and format(row.a, "f"), row.b) for row in sail.sql(text).collect()]
    assert found == [(None, "value-above-tiers"), ("42.000000000", None), ("0.300000000", None)]
