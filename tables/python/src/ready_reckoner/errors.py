"""Why a book or a whole job is refused. A row is never an error: it has a code beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One problem of a book, with the JSON pointer of its place."""

    code: str
    path: str
    message: str
    help: str | None = None
    corrections: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line: where, what, and what to do about it."""
        cure = f"; {self.help}" if self.help else ""
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.message}{cure} [{self.code}]"


class ReckonerError(ValueError):
    """A book, a column or an option that cannot be used, with the package's code for it."""

    def __init__(self, code: str, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.problems = problems

    def __reduce__(self) -> tuple[Any, ...]:
        """Keeps the code and the problems on the way from a worker."""
        return type(self), (self.code, str(self), self.problems)
