"""What browsers are sent is what was vendored, and nothing that belongs to GOV.UK alone."""

import hashlib
import json
import re

import pytest
from deploy.assets.vendor import OURS, VERSIONS, unbranded

from plumbing.govuk.assets import STATIC, versions
from plumbing.govuk.environment import create_environment

MANIFEST = json.loads((STATIC / "manifest.json").read_text())
FILES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
TEXTS = [name for name in FILES if name.endswith((".css", ".js", ".mjs", ".svg"))]


def test_every_vendored_file_is_in_the_manifest_and_nothing_else_is() -> None:
    assert sorted(MANIFEST["sha256"]) == [name for name in FILES if name not in OURS]
    assert MANIFEST["packages"] == VERSIONS


@pytest.mark.parametrize(("name", "expected"), MANIFEST["sha256"].items())
def test_a_vendored_file_is_unchanged(name: str, expected: str) -> None:
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == expected


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_restricted_to_gov_uk_is_here(name: str) -> None:
    text = (STATIC / name).read_text()
    assert not re.search(r"Transport|@font-face|\.woff|crest|crown|logotype", text, re.IGNORECASE)


def test_there_are_no_fonts_and_no_pictures_but_icons() -> None:
    kinds = {name.rsplit(".")[-1] for name in FILES}
    assert kinds == {"css", "js", "mjs", "svg", "json", "txt"}


@pytest.mark.parametrize("name", TEXTS)
def test_everything_a_file_asks_for_is_here(name: str) -> None:
    text = (STATIC / name).read_text()
    wanted = re.findall(r"url\(/assets/([^)]+)\)", text) + re.findall(
        r"(?:from|import\()\s*'\./([^']+)'", text
    )
    assert [file for file in wanted if file not in FILES] == []
    assert "sourceMappingURL" not in text


def test_removing_branding_keeps_the_rest_of_a_rule() -> None:
    css = "@font-face{src:url(a.woff)}.a,.b-crest{color:red}.crown{x:y}@media print{.c{d:e}}"
    assert unbranded(css) == ".a{color:red}@media print{.c{d:e}}"


def test_a_changed_file_has_a_changed_address() -> None:
    page = create_environment().from_string("{{ asset('nrm.css') }}").render()
    assert page == f"/assets/nrm.css?v={versions()['nrm.css']}"
