"""What the command prints: names of strangers are in it, and its readers may be gone."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TextIO

#: Controls, marks of the direction of text, halves of pairs, separators of lines.
_UNSAFE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(text: str, encoding: str) -> str:
    """A text without what moves a terminal's cursor or hides text, in what an encoding has."""
    if not text.isprintable():
        safe = (
            "\ufffd" if unicodedata.category(one) in _UNSAFE and one != "\n" else one
            for one in text
        )
        text = "".join(safe)
    return text.encode(encoding, "backslashreplace").decode(encoding)


def say(text: str, stream: TextIO | None = None) -> None:
    """Prints a text on standard output or another stream; an `OSError` where it cannot be written.

    Whoever has read enough, as `head` has, has not to be told more.
    """
    stream = stream or sys.stdout
    try:
        print(printable(text, stream.encoding or "utf-8"), file=stream, flush=True)
    except OSError as error:
        # What is kept for the stream would be written, and complained of, when Python ends.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            raise
