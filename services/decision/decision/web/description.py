"""The API of Decide in OpenAPI. `python -m decision.web.description` writes it, for docs/api."""

import sys

from decision.web import ROUTERS
from decision.web.api_examples import EXAMPLES
from decision.web.refusals import REFUSALS
from plumbing.api_description import Api, served
from plumbing.problems import code_of

API = Api(
    title="Cases",
    about="What the pages of Decide do, for programs of those who decide.",
    routers=ROUTERS,
    examples=EXAMPLES,
    cookie="__Host-decide",
    tagged=frozenset({"CaseBody"}),
    codes=tuple(map(code_of, REFUSALS)),
)
router = served(API)

if __name__ == "__main__":
    sys.stdout.write(API.text())
