"""A real malware scanner on this machine: ClamAV's daemon, with the signatures there are."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from nrm.runtime.debian import CLAMD
from nrm.runtime.processes import LOCALHOST, Program, claim_port, free_port, is_listening

SYSTEM_SIGNATURES = Path("/var/lib/clamav")
# Every scanner knows this harmless text. In two halves, so that none stops at this file.
TEST_VIRUS = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}", "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
TEST_SIGNATURES_ONLY = (
    f"The virus check knows test signatures only: {SYSTEM_SIGNATURES} holds no database. "
    "Install clamav-freshclam and run freshclam to find real malware."
)


def has_system_signatures() -> bool:
    return any(SYSTEM_SIGNATURES.glob("main.c[lv]d"))


@dataclass(kw_only=True)
class Scanner(Program):
    """It keeps its port over a restart. `is_for_tests` leaves out the system's signatures."""

    name = "Virus check"

    folder: Path
    is_for_tests: bool = False
    port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        return f"{LOCALHOST}:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "clamd.log"

    @property
    def has_real_signatures(self) -> bool:
        return has_system_signatures() and not self.is_for_tests

    @property
    def _settings(self) -> Path:
        return self.folder / "clamd.conf"

    def prepare(self) -> None:
        claim_port(self.port, self.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._settings.write_text("".join(f"{name} {value}\n" for name, value in self._values().items()))

    def _values(self) -> dict[str, object]:
        """What is too big or too deep to look at counts as found, not as clean.

        A part of an archive larger than MaxFileSize is skipped without a word, whatever is alerted;
        as large as all it may look through, that limit speaks first.
        """
        return {
            "Foreground": "yes",
            "DatabaseDirectory": self._signatures(),
            "TemporaryDirectory": self.folder,
            "TCPSocket": self.port,
            "TCPAddr": LOCALHOST,
            "StreamMaxLength": "30M",
            "MaxFileSize": "400M",
            "MaxScanSize": "400M",
            "AlertExceedsMax": "yes",
        }

    def _signatures(self) -> Path:
        if self.has_real_signatures:
            return SYSTEM_SIGNATURES
        folder = self.folder / "signatures"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        pattern = "".join(TEST_VIRUS).encode().hex()
        (folder / "test.ndb").write_text(f"Eicar-Test-Signature:0:*:{pattern}\n")
        return folder

    def command(self) -> list[str | Path]:
        return [CLAMD.require(), "--config-file", self._settings]

    def is_ready(self) -> bool:
        return is_listening(self.port)
