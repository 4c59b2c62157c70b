"""Folders, on this machine and on the file systems that Arrow reaches (S3, HDFS, Google's)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from ready_reckoner.command import Refused, reason
from ready_reckoner.command.inputs import Inputs
from ready_reckoner.spark import CHARGE, REFUSED

#: What begins with a line below is no part of the table for an engine that reads the folder.
MANIFEST, EXPLAINED = "_manifest.json", "_explained.jsonl"

#: What else lies in a folder that a run has written, or was writing when it was killed.
_LEFT = re.compile(
    r"_SUCCESS|_temporary|_(started|committed)_\d+|\..+\.(crc|draft)|.+\.parquet#\d+"
)


class Folder:
    """Where a run puts its files."""

    def __init__(self, name: str, is_embedded: bool) -> None:
        self.name = name
        self.is_local = "://" not in name or name.startswith("file://")
        if self.is_local:
            self.path = str(Path(name.removeprefix("file://")).absolute())
            self._files: Any = fs.LocalFileSystem()
        else:
            with self._reached():
                self._files, self.path = fs.FileSystem.from_uri(name.replace("s3a://", "s3://", 1))
        #: What an engine calls it. Sail reads patterns in a path, and none in an address.
        self.address = name.rstrip("/")
        if self.is_local:
            self.address = Path(self.path).as_uri() if is_embedded else self.path

    def names(self) -> list[str]:
        """What lies in it; nothing if it is not there."""
        with self._reached():
            found = self._files.get_file_info(fs.FileSelector(self.path, allow_not_found=True))
        return sorted(info.base_name for info in found)

    def is_file(self) -> bool:
        """Whether a file has this name."""
        with self._reached():
            return bool(self._files.get_file_info(self.path).type == fs.FileType.File)

    def strangers(self) -> list[str]:
        """What lies in it that no run has written, which nobody wants to lose."""
        names = self.names()
        others = [name for name in names if name not in (MANIFEST, EXPLAINED)]
        others = [name for name in others if not _LEFT.fullmatch(name)]
        tables = [name for name in others if name.endswith(".parquet")]
        strange = [name for name in others if name not in tables]
        # Without a manifest, the tables may be anybody's.
        if MANIFEST not in names:
            strange += [name for name in tables if not self._is_rated(name)]
        return strange

    def _is_rated(self, name: str) -> bool:
        try:
            schema = pq.read_schema(f"{self.path}/{name}", filesystem=self._files)
        except pa.ArrowInvalid:
            # A run that was killed leaves files without their ends.
            return True
        except OSError:
            return False
        return bool(schema.names[-2:] == [CHARGE, REFUSED])

    def has_tables(self) -> bool:
        """Whether an engine has written files here."""
        return any(name.endswith(".parquet") for name in self.names())

    def withdraw(self) -> None:
        """Takes away what says that a run was done."""
        names = self.names()
        for name in (MANIFEST, EXPLAINED):
            if name in names:
                with self._reached():
                    self._files.delete_file(f"{self.path}/{name}")

    def write(self, name: str, text: str) -> None:
        """Writes a file as a whole: whoever sees it sees all of it, even after a loss of power."""
        with self._reached():
            if self.is_local:
                _write_here(Path(self.path) / name, text)
                return
            with self._files.open_output_stream(f"{self.path}/{name}") as stream:
                stream.write(text.encode())

    def holds(self, inputs: Inputs) -> str | None:
        """An input that the run would replace, if there is one."""
        here = Path(self.path).resolve()
        for path in inputs.paths if self.is_local else ():
            given = path.resolve()
            if given == here or here in given.parents or given in here.parents:
                return str(path)
        own = f"{self.address}/"
        for name in inputs.addresses:
            given_name = f"{name.rstrip('/')}/"
            if given_name.startswith(own) or own.startswith(given_name):
                return name
        return None

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Refused(f"`{self.name}` cannot be written: {reason(error)}") from error
        except (pa.ArrowException, ValueError) as error:
            raise Refused(f"`{self.name}` is no place to write to: {error}") from error


def _write_here(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
