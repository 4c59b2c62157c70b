"""Books and columns, without an engine."""

import json
import multiprocessing
import pickle
import threading
from decimal import Decimal

import pyarrow as pa
import pytest
import wasmtime
from conftest import BOOK, CLOSED, decimals, rules
from ready_reckoner import Book, ReckonerError
from ready_reckoner._module import BLOCK, module_bytes


def answers(columns):
    charges, refused = columns
    pairs = zip(charges.to_pylist(), refused.to_pylist(), strict=True)
    return [str(charge) if code is None else code for charge, code in pairs]


def test_the_module_imports_nothing():
    module = wasmtime.Module(wasmtime.Engine(), module_bytes())
    assert [found.name for found in module.imports] == []


def test_each_row_has_a_charge_or_a_code():
    amounts = decimals(["100", "5000", None, "-1", "600", "1", "0"])
    keys = pa.array(["TIERED", "TIERED", "TIERED", "TIERED", "CLOSED", "NONE", None])
    assert answers(Book(BOOK).charge(amounts, keys)) == [
        "5.00",
        "65.00",
        "value-missing",
        "amount-negative",
        "value-above-tiers",
        "unknown-price-rule",
        "unknown-price-rule",
    ]


@pytest.mark.parametrize(
    "type_",
    [
        pa.decimal32(9, 2),
        pa.decimal64(18, 2),
        pa.decimal128(38, 10),
        pa.decimal128(38, 28),
        pa.decimal256(38, 5),
        pa.decimal256(20, 2),
        pa.decimal128(5, -2),
    ],
    ids=str,
)
def test_decimals_of_any_width_have_the_same_charges(type_):
    amounts = pa.array([Decimal(5000), Decimal(100), None, Decimal(12300)], type_)
    charges = Book(BOOK).charge(amounts, rule="TIERED")
    assert answers(charges) == ["65.00", "5.00", "value-missing", "138.00"]


@pytest.mark.parametrize("type_", [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint64()])
def test_integers_count_minor_units_of_the_rules_currency(type_):
    text = rules(LKR={"percentage": 50}, JPY={"percentage": 50, "currency": "JPY"})
    amounts = pa.array([100, 100, 7, None], type_)
    keys = pa.array(["LKR", "JPY", "LKR", "JPY"])
    charges = Book(text).charge(amounts, keys, minor_units=True)
    assert answers(charges) == ["0.50", "50.00", "0.04", "value-missing"]
    if type_ == pa.uint64():
        most = Book(text).charge(pa.array([2**64 - 1], type_), rule="JPY", minor_units=True)
        assert answers(most) == ["9223372036854775808.00"]


@pytest.mark.parametrize("offset", [1, 3, 8, 13])
def test_slices_begin_where_they_begin(offset):
    texts = [None if at % 3 == 0 else str(at) for at in range(40)]
    keys = pa.array(["FLAT" if at % 5 else None for at in range(40)])
    book = Book(rules(FLAT={"percentage": 100}))
    whole = answers(book.charge(decimals(texts), keys))
    sliced = book.charge(decimals(texts).slice(offset), keys.slice(offset))
    assert answers(sliced) == whole[offset:]


def test_columns_may_come_in_chunks_or_as_a_dictionary():
    book = Book(BOOK)
    amounts = pa.chunked_array([decimals(["100"]), decimals([]), decimals(["600", None])])
    keys = pa.chunked_array([pa.array(["TIERED", "CLOSED", "FLAT"]).dictionary_encode()])
    expected = ["5.00", "value-above-tiers", "value-missing"]
    assert answers(book.charge(amounts, keys)) == expected
    large = pa.array(["TIERED", "CLOSED", "FLAT"], pa.large_string())
    assert answers(book.charge(amounts, large)) == expected
    assert answers(book.charge(decimals([]), pa.array([], pa.string()))) == []
    assert answers(book.charge(pa.chunked_array([], pa.decimal128(9, 2)), rule="FLAT")) == []
    assert answers(book.charge(decimals(["1"]), pa.nulls(1))) == ["unknown-price-rule"]


