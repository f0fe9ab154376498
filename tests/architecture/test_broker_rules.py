"""What services may do at the broker is what their code does there, and just that is declared (S37)."""

import os
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from tests.architecture.deployed import ACL, CONTAINERS, TOPICS

from nrm.folders import CHECKOUT, KAFKA_FILES
from nrm.runtime.addresses import SERVICES

EACH_SERVICE = pytest.mark.parametrize("service", SERVICES)
TO_BROKER = "--bootstrap-server broker.test:9 --command-config /dev/null"
DAY = 24 * 60 * 60 * 1000
NOTE = '#!/bin/sh\nprintf "%s" "$(basename "$0")" >>"$SAID"\nprintf " %s" "$@" >>"$SAID"\necho >>"$SAID"\n'


def test_there_is_a_rule_for_each_service_and_for_nobody_else() -> None:
    assert [rule["user"] for rule in ACL] == list(SERVICES)


@EACH_SERVICE
def test_a_service_may_do_what_its_code_does(service: str) -> None:
    rule = next(rule for rule in ACL if rule["user"] == service)
    reactions = import_module(f"{service}.consumers").REACTIONS.values()
    assert rule["reads"] == sorted({on.event.topic for on in reactions})
    assert rule["writes"] == [f"nrm.{service}", f"nrm.{service}.dead-letter"]
    assert rule["group"] == f"nrm-{service}"
    assert CONTAINERS[f"{service}-worker"]["environment"]["NRM_BROKER_USER"] == service


def test_every_topic_named_is_declared() -> None:
    named = {topic for rule in ACL for topic in (*rule["reads"], *rule["writes"])}
    assert named == {topic["name"] for topic in TOPICS}


def test_the_broker_is_told_every_topic(said: list[str]) -> None:
    assert [line for line in said if line.startswith("kafka-topics.sh")] == [
        f"kafka-topics.sh {TO_BROKER} --create --if-not-exists"
        f" --topic {topic['name']} --partitions {topic['partitions']} --replication-factor 3"
        f" --config retention.ms={topic['retention_days'] * DAY}"
        for topic in TOPICS
    ]


def test_the_broker_is_told_every_user(said: list[str]) -> None:
    assert [line for line in said if line.startswith("kafka-configs.sh")] == [
        f"kafka-configs.sh {TO_BROKER} --alter --entity-type users"
        f" --entity-name {service} --add-config SCRAM-SHA-512=[password={service}-secret]"
        for service in SERVICES
    ]


def test_the_broker_is_told_every_rule(said: list[str]) -> None:
    told = [line for line in said if line.startswith("kafka-acls.sh")]
    expected = [line for rule in ACL for line in (_may_write(rule), _may_read(rule))]
    assert told == expected


def _may_write(rule: dict[str, str]) -> str:
    return f"{_allow(rule)} --operation Write {_topics(rule['writes'])}"


def _may_read(rule: dict[str, str]) -> str:
    return f"{_allow(rule)} --operation Read {_topics(rule['reads'])} --group {rule['group']}"


def _allow(rule: dict[str, str]) -> str:
    return f"kafka-acls.sh {TO_BROKER} --add --allow-principal User:{rule['user']}"


def _topics(names: str) -> str:
    return " ".join(f"--topic {name}" for name in names)


@pytest.fixture
def said(tmp_path: Path) -> list[str]:
    """What declare.sh says to Kafka's own programs, which here only write it down."""
    programs, passwords = tmp_path / "bin", tmp_path / "passwords"
    programs.mkdir()
    passwords.mkdir()
    for name in ("kafka-topics.sh", "kafka-configs.sh", "kafka-acls.sh"):
        (programs / name).write_text(NOTE)
        (programs / name).chmod(0o755)
    for service in SERVICES:
        (passwords / service).write_text(f"{service}-secret")
    notes = tmp_path / "said"
    told = {"BROKER": "broker.test:9", "COPIES": "3", "PASSWORDS": str(passwords), "SAID": str(notes)}
    path = f"{programs}:{os.environ['PATH']}"
    subprocess.run(["sh", KAFKA_FILES / "declare.sh"], env={**told, "PATH": path}, check=True)
    return notes.read_text().splitlines()


def test_compose_runs_the_kafka_we_tested_with() -> None:
    tested = re.search(r"<artifactId>kafka_2\.13</artifactId>\s*<version>(.+?)</version>", _pom())
    assert tested is not None
    assert CONTAINERS["kafka"]["image"] == f"apache/kafka:{tested[1]}"
    assert CONTAINERS["kafka-declarations"]["image"] == CONTAINERS["kafka"]["image"]


def _pom() -> str:
    return (KAFKA_FILES / "pom.xml").read_text()


def test_a_misspelt_topic_fails_everywhere() -> None:
    for file in (KAFKA_FILES / "server.properties", CHECKOUT / "deploy/compose/kafka.properties"):
        assert "auto.create.topics.enable=false" in file.read_text().splitlines()
