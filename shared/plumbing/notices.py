"""Pages that everybody may read, signed in or not."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from plumbing.access import public
from plumbing.pages import page

router = APIRouter(dependencies=[public])


@router.get("/privacy")
async def privacy(request: Request) -> Response:
    return page(request, "pages/privacy.html")


@router.get("/accessibility")
async def accessibility(request: Request) -> Response:
    return page(request, "pages/accessibility.html")
