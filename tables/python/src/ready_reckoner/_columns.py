"""Columns as Arrow has them into the module's memory, charges out of it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from ready_reckoner import _module as host
from ready_reckoner.errors import ReckonerError

#: What charges are: the widest decimal that engines have, so that none is too long.
CHARGE_PRECISION = 38

#: What they are in a table in which none can be longer: Spark keeps decimals of so many digits in
#: 64 bits, and takes half the time for them.
SHORT_PRECISION = 18

#: What to do about decimals that are said to be minor units. Those without decimals are integers,
#: which is how Spark reads the widest ones without a sign.
NO_MINOR_UNITS = "minor units are integers: leave out `minor_units` (`--minor-units`)"
MINOR_UNITS = "say that it counts `minor_units` (`--minor-units`), or cast it to decimal"


def charge_type(places: int, precision: int = CHARGE_PRECISION) -> pa.DataType:
    """The type of a column of charges."""
    return pa.decimal128(precision, places)


def number_type(name: str, found: pa.DataType, minor_units: bool) -> pa.DataType:
    """What a column of amounts is charged as, or why the whole job is refused."""
    if pa.types.is_null(found):
        return pa.int64() if minor_units else pa.decimal128(SHORT_PRECISION, 0)
    if pa.types.is_decimal(found):
        if minor_units and found.scale:
            raise _wrong(name, found, NO_MINOR_UNITS)
        whole = found.precision - min(found.scale, 0)
        if whole > CHARGE_PRECISION:
            raise _wrong(name, found, "cast it to a decimal of at most 38 digits")
        return pa.decimal128(whole, max(found.scale, 0))
    if pa.types.is_integer(found):
        if not minor_units:
            raise _wrong(name, found, MINOR_UNITS)
        return pa.decimal128(20, 0) if found == pa.uint64() else pa.int64()
    raise _wrong(name, found, "cast it to decimal")


def check_rule_type(found: pa.DataType) -> None:
    """Refuses rules that are not named by text."""
    if pa.types.is_dictionary(found):
        found = found.value_type
    text = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    if not any(is_text(found) for is_text in text):
        raise _wrong("rule", found, "cast it to text")


def _wrong(name: str, found: object, cure: str) -> ReckonerError:
    return ReckonerError("wrong-type", f"the {name} column is `{found}`; {cure}")


@dataclass(frozen=True)
class _Fixed:
    """Numbers of one width, and which of them are missing."""

    address: int
    width: int
    scale: int
    bits: bytes | None
    kept: object

    def put(self, base: int, place: int, start: int, count: int) -> None:
        size = self.width * count
        ctypes.memmove(base + place, self.address + self.width * start, size)

    def put_bits(self, base: int, place: int, start: int, count: int) -> None:
        if self.bits is not None:
            part = self.bits[start // 8 : (start + count + 7) // 8]
            ctypes.memmove(base + place, part, len(part))


def _fixed(name: str, column: pa.Array, minor_units: bool, wide: bool) -> _Fixed:
    wanted = number_type(name, column.type, minor_units)
    if wide and wanted == pa.int64():
        wanted = pa.decimal128(19, 0)
    if column.type != wanted:
        column = column.cast(wanted)
    width = 8 if wanted == pa.int64() else 16
    valid, numbers = column.buffers()
    address = 0 if numbers is None else numbers.address + column.offset * width
    bits = None
    if column.null_count and valid is not None:
        bits = _shifted(valid, column.offset, len(column))
    scale = 0 if width == 8 else wanted.scale
    return _Fixed(address, width, scale, bits, column)


def _shifted(valid: pa.Buffer, offset: int, length: int) -> bytes:
    """The bits of a slice, from the first bit on."""
    first, last = offset // 8, (offset + length + 7) // 8
    part: bytes = valid.slice(first, last - first).to_pybytes()
    if offset % 8 == 0:
        return part
    return (int.from_bytes(part, "little") >> offset % 8).to_bytes(len(part), "little")


class Names:
    """The places of rules in a book, by their names."""

    def __init__(self, names: list[str]) -> None:
        self._numbers = {name: number for number, name in enumerate(names)}
        # It is hashed anew with every batch, which takes less than to hash the batch's own names.
        few = len(names) <= MOST_HASHED
        self._listed = pc.SetLookupOptions(pa.array(names, pa.string())) if few else None

    def number(self, name: str) -> int | None:
        """The place of a rule, if there is one of this name."""
        return self._numbers.get(name)

    def numbers(self, keys: pa.Array) -> pa.Array:
        """The place of each row's rule, or −1."""
        check_rule_type(keys.type)
        if pa.types.is_null(keys.type):
            keys = keys.cast(pa.string())
        if self._listed is not None and pa.types.is_string(keys.type):
            found = pc.index_in(keys, options=self._listed)
        else:
            if not pa.types.is_dictionary(keys.type):
                keys = keys.dictionary_encode()
            named = [self._numbers.get(name, -1) for name in keys.dictionary.to_pylist()]
            found = pa.array(named, pa.int32()).take(keys.indices)
        return found.fill_null(-1) if found.null_count else found


