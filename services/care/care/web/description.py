"""The API of Place in OpenAPI. `python -m care.web.description` writes it, for docs/api."""

import sys

from care.domain.refusals import Code
from care.web import ROUTERS
from care.web.api_examples import EXAMPLES
from plumbing.api_description import Api, served

API = Api(
    title="Support and places",
    about="What the pages of Place do, for a provider’s own system and the prime contractor’s.",
    routers=ROUTERS,
    examples=EXAMPLES,
    cookie="__Host-place",
    codes=tuple(Code),
)
router = served(API)

if __name__ == "__main__":
    sys.stdout.write(API.text())
