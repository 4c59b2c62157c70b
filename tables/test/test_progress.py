"""How far a run is: a bar on a terminal, and a line a minute elsewhere."""

import io
import sys
import time

import pytest
from ready_reckoner.command import progress


class Screen(io.StringIO):
    """What standard error is, on a terminal or elsewhere."""

    def __init__(self, terminal):
        super().__init__()
        self._terminal = terminal

    def isatty(self):
        return self._terminal


@pytest.fixture
def shown(monkeypatch):
    def shown(terminal, quiet=False):
        monkeypatch.setattr(sys, "stderr", Screen(terminal))
        done = iter(range(1_000, 10_000_000, 1_000))
        with progress.progress(20_000_000, lambda: next(done), quiet):
            time.sleep(0.3)
        return sys.stderr.getvalue()

    for beat in ("BEAT_SECONDS", "LINE_SECONDS"):
        monkeypatch.setattr(progress, beat, 0.02)
    return shown


def test_a_terminal_has_a_bar_with_rows_a_second(shown):
    text = shown(True)
    assert "\r" in text and "/20.0M" in text and "rows/s" in text


def test_elsewhere_there_is_a_line_now_and_then(shown, monkeypatch):
    first, *_ = lines = shown(False).splitlines()
    assert first.startswith("1,000 of 20,000,000 rows, ") and first.endswith(" a second")
    assert len(lines) > 1
    monkeypatch.setattr(progress, "LINE_SECONDS", 60.0)
    assert shown(False) == ""


def test_quiet_is_quiet(shown):
    assert shown(True, quiet=True) == ""


def test_the_line_comes_once_a_minute():
    assert progress.LINE_SECONDS == 60
