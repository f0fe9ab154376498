"""Serving a portal from a process of its own."""

import gc

import uvicorn
from fastapi import FastAPI

from plumbing.settings import ServiceSettings


def serve(app: FastAPI, settings: ServiceSettings) -> None:
    """No access log: addresses of pages are nobody's business. No word about what software this is."""
    let_start_up_objects_rest()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
    )


def let_start_up_objects_rest() -> None:
    """What is made at the start stays for good; looking through it again costs a quarter of the CPU."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
