"""How far a job is: a bar on a terminal, elsewhere a line a minute."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

BEAT_SECONDS = 0.25
LINE_SECONDS = 60.0


@contextmanager
def progress(total: int, done: Callable[[], int], quiet: bool) -> Iterator[None]:
    """Tells on standard error how many of all rows are done, until the block ends."""
    if quiet:
        yield
        return
    ended = threading.Event()
    show = _bar if sys.stderr.isatty() else _lines
    teller = threading.Thread(target=show, args=(total, done, ended), daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


def _bar(total: int, done: Callable[[], int], ended: threading.Event) -> None:
    with tqdm(total=total, unit=" rows", unit_scale=True, dynamic_ncols=True) as bar:
        while not ended.wait(BEAT_SECONDS):
            bar.update(min(done(), total) - bar.n)
        bar.update(min(done(), total) - bar.n)


def _lines(total: int, done: Callable[[], int], ended: threading.Event) -> None:
    started = time.monotonic()
    while not ended.wait(LINE_SECONDS):
        rows, seconds = min(done(), total), time.monotonic() - started
        print(
            f"{rows:,} of {total:,} rows, {rows / seconds:,.0f} a second",
            file=sys.stderr,
            flush=True,
        )
