"""Where somebody lands first, and where they find help. Open to everybody."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbing.access import public
from plumbing.pages import page

router = APIRouter(dependencies=[public])


@router.get("/")
async def start(request: Request) -> Response:
    return page(request, "start.html")


@router.get("/help")
async def show_help(request: Request) -> Response:
    return page(request, "help.html")
