"""Which files of tests one process takes, so that what they need is started once.

A file stays with one process anyway: its browser and its databases are started once.
"""

from xdist.scheduler import LoadFileScheduling

SHARED_SYSTEMS = ("tests/browser/", "tests/journeys/")
SHARED_BROKER = (
    "tests/cli/test_runtime.py",
    "tests/referral/test_everything_else_down.py",
    "tests/shared/test_broker_restarts.py",
    "tests/shared/test_delivery.py",
)


class WhatSharesStaysTogether(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        if file in SHARED_BROKER:
            return "a broker"
        return next(filter(file.startswith, SHARED_SYSTEMS), file)
