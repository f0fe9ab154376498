"""deploy/kubernetes: valid, closed, told exactly what the code reads, and not startable by accident."""

import shutil
import subprocess
from collections.abc import Iterable
from typing import Any

import kubernetes_validate
import pytest
import yaml
from pydantic import ValidationError
from tests.architecture.deployed import (
    ACL,
    READ_BEFORE_SETTINGS,
    TOPICS,
    needed_by,
    settings_of,
    supplied,
    version_of,
)

from nrm.folders import CHECKOUT
from nrm.runtime.addresses import SERVICES

EACH_SERVICE = pytest.mark.parametrize("service", SERVICES)
KUBERNETES = "1.35"
OURS_TO_READ = {"SERVICE"}  # the manifests themselves put it into commands
ONLY_WITH_TWO_ADDRESSES = {"discovery_url"}  # a real sign-in is known everywhere by the same one
Manifest = dict[str, Any]


@pytest.fixture(scope="module")
def manifests() -> list[Manifest]:
    if not shutil.which("kubectl"):
        pytest.skip("kubectl is needed to put the manifests together, and Debian's is too old for it")
    built = subprocess.run(
        ["kubectl", "kustomize", str(CHECKOUT / "deploy/kubernetes")], capture_output=True, check=True
    )
    return list(yaml.safe_load_all(built.stdout))


def in_namespace(manifests: Iterable[Manifest], service: str, *kinds: str) -> dict[str, Manifest]:
    return {
        manifest["metadata"]["name"]: manifest
        for manifest in manifests
        if manifest["metadata"].get("namespace") == f"nrm-{service}" and manifest["kind"] in kinds
    }


def pods(manifests: Iterable[Manifest], service: str) -> dict[str, Manifest]:
    workloads = in_namespace(manifests, service, "Deployment", "Job")
    return {name: workload["spec"]["template"]["spec"] for name, workload in workloads.items()}


def files_of(pod: Manifest) -> set[str]:
    return {item["path"] for volume in pod["volumes"] for item in volume.get("secret", {}).get("items", ())}


def configuration(manifests: Iterable[Manifest], service: str) -> dict[str, str]:
    (found,) = in_namespace(manifests, service, "ConfigMap").values()
    return dict(found["data"])


def test_kubernetes_understands_it(manifests: list[Manifest]) -> None:
    known = [manifest for manifest in manifests if not manifest["apiVersion"].startswith("keda.sh/")]
    for manifest in known:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
    assert len(known) < len(manifests)


@EACH_SERVICE
@pytest.mark.parametrize("name", ["web", "worker", "seed"])
def test_each_process_is_told_what_its_code_reads_and_nothing_else(
    service: str, name: str, manifests: list[Manifest]
) -> None:
    pod = pods(manifests, service)[name]
    settings = configuration(manifests, service)
    told = supplied(dict.fromkeys(settings.keys() - OURS_TO_READ, ""), files_of(pod))
    assert told - READ_BEFORE_SETTINGS == needed_by(service) - ONLY_WITH_TWO_ADDRESSES
    (container,) = pod["containers"]
    assert [source["configMapRef"]["name"].split("-")[0] for source in container["envFrom"]] == ["settings"]
    named = {value.rpartition("/")[2] for key, value in settings.items() if key.endswith("_FILE")}
    assert named <= files_of(pod)


@EACH_SERVICE
def test_only_the_migration_is_told_the_owners_password(service: str, manifests: list[Manifest]) -> None:
    owners = {
        name for name, pod in pods(manifests, service).items() if "nrm_owner_database_url" in files_of(pod)
    }
    assert owners == {"migration"}
    (container,) = pods(manifests, service)["migration"]["containers"]
    assert {variable["name"] for variable in container["env"]} == {"NRM_SECRETS_FOLDER", "SERVICE"}


@EACH_SERVICE
def test_it_does_not_start_before_somebody_has_said_where(
    service: str, manifests: list[Manifest], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in configuration(manifests, service).items():
        monkeypatch.setenv(name, value)
    for name in ("DATABASE_URL", "CLIENT_SECRET", "BROKER_PASSWORD"):
        monkeypatch.setenv(f"NRM_{name}", "said")
    with pytest.raises(ValidationError, match="is a placeholder"):
        settings_of(service)()  # type: ignore[call-arg]  # the environment
    for name, value in configuration(manifests, service).items():
        monkeypatch.setenv(name, value.replace("change-me.invalid", "example.org"))
    assert settings_of(service)().environment == "production"  # type: ignore[call-arg]  # the environment


@EACH_SERVICE
def test_pods_have_no_privileges(service: str, manifests: list[Manifest]) -> None:
    for pod in pods(manifests, service).values():
        (container,) = pod["containers"]
        assert container["image"] == f"nrm-{service}:{version_of(service)}"
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        }
        assert container["resources"].keys() == {"requests", "limits"}


@EACH_SERVICE
def test_visitors_are_led_to_ready_pods_only(service: str, manifests: list[Manifest]) -> None:
    (container,) = pods(manifests, service)["web"]["containers"]
    assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
    assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"


@EACH_SERVICE
def test_nothing_may_come_or_go_by_default(service: str, manifests: list[Manifest]) -> None:
    policies = in_namespace(manifests, service, "NetworkPolicy")
    assert policies["nothing-by-default"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    letting_in = {name for name, policy in policies.items() if "ingress" in policy["spec"]}
    assert letting_in == {"web"}


def test_only_the_referral_portal_reaches_the_virus_check(manifests: list[Manifest]) -> None:
    (port,) = in_namespace(manifests, "scanner", "Service")["scanner"]["spec"]["ports"]
    clamd = configuration(manifests, "referral")["NRM_CLAMD"]
    assert clamd == f"scanner.nrm-scanner:{port['port']}"
    (coming,) = in_namespace(manifests, "scanner", "NetworkPolicy")["scanner"]["spec"]["ingress"]
    (asking,) = coming["from"]
    assert asking["namespaceSelector"]["matchLabels"] == {"kubernetes.io/metadata.name": "nrm-referral"}
    assert asking["podSelector"]["matchLabels"] == {"app": "web"}
    (going,) = in_namespace(manifests, "referral", "NetworkPolicy")["scanning"]["spec"]["egress"]
    assert going["ports"] == coming["ports"] == [{"protocol": "TCP", "port": port["port"]}]
    for other in ("decision", "care"):
        assert "scanning" not in in_namespace(manifests, other, "NetworkPolicy")


@EACH_SERVICE
def test_workers_follow_the_lag_of_what_they_read(service: str, manifests: list[Manifest]) -> None:
    spec = in_namespace(manifests, service, "ScaledObject")["worker"]["spec"]
    rule = next(rule for rule in ACL if rule["user"] == service)
    watched = [trigger["metadata"] for trigger in spec["triggers"]]
    assert [trigger["topic"] for trigger in watched] == rule["reads"]
    assert {trigger["consumerGroup"] for trigger in watched} == {rule["group"]}
    partitions = {topic["name"]: topic["partitions"] for topic in TOPICS}
    assert spec["maxReplicaCount"] <= min(partitions[topic] for topic in rule["reads"])


@EACH_SERVICE
def test_some_pods_stay_while_nodes_are_emptied(service: str, manifests: list[Manifest]) -> None:
    assert in_namespace(manifests, service, "PodDisruptionBudget").keys() == {"web", "worker"}
