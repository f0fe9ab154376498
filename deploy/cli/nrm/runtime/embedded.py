"""All three services in this process: three web servers, and events handed straight from outbox to inbox."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence

import care.app
import care.worker
import decision.app
import referral.worker
import uvicorn
from fastapi import FastAPI

import decision.worker
import referral.app
from nrm.runtime.processes import LOCALHOST
from nrm.runtime.settings import ServicesSettings
from plumbing.worker import Background, Loop, loops_without_broker, run_loops

LINGER_SECONDS = 3


class Server(uvicorn.Server):
    """Signals are ours to handle: one Ctrl-C stops three servers and what they stand on, in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def run_embedded(services: ServicesSettings, *, on_ready: Callable[[], None]) -> None:
    """Serves until cancelled; then finishes the requests and events in hand."""
    stop = asyncio.Event()
    serving = asyncio.create_task(_serve(services, stop, on_ready))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        stop.set()
        await serving
        raise


async def _serve(services: ServicesSettings, stop: asyncio.Event, on_ready: Callable[[], None]) -> None:
    servers = [_server(app, port) for app, port in _portals(services)]
    backgrounds = _backgrounds(services)
    async with asyncio.TaskGroup() as group:
        for server in servers:
            group.create_task(server.serve())
        for background, loops in _loops(backgrounds):
            group.create_task(run_loops(background.service, loops, stop))
        await _all_started(servers)
        on_ready()
        await stop.wait()
        for server in servers:
            server.should_exit = True
    for background in backgrounds:
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


async def _all_started(servers: Sequence[Server]) -> None:
    while not all(server.started for server in servers):  # noqa: ASYNC110  # uvicorn sets a flag, no event
        await asyncio.sleep(0.02)


def _backgrounds(services: ServicesSettings) -> list[Background]:
    return [
        referral.worker.background(services.referral),
        decision.worker.background(services.decision),
        care.worker.background(services.care),
    ]


def _loops(backgrounds: Sequence[Background]) -> list[tuple[Background, Mapping[str, Loop]]]:
    """Each service's relay hands its events to the ears of all that listen."""
    ears = [background.local_inlet() for background in backgrounds]
    return [(background, loops_without_broker(background, ears)) for background in backgrounds]
