"""The guide, from its first block to its last, in one folder and one Python."""

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib
from conftest import ROOT

GUIDE = ROOT / "docs/tables.md"


def blocks():
    text = GUIDE.read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def steady(text):
    """A text without what differs from one run and one machine to the next."""
    text = re.sub(r"in [\d.]+ s:", "in # s:", text)
    return re.sub(r"^/.*/(rated\S*/_manifest\.json)$", r"\1", text, flags=re.MULTILINE)


def run_python(text, names):
    """Runs a block, and compares what it prints with the comment at its end."""
    comment = re.search(r"(?:^#.*\n)+\Z", text, re.MULTILINE)
    says = comment[0] if comment else ""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(text, GUIDE.name, "exec"), names)
    assert told.getvalue() == re.sub(r"^# ?", "", says, flags=re.MULTILINE)


def run_console(text, folder, port):
    command, _, says = text.removeprefix("$ ").partition("\n")
    if command.startswith("pip install"):
        extra = re.search(r"ready-reckoner\[(\w+)\]", command)[1]
        project = tomllib.loads((ROOT / "tables/python/pyproject.toml").read_text())["project"]
        assert extra in project["optional-dependencies"]
        return
    tools = str(Path(sys.executable).parent)
    # A session in this process leaves marks for those that it starts.
    clean = {name: value for name, value in os.environ.items() if "SPARK" not in name}
    done = subprocess.run(
        ["bash", "-c", command.replace("host:15002", f"127.0.0.1:{port}")],
        cwd=folder,
        env={
            **clean,
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert steady(done.stdout) == steady(says), done.stderr[-3_000:]


def test_every_block_of_the_guide_says_what_happens(tmp_path, monkeypatch):
    server = pytest.importorskip("pysail.spark").SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "guide"}
    found = blocks()
    assert len(found) >= 12
    for language, text in found:
        if language == "json":
            assert json.loads(text)
            (tmp_path / "book.json").write_text(text)
        elif language == "python":
            run_python(text, names)
        else:
            assert language == "console"
            run_console(text, tmp_path, server.listening_address[1])


def test_a_block_that_prints_something_else_is_found():
    run_python("print(1)\n# 1\n", {})
    with pytest.raises(AssertionError):
        run_python("print(2)\n# 1\n", {})
