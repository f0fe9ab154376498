"""Where somebody goes after signing in. Only ever a path of our own: anything else becomes the start page."""

from urllib.parse import quote, urlsplit

from starlette.requests import Request

START = "/"


def own_path(wanted: str | None) -> str:
    """Browsers read `//host` and `/\\host` as another site, and skip tabs and new lines on the way."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return START
    if "\\" in wanted or any(ord(character) < 33 or ord(character) == 127 for character in wanted):
        return START
    parts = urlsplit(wanted)
    return START if parts.scheme or parts.netloc else wanted


def sign_in_path(request: Request) -> str:
    """Back to this page afterwards, unless it was a form being sent: that cannot be repeated by a link."""
    if request.method not in ("GET", "HEAD"):
        return "/sign-in"
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"/sign-in?next={quote(own_path(wanted), safe='/')}"
