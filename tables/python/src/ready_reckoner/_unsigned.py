"""Integers without a sign, for which engines of Spark's API have no types.

Sail reads them as the integers of the same width that have one, and makes null of every number that
is too large for those: of half of them, without a word.
"""

from __future__ import annotations

import pyarrow as pa

from ready_reckoner.errors import ReckonerError

_SIGNED = {
    pa.uint8(): pa.int8(),
    pa.uint16(): pa.int16(),
    pa.uint32(): pa.int32(),
    pa.uint64(): pa.int64(),
}

#: Types of SQL that hold all numbers of those without a sign.
WIDER = {
    pa.uint8(): "smallint",
    pa.uint16(): "int",
    pa.uint32(): "bigint",
    pa.uint64(): "decimal(20,0)",
}


def parts(of: pa.DataType) -> list[pa.DataType]:
    """A type and all types inside of it."""
    inside = [part for at in range(of.num_fields) for part in parts(of.field(at).type)]
    if pa.types.is_dictionary(of):
        inside = parts(of.value_type)
    return [of, *inside]


def held(name: str, column: pa.Array) -> pa.Array:
    """A column as an engine keeps it, or a refusal of the job where it would lose a number."""
    if not any(part in _SIGNED for part in parts(column.type)):
        return column
    try:
        return column.cast(_SIGNED[column.type])
    except (KeyError, pa.ArrowInvalid) as error:
        raise ReckonerError(
            "wrong-type",
            f"the column `{name}` is `{column.type}`, and the engine keeps only integers with a "
            "sign: cast it to a wider type, or numbers would be lost",
        ) from error
