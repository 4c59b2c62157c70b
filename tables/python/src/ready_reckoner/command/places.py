"""Folders, on this machine and on the file systems that Arrow reaches (S3, HDFS, Google's)."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Any

from pyarrow import fs

from ready_reckoner.command import Refused

MANIFEST, EXPLAINED = "manifest.json", "explained.jsonl"


class Folder:
    """Where a run puts its files."""

    def __init__(self, name: str) -> None:
        self.is_local = "://" not in name or name.startswith("file://")
        if self.is_local:
            self.path = str(Path(name.removeprefix("file://")).absolute())
            self._files: Any = fs.LocalFileSystem()
        else:
            self._files, self.path = fs.FileSystem.from_uri(name.replace("s3a://", "s3://", 1))
        #: What an engine calls it.
        self.address = self.path if self.is_local else name.rstrip("/")

    def names(self) -> list[str]:
        """What lies in it; nothing if it is not there."""
        found = self._files.get_file_info(fs.FileSelector(self.path, allow_not_found=True))
        return sorted(info.base_name for info in found)

    def is_taken(self) -> bool:
        """Whether something has this name, be it a folder or a file."""
        kind = self._files.get_file_info(self.path).type
        return bool(self.names()) or kind == fs.FileType.File

    def strangers(self) -> list[str]:
        """What lies in it that no run has written, which nobody wants to lose."""
        known = (MANIFEST, EXPLAINED)
        return [
            name
            for name in self.names()
            if name not in known and not name.endswith(".parquet") and name[0] not in "._"
        ]

    def has_tables(self) -> bool:
        """Whether an engine has written files here."""
        return any(name.endswith(".parquet") for name in self.names())

    def withdraw(self) -> None:
        """Takes away what says that a run was done."""
        for name in (MANIFEST, EXPLAINED):
            if name in self.names():
                self._files.delete_file(f"{self.path}/{name}")

    def write(self, name: str, text: str) -> None:
        """Writes a file as a whole: whoever sees it sees all of it, even after a loss of power."""
        if self.is_local:
            self._write_here(Path(self.path) / name, text)
            return
        with self._files.open_output_stream(f"{self.path}/{name}") as stream:
            stream.write(text.encode())

    def _write_here(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.draft")
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def holds(self, inputs: list[str]) -> str | None:
        """An input that the run would replace, if there is one."""
        if not self.is_local:
            return next((name for name in inputs if name.startswith(self.address)), None)
        own = Path(self.path).resolve()
        for name in inputs:
            path = Path(name).resolve()
            if path == own or own in path.parents or path in own.parents:
                return name
        return None


def inputs_of(patterns: list[str], is_local: bool) -> list[str]:
    """The files, folders or patterns as an engine finds them; those here must be there."""
    if not is_local:
        return patterns
    found = []
    for pattern in patterns:
        if "://" in pattern:
            found.append(pattern)
            continue
        names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (from any folder)
        if not names:
            raise Refused(f"no file is named `{pattern}`")
        found.extend(str(Path(name).absolute()) for name in names)
    return found
