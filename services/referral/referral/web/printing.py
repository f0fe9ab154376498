"""Sets a page on paper: a PDF that a screen reader can read too."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

import typst


def set_on_paper(copy: Mapping[str, object]) -> bytes:
    """Slow, so call it in a thread. What was typed goes in as data and cannot become markup."""
    inputs = {"copy": json.dumps(copy, ensure_ascii=False)}
    try:
        return typst.compile(_template(), sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        # A letter no font here can draw breaks the standard; a copy with a gap is better than none.
        return typst.compile(_template(), sys_inputs=inputs)


@cache
def _template() -> bytes:
    return resources.files("referral.web").joinpath("templates", "copy.typ").read_bytes()
