"""The description of the API in OpenAPI, for whoever writes a program against it. Open to everybody."""

from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from plumbing.access import public
from referral.web import api, evidence_api, form_api

router = APIRouter(dependencies=[public])

TITLE, VERSION = "Referrals", "1"
ABOUT = "Send referrals, check answers before sending, and follow what became of them."


@cache
def api_description() -> dict[str, Any]:
    routers = (api.router, evidence_api.router, form_api.router)
    routes = [route for router in routers for route in router.routes]
    return get_openapi(title=TITLE, version=VERSION, summary=ABOUT, openapi_version="3.1.0", routes=routes)


@router.get("/v1/openapi.json", include_in_schema=False)
async def show_api_description() -> dict[str, Any]:
    return api_description()
