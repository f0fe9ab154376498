"""Word lists of the Refer portal: `python -m referral.words collect` or `missing`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import plumbing
from plumbing.word_lists import WordList
from referral.domain.form.content import referral_form
from referral.domain.stages import Stage

HERE = Path(__file__).parent


def word_lists() -> list[WordList]:
    return [
        WordList("shared", Path(plumbing.__path__[0])),
        WordList("refer", HERE, extra=tuple(dict.fromkeys(_of_the_domain()))),
    ]


def _of_the_domain() -> Iterator[str]:
    """The domain knows no languages; its words are translated where they are shown."""
    yield from _of_the_form()
    yield from (stage.value for stage in Stage)


def _of_the_form() -> list[str]:
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    referral_form.__wrapped__(note)
    return found


def collect() -> None:
    for each in word_lists():
        each.write()


def missing() -> None:
    counts = {each.name: asdict(each.lacking()) for each in word_lists()}
    sys.stdout.write(json.dumps(counts, indent=2) + "\n")


if __name__ == "__main__":
    {"collect": collect, "missing": missing}[sys.argv[1]]()
