"""Keys of one installation: made once, kept in files only their owner can read."""

from pathlib import Path

from nrm.runtime.addresses import SERVICES
from nrm.runtime.files import kept_secret
from plumbing.encryption import KeyRing
from plumbing.service_calls import generate_service_keys


def prepare_keys(folder: Path) -> None:
    """Keys already there stay: without them nothing in the databases can be opened."""
    generate_service_keys(folder, SERVICES)
    for ring in (*(ring_file(folder, service) for service in SERVICES), address_ring_file(folder)):
        if not ring.exists():
            KeyRing.create(ring)
    for service in SERVICES:
        kept_secret(client_secret_file(folder, service))


def ring_file(folder: Path, service: str) -> Path:
    return folder / f"{service}.ring.json"


def address_ring_file(folder: Path) -> Path:
    """Opens the addresses of safe houses and nothing else; nothing else opens them."""
    return folder / "care.addresses.ring.json"


def client_secret_file(folder: Path, service: str) -> Path:
    return folder / f"{service}.client-secret"
