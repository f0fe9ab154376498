#!/bin/sh
# Run once by PostgreSQL's image, when it has just made the database that POSTGRES_DB names.
set -eu

ROLES=${ROLES:-/etc/nrm/roles.sql} SECRETS=${SECRETS:-/run/secrets}

secret() { cat "$SECRETS/$1"; }

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
    --set "service=${POSTGRES_DB#nrm_}" \
    --set "owner_password=$(secret owner_password)" \
    --set "app_password=$(secret app_password)" \
    --file "$ROLES"
