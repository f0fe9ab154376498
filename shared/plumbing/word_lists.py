"""Collects what the code says into a catalogue, and counts what a translation still lacks. For developers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None}
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
SIX_FORMS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
BEGUN = datetime(2026, 11, 21, tzinfo=UTC)
Key = tuple[str, str]


@dataclass(frozen=True)
class Lacking:
    """How far a translation has come."""

    keys: int
    missing: int
    unreviewed: int


@dataclass(frozen=True)
class WordList:
    """The words of one package: `name`.pot, and `name`.po for Welsh."""

    name: str
    package: Path
    extra: Iterable[str] = ()

    @property
    def template_file(self) -> Path:
        return self.package / "locale" / f"{self.name}.pot"

    @property
    def welsh_file(self) -> Path:
        return self.package / "locale" / "cy" / "LC_MESSAGES" / f"{self.name}.po"

    def collected(self) -> Catalog:
        catalog = Catalog(project=self.name, creation_date=BEGUN, charset="utf-8")
        for file, _, words, comments, context in extract_from_dir(
            self.package, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True
        ):
            catalog.add(words, None, [(file, 0)], auto_comments=comments, context=context)
        for text in self.extra:
            if text:
                catalog.add(text)
        return catalog

    def write(self) -> None:
        """What is no longer said is dropped; what is new waits untranslated."""
        template = self.collected()
        welsh = self.welsh()
        welsh.update(template, no_fuzzy_matching=True)
        welsh.obsolete.clear()
        _write(self.template_file, template)
        _write(self.welsh_file, welsh)

    def welsh(self) -> Catalog:
        if not self.welsh_file.exists():
            return _empty_welsh(self.name)
        with self.welsh_file.open("rb") as opened:
            return read_po(opened, locale="cy")

    def not_listed(self) -> set[Key]:
        """Said by the code, unknown to the catalogue: `write` has to be run."""
        return {key_of(each) for each in said(self.collected())} - {
            key_of(each) for each in said(self.welsh())
        }

    def lacking(self) -> Lacking:
        messages = list(said(self.welsh()))
        missing = [each for each in messages if not is_translated(each)]
        return Lacking(len(messages), len(missing), sum(each.fuzzy for each in messages))


def said(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def key_of(message: Message) -> Key:
    return (message.context or "", message.id if isinstance(message.id, str) else message.id[0])


def is_translated(message: Message) -> bool:
    forms = (message.string,) if isinstance(message.string, str) else message.string or ()
    return bool(forms) and all(forms)


def _empty_welsh(name: str) -> Catalog:
    empty = f'msgid ""\nmsgstr ""\n"Language: cy\\n"\n"Plural-Forms: {SIX_FORMS}\\n"\n'
    catalog = read_po(empty.splitlines(), locale="cy")
    catalog.project, catalog.creation_date, catalog.fuzzy = name, BEGUN, False
    return catalog


def _write(file: Path, catalog: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)
