"""docker-compose.yml: valid, closed, and told exactly what the code reads (S24, S37, S38)."""

import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from tests.architecture.deployed import (
    COMPOSE,
    CONTAINERS,
    IN_THE_IMAGE,
    READ_BEFORE_SETTINGS,
    REALM,
    SECRETS_FOLDER,
    is_pinned,
    needed_by,
    processes,
    secret_file,
    settings_of,
    supplied,
    targets,
    version_of,
)

import care.seed
import decision.seed
import referral.seed
from nrm.folders import CHECKOUT
from nrm.runtime.addresses import SERVICES

PROCESSES = pytest.mark.parametrize(("service", "name"), processes("web", "worker", "seed"))
CONTAINER = pytest.mark.parametrize("name", CONTAINERS)
EACH_SERVICE = pytest.mark.parametrize("service", SERVICES)
WITHIN_ONE_MACHINE = {"broker_is_encrypted", "trusted_proxies"}  # as on a laptop; a cluster says otherwise
PROGRAMS = {"records.sample"}
MAY_WRITE = {"identity", "scanner"}  # Keycloak rebuilds itself, clamav its configuration, as they start


def test_compose_understands_it() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    subprocess.run([*check, str(CHECKOUT / "docker-compose.yml")], check=True)


@PROCESSES
def test_each_process_is_told_what_its_code_reads_and_nothing_else(service: str, name: str) -> None:
    container = CONTAINERS[name]
    told = supplied(container["environment"], targets(container))
    assert told - READ_BEFORE_SETTINGS == needed_by(service) - WITHIN_ONE_MACHINE
    assert not told & IN_THE_IMAGE


@EACH_SERVICE
def test_the_migration_is_told_the_owners_password_and_nobody_else_is(service: str) -> None:
    container = CONTAINERS[f"{service}-migration"]
    told = supplied(container["environment"], targets(container))
    assert told == {"owner_database_url"} | READ_BEFORE_SETTINGS
    owner = f"{service}-owner-database-url"
    assert [name for name, other in CONTAINERS.items() if owner in targets(other).values()] == [
        f"{service}-migration"
    ]


@PROCESSES
def test_the_code_accepts_what_it_is_told(
    service: str, name: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for target, secret in targets(CONTAINERS[name]).items():
        (tmp_path / target).write_text((made / secret_file(secret).name).read_text())
    for variable, value in CONTAINERS[name]["environment"].items():
        monkeypatch.setenv(variable, value.replace(SECRETS_FOLDER, str(tmp_path)))
    settings = settings_of(service)(_secrets_dir=tmp_path)  # type: ignore[call-arg]  # the environment
    assert all(file.exists() for name, file in settings if name.endswith("_file"))
    assert f"@{service}-database:5432/" in settings.database_url.get_secret_value()
    assert f"127.0.0.1:{settings.portal_url.rpartition(':')[2]}:8000" in CONTAINERS[f"{service}-web"]["ports"]


def test_every_secret_is_made_and_only_its_own_service_gets_it(made: Path) -> None:
    wanted = {secret_file(secret).name for secret in COMPOSE["secrets"]}
    for_passwords_in_addresses = {
        f"{service}.{role}-password" for service in SERVICES for role in ("app", "owner")
    }
    for_others = {"people.csv", *(f"{program}.client-secret" for program in PROGRAMS)}
    assert wanted | for_passwords_in_addresses == {file.name for file in made.iterdir()} - for_others
    for name, container in CONTAINERS.items():
        if name == "kafka-declarations":
            assert targets(container) == {service: f"{service}-broker-password" for service in SERVICES}
        else:
            assert all(source.startswith(name.split("-")[0]) for source in targets(container).values())


def test_making_secrets_again_changes_none(made: Path, make_secrets: ModuleType) -> None:
    before = {file.name: file.read_text() for file in made.iterdir()}
    make_secrets.main(made)
    assert {file.name: file.read_text() for file in made.iterdir()} == before


def test_no_secret_is_committed() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "--quiet", "deploy/compose/secrets/any"], cwd=CHECKOUT, check=False
    )
    assert ignored.returncode == 0


@CONTAINER
def test_every_container_is_pinned_and_locked_down(name: str) -> None:
    container = CONTAINERS[name]
    limits = container["deploy"]["resources"]["limits"]
    assert is_pinned(container["image"])
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert container.get("read_only", False) is (name not in MAY_WRITE)
    assert {"cpus", "memory", "pids"} <= limits.keys()
    assert not container.get("privileged")


@EACH_SERVICE
def test_our_images_carry_the_version_of_what_is_in_them(service: str) -> None:
    for kind in ("migration", "seed", "web", "worker"):
        container = CONTAINERS[f"{service}-{kind}"]
        assert container["image"] == f"nrm-{service}:{version_of(service)}"
        assert container["build"] == {"context": ".", "dockerfile": f"services/{service}/Dockerfile"}


