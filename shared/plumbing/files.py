"""Files as they are handed over: kept by the browser under a safe name, never shown or run by it (S20)."""

import re
from urllib.parse import quote, unquote

from starlette.responses import Response

UNKNOWN_KIND = "application/octet-stream"
NAMELESS = "file"
NEVER_RUN = "sandbox; default-src 'none'; frame-ancestors 'none'"
MEGABYTE = 1024 * 1024
LEAST_SHOWN = 0.1
FULL_NAME = re.compile(r"filename\*=UTF-8''([^;\s]+)", re.IGNORECASE)


def attachment(name: str, content: bytes, *, kind: str = UNKNOWN_KIND) -> Response:
    """`kind` is what our own check of the content found, not what somebody said it was."""
    headers = {"Content-Disposition": _disposition(_safe(name)), "Content-Security-Policy": NEVER_RUN}
    return Response(content, media_type=kind, headers=headers)


def name_in(disposition: str) -> str:
    """The name that a `Content-Disposition` of ours carries."""
    found = FULL_NAME.search(disposition)
    return unquote(found[1]) if found else ""


def size_in_words(size: int) -> str:
    megabytes = size / MEGABYTE
    return f"{megabytes:.1f} MB" if megabytes >= LEAST_SHOWN else f"{max(1, size // 1024)} KB"


def _disposition(name: str) -> str:
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _safe(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable() and letter not in '"\\/') or NAMELESS
