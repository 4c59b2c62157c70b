"""Charges over tables, computed exactly, by the price rules of the package for JavaScript."""

from ready_reckoner.book import Book
from ready_reckoner.errors import Problem, ReckonerError

__all__ = ["Book", "Problem", "ReckonerError"]
__version__ = "0.1.0"
