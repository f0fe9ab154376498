"""What each portal says of its API in OpenAPI holds: it is valid, whole and kept beside the guide."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi import APIRouter
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel

from nrm.runtime.addresses import SERVICES
from plumbing.api_description import Api
from plumbing.idempotency import OnceOnly

DOCUMENTS = Path(__file__).parents[2] / "docs/api"


class Made(BaseModel):
    id: int


@pytest.fixture(params=SERVICES, scope="module")
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def api(service: str) -> Api:
    described: Api = import_module(f"{service}.web.description").API
    return described


@pytest.fixture(scope="module")
def document(api: Api) -> dict[str, Any]:
    return api.described()


def calls(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, found in document["paths"].items():
        for method, call in found.items():
            yield f"{method.upper()} {path}", call


def parameters(call: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in call.get("parameters", ())}


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    errors = [each.message for each in OpenAPIV31SpecValidator(document).iter_errors()]
    assert errors == []


def test_the_published_document_is_that_of_the_code(service: str, api: Api) -> None:
    is_current = (DOCUMENTS / f"{service}-openapi.json").read_text("utf-8") == api.text()
    how = f"python -m {service}.web.description > docs/api/{service}-openapi.json"
    assert is_current, how


def test_every_call_says_what_it_answers_and_how_it_refuses(document: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in json.dumps(document)
    for name, call in calls(document):
        answers = call["responses"]
        assert "application/problem+json" in answers["default"]["content"], name
        assert {"401", "403"} <= answers.keys(), name
        created = answers.get("201")
        assert created is None or created["content"]["application/json"]["schema"], f"{name} shows nothing"


def test_what_must_be_sent_along_is_said(document: dict[str, Any]) -> None:
    for name, call in calls(document):
        sent = parameters(call)
        for header in ("Idempotency-Key", "If-Match"):
            assert header not in sent or sent[header]["required"], name
        assert "If-Match" not in sent or {"412", "428"} <= call["responses"].keys(), name
        assert "Idempotency-Key" not in sent or "400" in call["responses"], name
        assert "after" not in sent or "unchanged" in sent["after"]["description"], name


def test_the_examples_are_what_the_calls_take(api: Api, document: dict[str, Any]) -> None:
    known = dict(calls(document))
    assert api.examples.keys() <= known.keys()
    for name, example in api.examples.items():
        body = known[name]["requestBody"]["content"]["application/json"]
        assert body["example"] == example
        jsonschema.validate(example, {**body["schema"], "components": document["components"]})


def test_a_session_is_sent_with_its_token_and_the_codes_of_the_rules_are_listed() -> None:
    router = APIRouter(prefix="/v1")

    @router.get("/things")
    async def read() -> Made:
        return Made(id=1)

    @router.post("/things", status_code=201, response_model=Made)
    async def make(once: OnceOnly) -> None: ...

    shown = Api("Things", "About.", (router,), cookie="__Host-a", codes=("bed_conflict",)).described()
    calls_of_things = shown["paths"]["/v1/things"]
    assert "security" not in calls_of_things["get"]
    assert calls_of_things["post"]["security"] == [{"session": [], "csrf": []}]
    assert calls_of_things["post"]["responses"]["201"]["headers"].keys() == {"Location"}
    assert shown["components"]["schemas"]["RefusalCode"]["enum"] == ["bed_conflict"]
