"""Sets a page on paper: a PDF that a screen reader can read too."""

import json
from collections.abc import Mapping

import typst


def set_on_paper(template: bytes, told: Mapping[str, object]) -> bytes:
    """Slow, so call it in a thread. What was typed goes in as data and cannot become markup."""
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    try:
        return typst.compile(template, sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        # A letter no font here can draw breaks the standard; a page with a gap is better than none.
        return typst.compile(template, sys_inputs=inputs)