#: So many names are looked up in a list of the book's, and more by the names that a batch has.
MOST_HASHED = 1_000


@dataclass(frozen=True)
class Batch:
    """Columns of one length that are charged together."""

    amounts: pa.Array
    keys: pa.Array | None
    rule: int
    priors: pa.Array | None
    minor_units: bool

    def charge(
        self, instance: host.Instance, names: Names, places: int, codes: pa.Array
    ) -> tuple[pa.Array, pa.Array]:
        """Charges and, where there is none, the codes for it."""
        rows = len(self.amounts)
        columns = _Written(self, names)
        data = pa.allocate_buffer(16 * rows)
        valid = pa.allocate_buffer((rows + 7) // 8)
        numbered = pa.allocate_buffer(2 * rows)
        refused = 0
        place = instance.columns
        for start in range(0, rows, host.BLOCK):
            count = min(host.BLOCK, rows - start)
            columns.write(instance, start, count)
            refused += instance.call("charge_rows", count, *columns.arguments)
            base = instance.base()
            ctypes.memmove(data.address + 16 * start, base + place["charges"], 16 * count)
            bits = (count + 7) // 8
            ctypes.memmove(valid.address + start // 8, base + place["charge_bits"], bits)
            ctypes.memmove(numbered.address + 2 * start, base + place["codes"], 2 * count)
        kept = [valid if refused else None, data]
        charges = pa.Array.from_buffers(charge_type(places), rows, kept, refused)
        if refused == 0:
            return charges, pa.nulls(rows, pa.string())
        found = pa.Array.from_buffers(pa.int16(), rows, [None, numbered])
        return charges, codes.take(pc.if_else(pc.less(found, 0), None, found))

    def explain(self, instance: host.Instance, names: Names, row: int) -> dict[str, object]:
        """The steps of one row, or why it is refused."""
        columns = _Written(self, names)
        start = row - row % host.BLOCK
        columns.write(instance, start, min(host.BLOCK, len(self.amounts) - start))
        instance.call("explain_row", row - start, *columns.arguments)
        return instance.answer()


class _Written:
    """A batch in the form in which it goes into the module's memory."""

    def __init__(self, batch: Batch, names: Names) -> None:
        self._amounts = _fixed("amount", batch.amounts, batch.minor_units, wide=False)
        self._rules: _Fixed | None = None
        if batch.keys is not None:
            rules = names.numbers(batch.keys)
            address = rules.buffers()[1].address + 4 * rules.offset if len(rules) else 0
            self._rules = _Fixed(address, 4, 0, None, rules)
        self._priors: _Fixed | None = None
        if batch.priors is not None:
            self._priors = _fixed("prior", batch.priors, batch.minor_units, wide=True)
        #: Those of `charge_rows` behind the count.
        self.arguments = (
            self._amounts.scale,
            self._priors.scale if self._priors else 0,
            batch.rule,
            self._flags(batch.minor_units),
        )

    def _flags(self, minor_units: bool) -> int:
        flags = host.MINOR_UNITS if minor_units else 0
        flags |= host.SHORT if self._amounts.width == 8 else 0
        flags |= host.AMOUNT_BITS if self._amounts.bits is not None else 0
        if self._priors:
            flags |= host.PRIORS
            flags |= host.PRIOR_BITS if self._priors.bits is not None else 0
        return flags

    def write(self, instance: host.Instance, start: int, count: int) -> None:
        base, place = instance.base(), instance.columns
        column = "short_amounts" if self._amounts.width == 8 else "amounts"
        self._amounts.put(base, place[column], start, count)
        self._amounts.put_bits(base, place["amount_bits"], start, count)
        if self._rules:
            self._rules.put(base, place["rules"], start, count)
        if self._priors:
            self._priors.put(base, place["priors"], start, count)
            self._priors.put_bits(base, place["prior_bits"], start, count)