def test_ports_open_on_this_machine_only() -> None:
    ports = {port for container in CONTAINERS.values() for port in container.get("ports", ())}
    assert {port.split(":")[1] for port in ports} == {"8001", "8002", "8003", "8010"}
    assert all(port.startswith("127.0.0.1:") for port in ports)


@EACH_SERVICE
def test_a_database_is_reached_by_its_own_service_only(service: str) -> None:
    network = f"{service}-data"
    assert COMPOSE["networks"][network] == {"internal": True}
    assert CONTAINERS[f"{service}-database"]["networks"] == [network]
    inside = {name for name, container in CONTAINERS.items() if network in container.get("networks", ())}
    assert inside == {f"{service}-{kind}" for kind in ("database", "migration", "seed", "web", "worker")}


def test_the_broker_is_reached_by_workers_only() -> None:
    inside = {name for name, container in CONTAINERS.items() if "events" in container.get("networks", ())}
    assert inside == {"kafka", *(f"{service}-worker" for service in SERVICES)}
    assert COMPOSE["networks"]["events"] == {"internal": True}


@EACH_SERVICE
def test_nothing_starts_before_what_it_stands_on(service: str) -> None:
    waits = {name: container.get("depends_on", {}) for name, container in CONTAINERS.items()}
    finished, healthy = {"condition": "service_completed_successfully"}, {"condition": "service_healthy"}
    assert waits[f"{service}-migration"] == {f"{service}-database": healthy}
    assert waits[f"{service}-seed"] == {f"{service}-migration": finished}
    assert waits[f"{service}-web"] == {f"{service}-seed": finished}
    assert waits[f"{service}-worker"] == {f"{service}-seed": finished, "kafka-declarations": finished}
    assert waits["kafka-declarations"] == {"kafka": healthy}


def test_everything_waited_for_says_whether_it_is_healthy() -> None:
    lasting = {name for name, container in CONTAINERS.items() if container.get("restart") == "unless-stopped"}
    workers = {f"{service}-worker" for service in SERVICES}
    assert {name for name in lasting if "healthcheck" in CONTAINERS[name]} == lasting - workers


def test_the_sign_in_knows_the_people_the_services_know() -> None:
    issuer = CONTAINERS["care-web"]["environment"]["NRM_ISSUER"]
    responders = {person.subject for person in referral.seed.people_of(issuer)}
    staff = {person.subject for person in (*decision.seed.people_of(issuer), *care.seed.people(issuer))}
    users = {user["id"]: user for user in REALM["users"]}
    programs = {subject: user for subject, user in users.items() if "serviceAccountClientId" in user}
    assert users.keys() == responders | staff
    assert {subject for subject, user in users.items() if user.get("groups") == ["/staff"]} == staff
    assert all(users[subject]["username"] == subject for subject in users.keys() - programs.keys())
    assert {user["serviceAccountClientId"] for user in programs.values()} == programs.keys() == PROGRAMS
    assert {
        person.subject for person in referral.seed.people_of(issuer) if "program" in person.roles
    } == PROGRAMS


def test_programs_get_tokens_for_the_api_of_refer_and_cannot_sign_in() -> None:
    api = f"{CONTAINERS['referral-web']['environment']['NRM_PORTAL_URL']}/v1"
    clients = {client["clientId"]: client for client in REALM["clients"]}
    for client in (clients[name] for name in PROGRAMS):
        (mapper,) = client["protocolMappers"]
        assert mapper["config"]["included.custom.audience"] == api
        assert client["serviceAccountsEnabled"]
        assert not client["standardFlowEnabled"]
        assert "secret" not in client
    assert not any(
        client.get("serviceAccountsEnabled") for name, client in clients.items() if name in SERVICES
    )


@EACH_SERVICE
def test_the_sign_in_leads_back_to_the_portal(service: str) -> None:
    environment = CONTAINERS[f"{service}-web"]["environment"]
    client = next(one for one in REALM["clients"] if one["clientId"] == environment["NRM_CLIENT_ID"])
    portal = environment["NRM_PORTAL_URL"]
    assert client["redirectUris"] == [f"{portal}/sign-in/callback"]
    assert client["attributes"]["post.logout.redirect.uris"] == f"{portal}/signed-out"
    assert environment["NRM_ISSUER"].endswith(f"/realms/{REALM['realm']}")
    assert "secret" not in client


def test_staff_get_a_second_factor_and_responders_a_password(made: Path) -> None:
    realm = yaml.safe_load((made / "realm.json").read_text())
    for user in realm["users"]:
        if "serviceAccountClientId" in user:
            continue
        kinds = [credential["type"] for credential in user["credentials"]]
        assert kinds == (["password", "otp"] if "groups" in user else ["password"])
    assert len({client["secret"] for client in realm["clients"]}) == len(SERVICES) + len(PROGRAMS)


@pytest.fixture(scope="module")
def make_secrets() -> ModuleType:
    loader = SourceFileLoader("make_secrets", str(CHECKOUT / "deploy/compose/make_secrets.py"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(make_secrets: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("secrets")
    make_secrets.main(folder)
    return folder
