"""Copies the compiled front-end files out of their npm packages into plumbing/govuk/static.

Run by hand when a version changes (needs npm); the result is committed, so that nobody else needs Node:

    python deploy/assets/vendor.py
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

GOVUK, MOJ, AUTOCOMPLETE = "govuk-frontend", "@ministryofjustice/frontend", "accessible-autocomplete"
VERSIONS = {GOVUK: "6.3.0", MOJ: "11.1.0", AUTOCOMPLETE: "3.0.1"}
FILES = {
    GOVUK: ["dist/govuk/govuk-frontend.min.css", "dist/govuk/govuk-frontend.min.js"],
    MOJ: ["moj/moj-frontend.min.css", "moj/moj-frontend.min.js"],
    AUTOCOMPLETE: ["dist/accessible-autocomplete.min.css", "dist/accessible-autocomplete.min.js"],
}
ROOT = Path(__file__).parents[2]
STATIC = ROOT / "shared/plumbing/govuk/static"
OURS = {"manifest.json", "nrm.css", "app.mjs", "session.mjs", "keep.mjs", "favicon.svg", "THIRD-PARTY.txt"}
FIXTURES = ROOT / "tests/shared/govuk-fixtures.json.gz"

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
RESTRICTED = re.compile(r"crest|crown|logotype", re.IGNORECASE)
SOURCE_MAP = re.compile(r"(?://|/\*)# sourceMappingURL=\S+(?: \*/)?\s*")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        packages = _install(Path(folder))
        for name, files in FILES.items():
            for file in files:
                _copy_text(packages / name / file)
        _copy_images(packages)
        _write_fixtures(packages / GOVUK / "dist/govuk/components")
    _write_manifest()


def _install(folder: Path) -> Path:
    npm = shutil.which("npm") or "npm"
    wanted = [f"{name}@{version}" for name, version in VERSIONS.items()]
    options = ["--no-save", "--no-package-lock", "--ignore-scripts", "--legacy-peer-deps"]
    subprocess.run([npm, "install", *options, *wanted], cwd=folder, check=True)  # noqa: S603
    return folder / "node_modules"


def _copy_text(source: Path) -> None:
    text = SOURCE_MAP.sub("", source.read_text())
    text = unbranded(text) if source.suffix == ".css" else text
    (STATIC / source.name).write_text(text.rstrip() + "\n")


def unbranded(css: str) -> str:
    """GDS Transport, the crown and the crest are for gov.uk services only, which this is not."""
    css = FONT_FACE.sub("", css)
    css = css.replace("GDS Transport,arial,sans-serif", "Helvetica,Arial,sans-serif")
    css = re.sub(r"/\*[^*]*Transport.*?\*/", "", css, flags=re.DOTALL)
    return RULE.sub(_without_restricted_selectors, css)


def _without_restricted_selectors(rule: re.Match[str]) -> str:
    selectors, body = rule.groups()
    kept = [selector for selector in selectors.split(",") if not RESTRICTED.search(selector)]
    return f"{','.join(kept)}{{{body}}}" if kept and not RESTRICTED.search(body) else ""


def _copy_images(packages: Path) -> None:
    """Only the pictures that the style sheets ask for."""
    styles = "".join(file.read_text() for file in STATIC.glob("*.min.css"))
    for name in sorted(set(re.findall(r"url\(/assets/images/([^)]+)\)", styles))):
        picture = next(packages.glob(f"**/assets/images/{name}"))
        (STATIC / "images").mkdir(exist_ok=True)
        shutil.copy(picture, STATIC / "images" / name)


def _write_fixtures(components: Path) -> None:
    """What the upstream templates render, to hold the macros to. Of logos the hash is enough."""
    fixtures = [
        {
            "component": folder.name,
            "name": fixture["name"],
            "options": fixture["options"],
            **_expected(fixture),
        }
        for folder in sorted(components.iterdir())
        if (folder / "fixtures.json").exists()
        for fixture in json.loads((folder / "fixtures.json").read_text())["fixtures"]
    ]
    text = json.dumps(fixtures, ensure_ascii=False, separators=(",", ":"))
    FIXTURES.write_bytes(gzip.compress(text.encode(), mtime=0))


def _expected(fixture: dict[str, str]) -> dict[str, str]:
    html = normalised(fixture["html"])
    return {"sha256": hash_of(html)} if RESTRICTED.search(html) else {"html": html}


def normalised(html: str) -> str:
    """Upstream indents and spells quotation marks its own way; space beside a tag means nothing here."""
    html = html.replace("&#34;", "&quot;")
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html)).strip()


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write_manifest() -> None:
    files = sorted(path for path in STATIC.rglob("*") if path.is_file() and path.name not in OURS)
    hashes = {str(path.relative_to(STATIC)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    manifest = {"packages": VERSIONS, "sha256": hashes}
    (STATIC / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