def test_books_may_have_many_rules():
    names = [f"RULE-{at}" for at in range(3_000)]
    book = Book(rules(**{name: {"flat": at} for at, name in enumerate(names)}))
    keys = pa.array(["RULE-2999", "RULE-0", "RULE-3000", None, "RULE-17"])
    charged = answers(book.charge(decimals(["1"] * 5), keys))
    assert charged == ["2999.00", "0.00", "unknown-price-rule", "unknown-price-rule", "17.00"]


def test_blocks_meet_without_a_seam():
    rows = 2 * BLOCK + 77
    texts = [None if at % 7 == 0 else f"{at}.25" for at in range(rows)]
    charged = answers(Book(rules(A={"percentage": 100})).charge(decimals(texts), rule="A"))
    assert charged == [text or "value-missing" for text in texts]


def test_an_earlier_amount_is_a_column_that_may_be_null():
    amounts = decimals(["200", "200", "200", "200"])
    keys = pa.array(["TIERED", "TIERED", "FLAT", "TIERED"])
    prior = decimals(["900", None, "1", "-1"])
    charges = Book(BOOK).charge(amounts, keys, prior=prior)
    assert answers(charges) == ["5.00", "5.00", "prior-unused", "amount-negative"]
    steps = Book(BOOK).explain(amounts, keys, 0, prior=prior)["steps"]
    assert [step["value"] for step in steps if step["kind"] == "percentage"] == ["2.5", "1"]


def test_charges_have_the_most_digits_of_any_currency():
    text = rules(A={"flat": 1}, B={"flat": "0.5", "currency": {"code": "FUND", "minorUnits": 9}})
    charges, _ = Book(text).charge(decimals(["1", "1"]), pa.array(["A", "B"]))
    assert charges.type == pa.decimal128(38, 9)
    assert list(map(str, charges.to_pylist())) == ["1.000000000", "0.500000000"]


@pytest.mark.parametrize(
    ("precision", "rule", "digits", "scale", "options"),
    [
        (18, {"percentage": "2.5"}, 18, 2, {}),
        (18, {"percentage": "2.5"}, 19, 2, {}),
        (38, {"percentage": "2.5"}, 20, 2, {}),
        (18, {"percentage": "2.5"}, 19, 0, {"minor_units": True}),
        (38, {"percentage": "2.5"}, 19, 0, {}),
        (18, {"percentage": "-99"}, 18, 2, {}),
        (38, {"percentage": "-100"}, 19, 2, {}),
        (18, {"percentage": "2.5", "maximum": 100}, 38, 2, {}),
        (18, CLOSED, 38, 10, {}),
        (38, {"percentage": "2.5", "currency": {"code": "FUND", "minorUnits": 9}}, 18, 2, {}),
        (38, {"formula": "A*A"}, 4, 2, {}),
        (18, {"perUnit": "0.3", "unit": 7, "chargeUnit": 3}, 18, 2, {}),
        (38, {"perUnit": "0.3", "unit": "0.07"}, 19, 2, {}),
    ],
)
def test_charges_are_short_where_none_can_be_long(precision, rule, digits, scale, options):
    book = Book(rules(A=rule))
    assert book.charge_precision(digits, scale, **options) == precision
    if precision == 18 and digits <= 28:
        most = decimals([Decimal(10**digits - 1).scaleb(-scale)], digits, scale)
        charges, _ = book.charge(most, rule="A", **options)
        assert charges.cast(pa.decimal128(18, book.places)).null_count == 0


def test_all_rules_decide_how_long_a_charge_is_unless_one_is_named():
    book = Book(rules(A={"flat": 1}, B={"percentage": 10, "currency": "KWD"}))
    assert book.places == 3
    assert book.charge_precision(17, 2) == 18
    assert book.charge_precision(18, 2) == 38
    assert book.charge_precision(18, 2, rule="A") == 18


@pytest.mark.parametrize(
    ("column", "options", "cure"),
    [
        (pa.array([1.5]), {}, "cast it to decimal"),
        (pa.array([1]), {}, "minor_units"),
        (decimals(["1"]), {"minor_units": True}, "minor units are integers"),
        (pa.array(["1"]), {}, "cast it to decimal"),
        (decimals(["1"]).cast(pa.decimal256(50, 2)), {}, "at most 38 digits"),
    ],
)
def test_a_column_of_the_wrong_type_refuses_the_whole(column, options, cure):
    with pytest.raises(ReckonerError, match=cure) as refused:
        Book(BOOK).charge(column, rule="FLAT", **options)
    assert refused.value.code == "wrong-type"


