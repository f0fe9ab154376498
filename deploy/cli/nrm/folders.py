"""Where things are: the checkout this command runs from, and the folder for everything it makes."""

from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
KAFKA_FILES = CHECKOUT / "deploy" / "kafka"
STATE = CHECKOUT / ".nrm"
DOWNLOADS = STATE / "downloads"


@dataclass(frozen=True)
class Folders:
    """What one installation keeps. `data` must survive; `run` is about what is running now."""

    state: Path = STATE

    @property
    def data(self) -> Path:
        return self.state / "data"

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def kafka(self) -> Path:
        return self.data / "kafka"

    @property
    def keys(self) -> Path:
        return self.data / "keys"

    @property
    def run(self) -> Path:
        return self.state / "run"

    @property
    def running(self) -> Path:
        return self.run / "system.json"

    @property
    def logs(self) -> Path:
        return self.state / "logs"
