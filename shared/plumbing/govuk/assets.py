"""Style sheets, scripts and pictures, kept beside this file and served under /assets."""

import hashlib
from pathlib import Path

from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"


class Assets(StaticFiles):
    def __init__(self) -> None:
        super().__init__(directory=STATIC)


def versions() -> dict[str, str]:
    """A short hash for each file, so that a changed file has a changed address."""
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    return {path.relative_to(STATIC).as_posix(): _hash(path)[:12] for path in files}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
