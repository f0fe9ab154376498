"""Starts the development identity provider as a child process."""

import sys
from dataclasses import dataclass
from pathlib import Path

from nrm.runtime.processes import Child, claim_port, is_listening, start_child, stop_child, wait_until

START_SECONDS = 60


@dataclass(kw_only=True)
class IdentityProvider:
    """`people` is a file written by `nrm.identity.people`."""

    folder: Path
    people: Path
    port: int
    _child: Child | None = None

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        claim_port(self.port, "development sign-in")
        log = self.folder / "identity.log"
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "nrm.identity.provider",
            str(self.port),
            self.people,
        ]
        self._child = start_child(command, log=log)
        wait_until(self._is_ready, self._child, what="Development sign-in", log=log, patience=START_SECONDS)

    def stop(self) -> None:
        if self._child:
            stop_child(self._child)
            self._child = None

    def _is_ready(self) -> bool:
        return is_listening(self.port)
