"""All three services in this process: three web servers, and events handed straight from outbox to inbox."""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping, Sequence

import uvicorn
from fastapi import FastAPI

import care.app
import care.worker
import decision.app
import decision.worker
import referral.app
import referral.worker
from nrm.runtime.processes import LOCALHOST, ChildFailed
from nrm.runtime.settings import ServicesSettings
from plumbing.serving import let_start_up_objects_rest
from plumbing.worker import Background, Loop, loops_without_broker, run_loops

LINGER_SECONDS = 3


class Server(uvicorn.Server):
    """Signals are ours to handle: one Ctrl-C stops three servers and what they stand on, in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Embedded:
    """Three portals and three workers, as tasks of this process."""

    def __init__(self, services: ServicesSettings) -> None:
        self._servers = [_server(app, port) for app, port in _portals(services)]
        self._backgrounds = _backgrounds(services)
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Comes back when all three portals answer."""
        for server in self._servers:
            self._tasks.append(asyncio.create_task(server.serve()))
        for service, loops in _loops(self._backgrounds):
            self._tasks.append(asyncio.create_task(run_loops(service, loops, self._stop)))
        while not all(server.started for server in self._servers):  # uvicorn sets a flag, no event
            await self._pause_unless_over()
        let_start_up_objects_rest()

    async def _pause_unless_over(self) -> None:
        ended, _ = await asyncio.wait(self._tasks, timeout=0.02, return_when=asyncio.FIRST_COMPLETED)
        if ended:
            raise ChildFailed("A portal stopped while starting; see services.log.")

    async def stop(self) -> None:
        """Finishes the requests and events in hand."""
        self._stop.set()
        for server in self._servers:
            server.should_exit = True
        await asyncio.gather(*self._tasks)
        for background in self._backgrounds:
            await background.database.close()


def _portals(services: ServicesSettings) -> list[tuple[FastAPI, int]]:
    return [
        (referral.app.create_app(services.referral), services.referral.port),
        (decision.app.create_app(services.decision), services.decision.port),
        (care.app.create_app(services.care), services.care.port),
    ]


def _server(app: FastAPI, port: int) -> Server:
    return Server(
        uvicorn.Config(
            app,
            host=LOCALHOST,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=LINGER_SECONDS,
        )
    )


def _backgrounds(services: ServicesSettings) -> list[Background]:
    return [
        referral.worker.background(services.referral),
        decision.worker.background(services.decision),
        care.worker.background(services.care),
    ]


def _loops(backgrounds: Sequence[Background]) -> list[tuple[str, Mapping[str, Loop]]]:
    """Each service's relay hands its events to the ears of all that listen."""
    ears = [background.local_inlet() for background in backgrounds]
    return [(background.service, loops_without_broker(background, ears)) for background in backgrounds]
