"""Child processes that never outlive us, and the ports they listen on."""

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from nrm.refusals import CannotGoOn

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.02
LOCALHOST = "127.0.0.1"
LAST_LINES = 15
LISTENING_PORTS = range(12_000, 32_000)

Child = subprocess.Popen[bytes]


class ChildFailed(CannotGoOn):
    """A program stopped, or did not get ready; the message holds the end of what it said."""


class PortTaken(CannotGoOn):
    def __init__(self, port: int, purpose: str) -> None:
        super().__init__(
            f"Port {port} ({purpose}) is in use by another program. Stop that program, or choose other ports."
        )


class Program(ABC):
    """Something we start, wait for, stop, and start again when it dies."""

    stop_signal = signal.SIGTERM
    start_seconds = 120.0
    stop_seconds = 15.0
    _child: Child | None = None

    @property
    @abstractmethod
    def name(self) -> str: ...

    @property
    @abstractmethod
    def log(self) -> Path: ...

    @abstractmethod
    def command(self) -> Sequence[str | Path]: ...

    @abstractmethod
    def is_ready(self) -> bool: ...

    @abstractmethod
    def prepare(self) -> None:
        """What has to be done before each start."""

    def environment(self) -> Mapping[str, str]:
        return {}

    @property
    def pid(self) -> int | None:
        """None when it is not running."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def start(self) -> None:
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Without waiting until it is ready, so that several can get ready side by side."""
        self.prepare()
        self._child = start_child(
            self.command(), log=self.log, death_signal=self.stop_signal, environment=self.environment()
        )

    def wait(self) -> None:
        deadline = time.monotonic() + self.start_seconds
        while not self.is_ready():
            if self._child is None or self._child.poll() is not None:
                raise ChildFailed(f"{self.name} stopped while starting:\n{last_lines(self.log)}")
            if time.monotonic() > deadline:
                raise ChildFailed(f"{self.name} did not get ready in time:\n{last_lines(self.log)}")
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Asks politely, then insists."""
        self.ask_to_stop()
        if self._child:
            wait_or_kill(self._child, patience=self.stop_seconds)
            self._child = None

    def ask_to_stop(self) -> None:
        """Without waiting until it has, so that several can stop side by side."""
        if self._child and self._child.poll() is None:
            self._child.send_signal(self.stop_signal)

    def kill(self) -> None:
        """As when the power goes: nothing is flushed or said goodbye to."""
        if self._child:
            self._child.kill()
            self._child.wait()
            self._child = None


def start_child(
    command: Sequence[str | Path],
    *,
    log: Path,
    death_signal: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
) -> Child:
    """Start a program in a session of its own: Ctrl-C reaches only us, and we choose the order of stopping.

    On Linux the kernel sends it `death_signal` when we die, however we die. That holds for the thread that
    starts it: call this from the main thread.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
            preexec_fn=_die_with(os.getpid(), death_signal),
        )


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    return partial(_ask_kernel_for_signal, ctypes.CDLL(None), parent, death_signal)


def _ask_kernel_for_signal(libc: ctypes.CDLL, parent: int, death_signal: signal.Signals) -> None:
    libc.prctl(PR_SET_PDEATHSIG, int(death_signal))
    if os.getppid() != parent:
        os._exit(1)  # the parent died before the kernel was told


def wait_or_kill(child: Child, *, patience: float) -> None:
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def run_to_end(command: Sequence[str | Path], *, what: str) -> str:
    """Run a program, give back what it printed, and fail with its own words."""
    parts = [str(part) for part in command]
    finished = subprocess.run(parts, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise ChildFailed(f"{what} failed:\n{finished.stdout[-2000:]}{finished.stderr[-2000:]}")
    return finished.stdout


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def last_lines(log: Path) -> str:
    if not log.exists():
        return "(it said nothing)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-LAST_LINES:])


def free_port() -> int:
    """One that nobody listens on, below those the kernel gives to outgoing connections.

    Those above may be taken again, by a connection of any program, before ours gets to listen.
    """
    while True:
        port = secrets.choice(LISTENING_PORTS)
        if is_free(port):
            return port


def is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCALHOST, port))
        except OSError:
            return False
    return True


def is_listening(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOCALHOST, port)) == 0


def claim_port(port: int, purpose: str) -> None:
    """Fail early and clearly where a port is taken, rather than late in a log file."""
    if not is_free(port):
        raise PortTaken(port, purpose)
