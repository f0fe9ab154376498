# Short names for the scripts below. BROKER is `embedded`, `kafka` or host:port of a broker that runs already.
BROKER ?= embedded
NRM = .venv/bin/nrm

.DEFAULT_GOAL := help
.PHONY: help setup run test check reset migrate bench lock

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Make .venv with the locked dependencies
	@deploy/setup/environment.sh

run: setup ## Start the whole system here (BROKER=kafka for a real broker); Ctrl-C stops it
	@$(NRM) up --broker $(BROKER) $(ARGS)

test: ## Run all tests (REQUIRE_ALL=1: nothing may be skipped; ARGS="tests/care -k beds": only those)
	@deploy/setup/test.sh $(ARGS)

check: ## Format, lint, types, import rules, migrations
	@deploy/setup/check.sh

reset: setup ## Delete everything this system keeps on this machine
	@$(NRM) reset

migrate: setup ## Bring the three databases to the newest schema
	@$(NRM) migrate

bench: setup ## Measure (see docs and tests/bench)
	@$(NRM) bench

lock: setup ## Work out requirements.lock anew; ARGS=--upgrade raises versions
	@deploy/setup/lock.sh $(ARGS)
