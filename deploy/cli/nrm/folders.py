"""Where things are: the checkout this command runs from, and the folder for everything it makes."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
KAFKA_FILES = CHECKOUT / "deploy" / "kafka"
STATE = CHECKOUT / ".nrm"
DATA = STATE / "data"
DOWNLOADS = STATE / "downloads"
