"""A portal on a fresh database, and the development identity provider."""

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from tests.portals import portal_settings
from tests.shared.small_portal import small_portal

from nrm.runtime.databases import DatabaseUrls
from plumbing.database import Database
from plumbing.settings import ServiceSettings


@pytest.fixture
def app(plumbing_urls: DatabaseUrls, plumbing_database: Database, tmp_path: Path) -> FastAPI:
    return small_portal(portal_settings(ServiceSettings, plumbing_urls, tmp_path), plumbing_database)


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[str]:
    """The issuer's address. The mock uses parts of authlib that are on their way out, and says so."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import run_server_in_thread

        with run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"
