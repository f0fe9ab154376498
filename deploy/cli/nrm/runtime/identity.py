"""The development identity provider as a child process."""

import sys
from dataclasses import dataclass
from pathlib import Path

from nrm.runtime.processes import Program, claim_port, is_listening


@dataclass(kw_only=True)
class IdentityProvider(Program):
    """`people` is a file written by `nrm.identity.people`; `audience` is the API programs' tokens are for.

    `key` is made when it is not there, and so are the programs' secrets beside it.
    """

    name = "Development sign-in"

    folder: Path
    people: Path
    key: Path
    port: int
    audience: str = ""

    @property
    def log(self) -> Path:
        return self.folder / "identity.log"

    def prepare(self) -> None:
        claim_port(self.port, self.name)

    def command(self) -> list[str | Path]:
        program = (sys.executable, "-m", "nrm.identity.provider")
        return [*program, str(self.port), self.people, self.key, self.audience]

    def is_ready(self) -> bool:
        return is_listening(self.port)
