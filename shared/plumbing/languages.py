"""English, and Welsh where a portal offers it: which one a request speaks, and the words for it.

Catalogues are .po files beside the code of a package. Words not reviewed yet carry the usual `fuzzy` mark, so
that translators' tools show them; they are used all the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from plumbing.access import public
from plumbing.return_paths import own_path

Language = Literal["en", "cy"]
Key = tuple[str, str]
LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: Mapping[Language, str] = {"en": "English", "cy": "Cymraeg"}
SEE_OTHER = 303

_spoken: ContextVar[Language] = ContextVar("language", default="en")
_packages: list[str] = ["plumbing"]


@dataclass(frozen=True)
class Words:
    """All that is said in one language, by context and English text."""

    said: Mapping[Key, Sequence[str]]
    plural: Callable[[int], int]
    has_unreviewed: bool = False

    def find(self, text: str, *, context: str = "", form: int = 0) -> str:
        forms = self.said.get((context, text), ())
        return forms[form] if form < len(forms) else ""


def add_words(package: str) -> None:
    """A service's own words, from the `locale` folder of its package."""
    if package not in _packages:
        _packages.append(package)
        words_in.cache_clear()


def language() -> Language:
    return _spoken.get()


@contextmanager
def speaking(wanted: Language) -> Iterator[None]:
    """Words, days and times in this language, in this task only."""
    token = _spoken.set(wanted)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(text: str) -> str:
    return translate(text, language())


def pgettext(context: str, text: str) -> str:
    """For English words that mean two things."""
    return words_in(language()).find(text, context=context) or text


def ngettext(one: str, many: str, count: int) -> str:
    words = words_in(language())
    return words.find(one, form=words.plural(count)) or (one if count == 1 else many)


def npgettext(context: str, one: str, many: str, count: int) -> str:
    words = words_in(language())
    return words.find(one, context=context, form=words.plural(count)) or (one if count == 1 else many)


def N_(text: str) -> str:  # noqa: N802  # the name that gettext's tools look for
    """Marks words that are said later: `gettext(word)` where they are shown."""
    return text


def translate(text: str, wanted: Language) -> str:
    return words_in(wanted).find(text) or text


@cache
def translator(wanted: Language) -> Callable[[str], str]:
    """The same function for the same language, so that what is made with it can be kept."""

    def say(text: str) -> str:
        return translate(text, wanted)

    return say


def has_unreviewed(wanted: Language) -> bool:
    return words_in(wanted).has_unreviewed


@cache
def words_in(wanted: Language) -> Words:
    if wanted == "en":
        return Words({}, lambda count: int(count != 1))
    catalogues = [_read(file, wanted) for file in _files(wanted)]
    messages = [message for each in catalogues for message in each if message.id]
    return Words(
        said={(message.context or "", _english(message)): _forms(message) for message in messages},
        plural=c2py(catalogues[0].plural_expr) if catalogues else lambda count: int(count != 1),
        has_unreviewed=any(message.fuzzy for message in messages),
    )


def _files(wanted: Language) -> list[Traversable]:
    folders = [resources.files(package) / "locale" / wanted / "LC_MESSAGES" for package in _packages]
    return [
        file for folder in folders if folder.is_dir() for file in folder.iterdir() if file.name[-3:] == ".po"
    ]


def _read(file: Traversable, wanted: Language) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=wanted)


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> Sequence[str]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


class SpeakLanguage:
    """Takes the language from the cookie that the link in the frame set, for this request only."""

    def __init__(self, app: ASGIApp, *, cookie: str, offered: Sequence[Language]) -> None:
        self._app = app
        self._cookie = cookie
        self._offered = offered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = Request(scope).cookies.get(self._cookie)
        with speaking(next((each for each in self._offered if each == wanted), "en")):
            await self._app(scope, receive, send)


router = APIRouter(dependencies=[public])


@router.get("/language/{wanted}")
async def speak(request: Request, wanted: Language, back: str = Query("/", alias="next")) -> Response:
    """Only a preference, so a plain link may set it. It ends with the browser's session."""
    response = RedirectResponse(own_path(back), SEE_OTHER)
    name = cookie_of(request.state.portal)
    response.set_cookie(name, wanted, path="/", secure=True, httponly=True, samesite="lax")
    return response


def cookie_of(portal: Any) -> str:
    return f"{portal.cookie}-language"
