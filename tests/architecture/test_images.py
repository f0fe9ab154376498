"""An image holds one service and what all share: nothing of the others, no tests, no privileges."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.deployed import dockerfile, is_pinned

from nrm.folders import CHECKOUT
from nrm.runtime.addresses import SERVICES

EACH_SERVICE = pytest.mark.parametrize("service", SERVICES)
NOT_INSTALLED = {"pyproject.toml", "Dockerfile", "alembic.ini"}
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")


@EACH_SERVICE
def test_an_image_takes_its_own_service_and_what_all_share(service: str) -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile(service), re.MULTILINE)
    taken = {path for line in copied for path in line.split()}
    ours = {"shared/pyproject.toml", "shared", f"services/{service}"}
    assert taken == ours | {"deploy/setup/uv.txt", "requirements.lock"}
    assert "\nADD " not in dockerfile(service)


def test_nothing_else_even_reaches_the_builder() -> None:
    rules = (CHECKOUT / ".dockerignore").read_text().splitlines()
    said = [rule for rule in rules if rule and not rule.startswith("#")]
    assert said[0] == "*"
    let_in = {rule[1:] for rule in said if rule.startswith("!")}
    assert let_in == {"requirements.lock", "deploy/setup/uv.txt", "shared", "services"}


@EACH_SERVICE
def test_the_three_are_built_alike(service: str) -> None:
    assert dockerfile(service).replace(service, "SERVICE") == dockerfile("care").replace("care", "SERVICE")


@EACH_SERVICE
def test_what_others_wrote_comes_from_the_lock(service: str) -> None:
    installs = re.findall(r"(?:uv )?pip install.*", dockerfile(service).replace("\\\n", ""))
    assert len(installs) == 3
    assert all("--require-hashes" in one or "--constraint requirements.lock" in one for one in installs)


@EACH_SERVICE
def test_an_image_is_pinned_and_runs_as_nobody_in_particular(service: str) -> None:
    bases = re.findall(r"^FROM (\S+)", dockerfile(service), re.MULTILINE)
    assert len(set(bases)) == 1
    assert is_pinned(bases[0])
    assert re.search(r"^USER 10001:10001$", dockerfile(service), re.MULTILINE)


@EACH_SERVICE
def test_what_is_installed_is_all_there_is(service: str, tmp_path: Path) -> None:
    """An editable installation, as in development, hides a template that no package takes along."""
    site, written = tmp_path / "site", set[str]()
    for folder in ("shared", f"services/{service}"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder, ignore=LEFT_BEHIND)
        written |= files_in(tmp_path / folder)
        install(tmp_path / folder, site)
    packages = {entry.name for entry in site.iterdir() if entry.is_dir() and entry.suffix != ".dist-info"}
    assert packages == {"clocks", "contracts", "plumbing", service}
    assert {name for name in written - files_in(site) if Path(name).name not in NOT_INSTALLED} == set()


def install(source: Path, site: Path) -> None:
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-cache", "--offline")
    uv = Path(sys.executable).parent / "uv"
    where = ("--python", sys.executable, "--target", str(site))
    subprocess.run([str(uv), "pip", "install", *options, *where, str(source)], check=True)


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
