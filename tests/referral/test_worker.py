"""What the background process says when it starts."""

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from tests.portals import portal_settings
from tests.shared.test_settings import SAFE

from nrm.runtime.databases import DatabaseUrls
from referral.settings import ReferralSettings
from referral.worker import background


@pytest.mark.parametrize(
    ("changed", "is_told"),
    [
        pytest.param(SAFE | {"mail": "none"}, True, id="production without mails"),
        pytest.param(SAFE | {"mail": "smtp"}, False, id="production with mails"),
        pytest.param({"mail": "none"}, False, id="a laptop"),
    ],
)
async def test_a_production_that_writes_to_nobody_says_so_as_an_error(
    referral_urls: DatabaseUrls, tmp_path: Path, changed: dict[str, Any], is_told: bool
) -> None:
    with capture_logs() as told:
        made_of = background(portal_settings(ReferralSettings, referral_urls, tmp_path, **changed))
    await made_of.database.close()
    errors = [entry["event"] for entry in told if entry["log_level"] == "error"]
    assert errors == ["no_mails_are_sent"] * is_told
