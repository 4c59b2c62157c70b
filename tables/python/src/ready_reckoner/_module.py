"""Runs the WebAssembly module: compiled once a process, one instance for each thread at a time.

Engines call from threads of their own, which Python does not know and which come and go, so that
instances are lent from a pool and not bound to threads.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import wasmtime

from ready_reckoner.errors import Problem, ReckonerError

#: So many rows are charged at a call: what they take stays in a processor's cache.
BLOCK = 16_384

#: So many instances wait for work; more are made where more threads ask, and dropped afterwards.
MOST_IDLE = 32

#: The order in which the module lists its columns.
COLUMNS = (
    "amounts",
    "short_amounts",
    "amount_bits",
    "rules",
    "priors",
    "prior_bits",
    "charges",
    "charge_bits",
    "codes",
)

#: Flags of a call, as the module has them.
SHORT, AMOUNT_BITS, PRIORS, PRIOR_BITS, MINOR_UNITS = 1, 2, 4, 8, 16


@cache
def module_bytes() -> bytes:
    """The module as it was shipped."""
    return resources.files("ready_reckoner").joinpath("columns.wasm").read_bytes()


@cache
def module_sha256() -> str:
    """What manifests call the module."""
    return hashlib.sha256(module_bytes()).hexdigest()


class Instance:
    """A running module that has read one book."""

    def __init__(self, engine: wasmtime.Engine, module: wasmtime.Module, text: str) -> None:
        self._store = wasmtime.Store(engine)
        exports = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._exports: dict[str, Any] = {name: exports[name] for name in _FUNCTIONS}
        self._memory: Any = exports["memory"]
        self.facts = self._read_book(text)
        places = self.call("row_room", BLOCK)
        addresses = self._bytes(places, 4 * len(COLUMNS))
        #: Where each column of a block begins in the module's memory, in bytes.
        self.columns: dict[str, int] = {
            name: int.from_bytes(addresses[4 * at : 4 * at + 4], "little")
            for at, name in enumerate(COLUMNS)
        }

    def call(self, function: str, *arguments: int) -> int:
        """Calls an export; what it answers is never negative."""
        answer = self._exports[function](self._store, *arguments)
        return int(answer or 0) & 0xFFFF_FFFF

    def base(self) -> int:
        """The address of the memory, which may change with every call."""
        return ctypes.addressof(self._memory.data_ptr(self._store).contents)

    def answer(self) -> dict[str, Any]:
        """The text that the last call has left, which is JSON."""
        text = self._bytes(self.call("answer"), self.call("answer_length"))
        answer: dict[str, Any] = json.loads(text)
        return answer

    def _bytes(self, start: int, length: int) -> bytes:
        return bytes(self._memory.read(self._store, start, start + length))

    def _read_book(self, text: str) -> dict[str, Any]:
        encoded = text.encode()
        self._memory.write(self._store, encoded, self.call("text_room", len(encoded)))
        good = self.call("read_book") == 1
        answer = self.answer()
        if not good:
            problems = tuple(
                Problem(
                    found["code"],
                    found["path"],
                    found["message"],
                    found.get("help"),
                    tuple(found["corrections"]),
                )
                for found in answer["problems"]
            )
            raise ReckonerError(answer["code"], answer["message"], problems)
        return answer


_FUNCTIONS = (
    "answer",
    "answer_length",
    "charge_digits",
    "charge_rows",
    "explain_row",
    "read_book",
    "row_room",
    "text_room",
)


class Pool:
    """The instances of one process that nobody uses at the moment, by the texts of their books."""

    def __init__(self, machine_code: bytes | None = None) -> None:
        self._lock = threading.Lock()
        #: What the module was compiled to, here or in the process that this one was forked from.
        self.machine_code = machine_code
        self._compiled: tuple[wasmtime.Engine, wasmtime.Module] | None = None
        self._idle: OrderedDict[str, list[Instance]] = OrderedDict()
        self._count = 0

    @contextmanager
    def lend(self, text: str) -> Iterator[Instance]:
        """An instance for as long as the caller needs it."""
        instance = self._take(text)
        try:
            yield instance
        except wasmtime.WasmtimeError:
            # After a trap its state is unknown: the next call gets another one.
            raise
        except BaseException:
            self._give_back(text, instance)
            raise
        self._give_back(text, instance)

    def _take(self, text: str) -> Instance:
        with self._lock:
            waiting = self._idle.get(text)
            if waiting:
                self._count -= 1
                return waiting.pop()
            if self._compiled is None:
                self._compiled = self._compile()
            engine, module = self._compiled
        return Instance(engine, module, text)

    def _compile(self) -> tuple[wasmtime.Engine, wasmtime.Module]:
        engine = wasmtime.Engine()
        if self.machine_code is not None:
            # The compiler's threads are not in a forked process, which would wait for them.
            try:
                return engine, wasmtime.Module.deserialize(engine, self.machine_code)
            except wasmtime.WasmtimeError:
                # It came from a machine with another processor or another wasmtime.
                pass
        module = wasmtime.Module(engine, module_bytes())
        self.machine_code = bytes(module.serialize())
        return engine, module

    def _give_back(self, text: str, instance: Instance) -> None:
        with self._lock:
            self._idle.setdefault(text, []).append(instance)
            self._idle.move_to_end(text)
            self._count += 1
            while self._count > MOST_IDLE:
                oldest = next(iter(self._idle))
                if self._idle[oldest]:
                    self._idle[oldest].pop()
                    self._count -= 1
                if not self._idle[oldest]:
                    del self._idle[oldest]


_pools: list[Pool] = [Pool()]


def lend(text: str) -> Any:  # noqa: ANN401 (a context manager of an `Instance`)
    """Lends an instance that has read the book with this text."""
    return _pools[-1].lend(text)


class MachineCode:
    """What the module was compiled to here, in the pickles of what workers are to do.

    A worker is spared a third of a second of a processor. It runs these bytes as they are, which
    is as safe as to read a pickle, and it reads them from one.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        code = _pools[-1].machine_code
        return _accepted, (module_sha256(), None if code is None else _packed(code))


@lru_cache(maxsize=1)
def _packed(code: bytes) -> bytes:
    # To a half in milliseconds: Spark broadcasts functions of more than a megabyte by files.
    return zlib.compress(code, 1)


def _accepted(sha256: str, packed: bytes | None) -> MachineCode:
    pool = _pools[-1]
    if packed is not None and pool.machine_code is None and sha256 == module_sha256():
        pool.machine_code = zlib.decompress(packed)
    return MachineCode()


def _begin_anew() -> None:
    # The parent's instances are kept, but never used nor freed: its threads are not in the child.
    _pools.append(Pool(_pools[-1].machine_code))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
