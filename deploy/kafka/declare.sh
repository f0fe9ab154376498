#!/bin/sh
# Tells a broker everything it has to know: topics.yaml, one user for each service, acl.yaml. Again changes nothing.
# BROKER: where to reach it as somebody who may do all this. COPIES: how many brokers keep each message.
# PASSWORDS: folder with a file for each user; without it users are left alone (a managed broker has its own ways).
set -eu
cd "$(dirname "$0")"
PATH=$PATH:/opt/kafka/bin
BROKER=${BROKER:?} COPIES=${COPIES:?} PASSWORDS=${PASSWORDS:-} COMMAND_CONFIG=${COMMAND_CONFIG:-/dev/null}

broker() {
    tool=$1
    shift
    "$tool" --bootstrap-server "$BROKER" --command-config "$COMMAND_CONFIG" "$@" </dev/null
}

each() { # each <what to do with a word> <words, with commas>: the same option once for each word
    printf '%s' "$2" | tr -d ' ' | tr ',' '\n' | sed "s/^/$1 /"
    echo
}

topics() {
    sed -n 's/^- {name: \(.*\), partitions: \(.*\), retention_days: \(.*\)}$/\1 \2 \3/p' topics.yaml
}

rules() {
    sed -n 's/^- {user: \(.*\), writes: \[\(.*\)\], reads: \[\(.*\)\], group: \(.*\)}$/\1|\2|\3|\4/p' acl.yaml
}

topics | while read -r name partitions days; do
    broker kafka-topics.sh --create --if-not-exists --topic "$name" --partitions "$partitions" \
        --replication-factor "$COPIES" --config "retention.ms=$((days * 24 * 60 * 60 * 1000))"
done

rules | while IFS='|' read -r user writes reads group; do
    if [ -n "$PASSWORDS" ]; then
        broker kafka-configs.sh --alter --entity-type users --entity-name "$user" \
            --add-config "SCRAM-SHA-512=[password=$(cat "$PASSWORDS/$user")]"
    fi
    # shellcheck disable=SC2046  # several words on purpose
    broker kafka-acls.sh --add --allow-principal "User:$user" --operation Write $(each --topic "$writes")
    # shellcheck disable=SC2046
    broker kafka-acls.sh --add --allow-principal "User:$user" --operation Read $(each --topic "$reads") --group "$group"
done
