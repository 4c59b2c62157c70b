"""The command `ready-reckoner-tables`: its words, and how it ends.

It exits with 0 when the table is rated, rows that were refused or not, with 1 when it is not, and
with 2 when the words are not understood.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence

from ready_reckoner import __version__
from ready_reckoner.command.words import say
from ready_reckoner.errors import ReckonerError


class Refused(Exception):
    """Why a job is not done, in one line."""


def reason(error: OSError) -> str:
    """What a system says is wrong, without its numbers."""
    return (error.strerror or str(error)).lower()


def parser() -> argparse.ArgumentParser:
    """The words of the command."""
    top = argparse.ArgumentParser(
        prog="ready-reckoner-tables", description="Charges for tables, computed exactly."
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", required=True)
    rate = commands.add_parser(
        "rate",
        help="charge every row of Parquet files by a book of price rules",
        description="Charges every row of Parquet files by a book of price rules, and writes them "
        "with two more columns: `charge`, and `refused`, which is null or a code.",
    )
    add = rate.add_argument
    add("input", nargs="+", type=_name, help="files, folders or patterns such as 'tx/*.parquet'")
    add("--book", required=True, metavar="FILE", help="the price rules, as JSON")
    add("--amount", required=True, metavar="COLUMN", help="what is charged for: decimals")
    which = rate.add_mutually_exclusive_group(required=True)
    which.add_argument("--rule", metavar="COLUMN", help="the name of each row's rule")
    which.add_argument("--rule-id", metavar="ID", help="one rule for all rows")
    add("--prior", metavar="COLUMN", help="what was charged for earlier in the period")
    add("--minor-units", action="store_true", help="the amounts are integers of minor units")
    add("--to", required=True, type=_name, metavar="FOLDER", help="where the rated files go")
    add("--overwrite", action="store_true", help="replace what an earlier run has left there")
    add("--remote", metavar="URL", help="an engine elsewhere, such as sc://host:15002")
    add("--explain-sample", type=_count, default=0, metavar="N", help="explain N rows of each rule")
    add("--quiet", action="store_true", help="show no progress")
    return top


def _name(text: str) -> str:
    # What a shell makes of a variable that is not set; as a path it is the folder one is in.
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"`{text}` is no number of rows")
    return int(text)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command, and answers with its exit code."""
    options = parser().parse_args(arguments)
    # Whoever only asks for help does not wait until an engine is imported.
    from ready_reckoner.command.rating import Job

    try:
        Job(options).run()
    except ReckonerError as error:
        say(f"{error} [{error.code}]", sys.stderr)
        return 1
    except Refused as refused:
        say(str(refused), sys.stderr)
        return 1
    except KeyboardInterrupt:
        return interrupted()
    return 0


def interrupted() -> int:
    """Ends by the signal, where there are any: a shell stops its loop only then, not at 130."""
    print("stopped: the run is not done", file=sys.stderr, flush=True)
    if os.name == "posix":
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    return 130


def main() -> None:
    """The entry of the installed command."""
    sys.exit(run())
