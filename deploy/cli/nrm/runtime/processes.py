"""Child processes that never outlive us, and the ports they listen on."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.02
LOCALHOST = "127.0.0.1"
LAST_LINES = 15

Child = subprocess.Popen[bytes]


class ChildFailed(RuntimeError):
    """A program stopped, or did not get ready; the message holds the end of what it said."""


class PortTaken(RuntimeError):
    def __init__(self, port: int, purpose: str) -> None:
        super().__init__(
            f"Port {port} ({purpose}) is in use by another program. Stop that program, or choose other ports."
        )


def start_child(
    command: Sequence[str | Path],
    *,
    log: Path,
    death_signal: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
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
            env=None if environment is None else {**os.environ, **environment},
            cwd=folder,
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


def stop_child(child: Child, *, stop_signal: signal.Signals = signal.SIGTERM, patience: float = 15) -> None:
    """Ask politely, then insist."""
    if child.poll() is not None:
        return
    child.send_signal(stop_signal)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def wait_until(is_ready: Callable[[], bool], child: Child, *, what: str, log: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not is_ready():
        if child.poll() is not None:
            raise ChildFailed(f"{what} stopped with code {child.returncode}:\n{last_lines(log)}")
        if time.monotonic() > deadline:
            raise ChildFailed(f"{what} was not ready after {patience:.0f} seconds:\n{last_lines(log)}")
        time.sleep(POLL_SECONDS)


def run_to_end(command: Sequence[str | Path], *, what: str, folder: Path | None = None) -> str:
    """Run a program, give back what it printed, and fail with its own words."""
    finished = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd=folder, check=False
    )
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
    with closing(socket.socket()) as probe:
        probe.bind((LOCALHOST, 0))
        return int(probe.getsockname()[1])


def is_listening(port: int) -> bool:
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOCALHOST, port)) == 0


def claim_port(port: int, purpose: str) -> None:
    """Fail early and clearly where a port is taken, rather than late in a log file."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOCALHOST, port))
        except OSError:
            raise PortTaken(port, purpose) from None
