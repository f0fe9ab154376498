"""PostgreSQL refuses to run as root; this finds who it can run as instead."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class RunAs:
    """What to put before a command, and who must own the files it writes."""

    prefix: tuple[str, ...]
    owner: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        return self.prefix[0] if self.prefix else "directly"

    def give(self, *folders: Path) -> None:
        for folder in folders if self.owner else ():
            os.chown(folder, *self.owner)  # type: ignore[misc]  # an owner is there, or no folder is


OURSELVES = RunAs(prefix=())
USER_NAMESPACE = RunAs(prefix=("unshare", "--user", "--map-user=1000"))


@cache
def not_root() -> RunAs:
    """A user namespace needs no account and changes no file; where that is forbidden, use an account."""
    if os.geteuid() != 0:
        return OURSELVES
    return USER_NAMESPACE if _works(USER_NAMESPACE) else other_account()


def _works(run_as: RunAs) -> bool:
    if not shutil.which(run_as.prefix[0]):
        return False
    return subprocess.run([*run_as.prefix, "true"], capture_output=True, check=False).returncode == 0


def other_account() -> RunAs:
    """The kernel forgets the death signal when the account changes, so setpriv sets it again."""
    account = _existing_account("postgres", "nobody")
    identity = (f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
    return RunAs(("setpriv", *identity, "--pdeathsig=INT"), (account.pw_uid, account.pw_gid))


def _existing_account(*names: str) -> pwd.struct_passwd:
    known = {account.pw_name: account for account in pwd.getpwall()}
    return next(known[name] for name in names if name in known)