@pytest.mark.parametrize("minor_units", [False, True])
def test_a_column_of_nulls_alone_has_every_type(minor_units):
    book, options = Book(BOOK), {"rule": "TIERED", "minor_units": minor_units}
    charges, codes = book.charge(pa.nulls(2), prior=pa.nulls(2), **options)
    assert (charges.null_count, codes.to_pylist()) == (2, ["value-missing"] * 2)
    amounts = pa.array([100_00]) if minor_units else decimals(["100"])
    assert answers(book.charge(amounts, prior=pa.nulls(1), **options)) == ["5.00"]


def test_rules_are_named_by_text():
    with pytest.raises(ReckonerError, match="cast it to text"):
        Book(BOOK).charge(decimals(["1"]), pa.array([1]))
    with pytest.raises(ReckonerError, match="no rule `NONE`"):
        Book(BOOK).charge(decimals(["1"]), rule="NONE")
    with pytest.raises(ValueError, match="different lengths"):
        Book(BOOK).charge(decimals(["1"]), pa.array(["FLAT", "FLAT"]))
    with pytest.raises(TypeError, match="either"):
        Book(BOOK).charge(decimals(["1"]))


def test_what_is_no_column_of_arrow_is_refused_in_words():
    for amounts, keys in (([1, 2], ["FLAT"]), (None, ["FLAT"]), (decimals(["1"]), ["FLAT"])):
        with pytest.raises(TypeError, match="no column of Arrow"):
            Book(BOOK).charge(amounts, keys)


@pytest.mark.parametrize("text", [b"{}", {"rules": {}}, None])
def test_a_book_is_a_text(text):
    with pytest.raises(TypeError, match="a book is a text in JSON"):
        Book(text)


def test_half_of_a_character_is_refused_in_words():
    with pytest.raises(ReckonerError, match="half of a character at position 12 ") as refused:
        Book('{"rules": {"\ud800": {"flat": 1}}}')
    assert refused.value.code == "json-syntax"


def test_every_problem_of_a_book_is_told_at_once():
    text = json.dumps({"rules": {"A": {"flat": "1,5"}, "B": {"percent": 2}}, "curency": "LKR"})
    with pytest.raises(ReckonerError) as refused:
        Book(text)
    found = [(problem.code, problem.path) for problem in refused.value.problems]
    assert ("amount-comma", "/rules/A/flat") in found
    assert ("unknown-field", "/rules/B/percent") in found
    assert ("unknown-field", "/curency") in found
    copied = pickle.loads(pickle.dumps(refused.value))
    assert (copied.code, copied.problems) == (refused.value.code, refused.value.problems)


def test_books_that_price_alike_have_one_hash():
    one = Book(rules(A={"flat": "1.50"}, B={"percentage": 2}))
    two = Book('{"rules": {"B": {"percentage": "2.0"}, "A": {"flat": 1.5}}, "currency": "LKR"}')
    assert one.sha256 == two.sha256
    assert one.sha256 != Book(rules(A={"flat": "1.51"}, B={"percentage": 2})).sha256


def test_a_book_can_be_pickled():
    book = pickle.loads(pickle.dumps(Book(BOOK)))
    assert answers(book.charge(decimals(["100"]), rule="FLAT")) == ["7.00"]


def test_threads_have_instances_of_their_own():
    book, wrong = Book(rules(A={"percentage": 100})), []

    def charge(first):
        texts = [f"{first + at}.50" for at in range(5_000)]
        for _ in range(5):
            if answers(book.charge(decimals(texts), rule="A")) != texts:
                wrong.append(first)

    threads = [threading.Thread(target=charge, args=(1_000 * at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def charge_in_child(book, answer):
    answer.put(answers(book.charge(decimals(["100"]), rule="FLAT")))


def test_a_forked_process_begins_anew():
    book = Book(BOOK)
    book.charge(decimals(["100"]), rule="FLAT")
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    child = context.Process(target=charge_in_child, args=(book, answer))
    child.start()
    assert answer.get(timeout=60) == ["7.00"]
    child.join(60)
    assert child.exitcode == 0
    assert answers(book.charge(decimals(["100"]), rule="FLAT")) == ["7.00"]
