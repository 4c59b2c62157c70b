"""The wheel, as strangers install it."""

import subprocess
import sys
import venv
import zipfile

import pytest
from conftest import ROOT, decimals

DIST = ROOT / ".cache/tables/dist"


@pytest.fixture(scope="module")
def wheel():
    (found,) = DIST.glob("*.whl")
    return found


def run(*words, **options):
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=300, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_is_for_every_machine_and_holds_the_module(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("columns.wasm", "py.typed", "spark.py"):
        assert f"ready_reckoner/{name}" in names
    assert any(name.endswith("licenses/LICENSE-MIT") for name in names)


def test_registries_would_take_it():
    run(sys.executable, "-m", "twine", "check", "--strict", *map(str, DIST.iterdir()))


def test_a_fresh_environment_rates_a_table(wheel, job):
    venv.create(job.folder / "fresh", with_pip=True)
    bin_ = job.folder / "fresh/bin"
    pip = (bin_ / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", f"{wheel}[embedded]", cwd=job.folder)
    job.table(amount=decimals(["100"]), product=["FLAT"])
    words = ("rate", "tx/*.parquet", "--book", "book.json", "--to", "rated")
    out = run(
        bin_ / "ready-reckoner-tables",
        *words,
        *("--amount", "amount", "--rule", "product"),
        cwd=job.folder,
    )
    assert "1 row in" in out and (job.output / "_manifest.json").exists()
