"""Programs that come with the operating system: found, installed where we may, or named clearly."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from nrm.refusals import CannotGoOn
from nrm.runtime.processes import ChildFailed, run_to_end
from nrm.steps import warn

OLDEST_JAVA = 17
PATH_OF_DAEMONS = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin"


class ProgramMissing(CannotGoOn):
    pass


@dataclass(frozen=True)
class Program:
    name: str
    package: str
    find: Callable[[], str | None]

    def require(self) -> str:
        """Its path. Root on Debian or Ubuntu gets it installed; everybody else is told what to do."""
        found = self.find() or self._install()
        if not found:
            raise ProgramMissing(
                f"{self.name} is needed and was not found. "
                f"Install it (on Debian and Ubuntu: sudo apt install {self.package})."
            )
        return found

    def _install(self) -> str | None:
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            return None
        run_to_end(["apt-get", "update", "-qq"], what="Reading Debian's list of packages")
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", self.package]
        run_to_end(install, what=f"Installing {self.package}")
        return self.find()


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    candidates = [f"{home}/bin/java" if home else None, shutil.which("java")]
    return next((java for java in candidates if java and _java_version(java) >= OLDEST_JAVA), None)


def _java_version(java: str) -> int:
    """Java says `version "17.0.15"`; versions before 9 said `version "1.8"`."""
    if not shutil.which(java):
        return 0
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def _chromium() -> str | None:
    """The one without windows starts faster and takes half the work of the others."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


JAVA = Program("Java 17 or newer", "openjdk-17-jre-headless", _java)
MAVEN = Program("Maven", "maven", lambda: shutil.which("mvn"))
CHROMIUM = Program("Chromium (or Chrome)", "chromium-headless-shell", _chromium)
CLAMD = Program("ClamAV's daemon", "clamav-daemon", lambda: shutil.which("clamd", path=PATH_OF_DAEMONS))


def main() -> None:
    """Before the tests: what may be installed is installed; what is still missing is named."""
    for program in (JAVA, MAVEN, CHROMIUM, CLAMD):
        try:
            program.require()
        except (ProgramMissing, ChildFailed) as reason:
            warn(str(reason))


if __name__ == "__main__":
    main()
