"""`nrm bench`: the measurements in tests/bench, printed as they come."""

import subprocess
import sys
from typing import Annotated

import typer

from nrm.folders import CHECKOUT


def bench(
    only: Annotated[str, typer.Option(help="Part of a measurement's name.")] = "",
) -> None:
    """Measure this machine. Takes minutes; nothing here passes or fails by its figures."""
    measuring = [
        sys.executable,
        "-m",
        "pytest",
        "tests/bench",
        "-o",
        "python_files=bench_*.py",
        "-o",
        "timeout=1800",
    ]
    chosen = ["-k", only] if only else []
    raise SystemExit(subprocess.run([*measuring, *chosen], cwd=CHECKOUT, check=False).returncode)
