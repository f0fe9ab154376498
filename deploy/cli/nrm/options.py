"""Options many commands share, and rows as JSON."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nrm.folders import STATE

USUAL = STATE
DataFolder = Annotated[Path, typer.Option("--data", resolve_path=True, help="Folder of the running system.")]
OneService = Annotated[str, typer.Option("--service", help="referral, decision or care; all if not said.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def in_json(value: object) -> str:
    """Times in the usual notation, everything else as it is written."""
    return json.dumps(value, default=_in_words, ensure_ascii=False)


def _in_words(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
