"""Wraps oidc-provider-mock: its protocol, our pages, and none of its debugging doors."""

import json
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import resources
from pathlib import Path

import flask
import oidc_provider_mock
from authlib import jose
from werkzeug.serving import make_server

from nrm.identity.people import Person, read_people
from nrm.identity.programs import ProgramTokens, read_programs
from nrm.refusals import CannotGoOn
from nrm.runtime.files import write_secret
from nrm.runtime.processes import LOCALHOST

PORTALS = {"referral": "Refer", "decision": "Decide", "care": "Place"}


class NotForProduction(CannotGoOn):
    def __init__(self) -> None:
        super().__init__("The development sign-in lets anybody be anybody. It does not start in production.")


def create_provider(
    people: Sequence[Person], key: jose.RSAKey, programs: ProgramTokens | None = None
) -> flask.Flask:
    if os.environ.get("NRM_ENVIRONMENT") == "production":
        raise NotForProduction
    look = resources.files("plumbing.govuk") / "static"
    app = flask.Flask(__name__, static_folder=str(look), static_url_path="/assets")
    undebugged = app.wsgi_app
    oidc_provider_mock.init_app(app, user_claims=[_user(person) for person in people])
    app.debug = False
    app.wsgi_app = undebugged  # type: ignore[method-assign]  # its debugger runs code for whoever asks
    app.context_processor(lambda: {"people": people, "portals": PORTALS})
    app.before_request(partial(_sign_with, key))
    if programs:
        app.before_request(programs.answer)
    app.after_request(_harden)
    return app


def read_key(file: Path) -> jose.RSAKey:
    """Made once: the portals go on believing tokens when this process has been started again."""
    if not file.exists():
        key = jose.JsonWebKey.generate_key("RSA", 2048, is_private=True)
        write_secret(file, key.as_json(is_private=True))
    return jose.JsonWebKey.import_key(json.loads(file.read_text()))


def _sign_with(key: jose.RSAKey) -> None:
    flask.g.oidc_provider_mock_storage.jwk = key


def _user(person: Person) -> oidc_provider_mock.User:
    return oidc_provider_mock.User(
        sub=person.subject, claims={"name": person.name, "amr": list(person.methods)}
    )


def _harden(response: flask.Response) -> flask.Response:
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; img-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def main(port: int, people_file: Path, key_file: Path, audience: str) -> None:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # plain http, on this machine only
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    key, everybody = read_key(key_file), read_people(people_file)
    people = [one for one in everybody if not one.is_program]
    programs = read_programs(key_file.parent, [one.subject for one in everybody if one.is_program])
    provider = create_provider(people, key, ProgramTokens(programs, key, audience))
    make_server(LOCALHOST, port, provider, threaded=True).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
