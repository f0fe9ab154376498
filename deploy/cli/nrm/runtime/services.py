"""A service's own processes: the web process and the worker, each as in production."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nrm.runtime.installation import as_environment
from nrm.runtime.processes import Program, claim_port, is_listening

Kind = Literal["web", "worker"]


@dataclass(kw_only=True)
class ServiceProcess(Program):
    start_seconds = 300.0  # six of them get ready at once

    service: str
    kind: Kind
    settings: Mapping[str, str]
    logs: Path

    @property
    def name(self) -> str:
        return f"{self.service} {self.kind}"

    @property
    def log(self) -> Path:
        return self.logs / f"{self.service}-{self.kind}.log"

    @property
    def port(self) -> int:
        return int(self.settings["port"])

    def prepare(self) -> None:
        if self.kind == "web":
            claim_port(self.port, self.name)

    def command(self) -> list[str]:
        module = "app" if self.kind == "web" else "worker"
        return [sys.executable, "-m", f"{self.service}.{module}"]

    def environment(self) -> Mapping[str, str]:
        return as_environment(self.settings)

    def is_ready(self) -> bool:
        """A worker says nothing when it is ready; that it is still there has to do."""
        return self.pid is not None and (self.kind == "worker" or is_listening(self.port))
