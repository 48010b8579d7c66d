# `make demo` shows a living platform; `make test` proves it. CI calls the same targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/build/pycache
unexport PYTHONDONTWRITEBYTECODE

PYTHON_SOURCES := src tests benchmarks
INSTALLED := build/installed-runtime
INSTALLED_DEV := build/installed-dev
BUNDLE := build/bundle
CATALOGUES := build/catalogues

.PHONY: help install demo serve test test-all test-python test-browser test-postgresql check fmt lint types contracts catalogues messages bench bench-index lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

install: $(INSTALLED) $(BUNDLE) $(CATALOGUES) build/printing ## Install and build, without starting anything

demo: $(INSTALLED) $(BUNDLE) $(CATALOGUES) build/printing ## Install everything, load the demo content, serve it
	@TERANGA_MODE=demo TERANGA_DATA_DIR="$${TERANGA_DATA_DIR:-$(CURDIR)/var/demo}" $(BIN)/teranga demo $(DEMO_OPTIONS)

test: check test-python test-browser test-postgresql ## Run every check and every test of the usual suite

test-all: check ## Run everything, the heavy tests included
	$(BIN)/pytest -q
	scripts/postgresql_for_tests $(BIN)/pytest -q -m "not browser"

test-python: $(INSTALLED_DEV) $(BUNDLE) $(CATALOGUES) build/printing
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not heavy and not browser"

test-browser: $(INSTALLED_DEV) $(BUNDLE) $(CATALOGUES) build/browser build/printing
	$(BIN)/pytest -q -n 2 --dist loadfile -m "browser and not heavy"

test-postgresql: $(INSTALLED_DEV) $(BUNDLE) $(CATALOGUES) build/postgresql
	scripts/postgresql_for_tests $(BIN)/pytest -q -n 2 --dist loadfile -m "not heavy and not browser" --ignore=tests/analytics

check: $(INSTALLED_DEV) $(BUNDLE) $(CATALOGUES) lint contracts types catalogues ## Format, lint, contracts, types, migrations, catalogues

fmt: $(INSTALLED_DEV) ## Format the code
	$(BIN)/ruff format $(PYTHON_SOURCES)
	$(BIN)/ruff check --fix $(PYTHON_SOURCES)

lint: $(INSTALLED_DEV)
	$(BIN)/ruff format --check $(PYTHON_SOURCES)
	$(BIN)/ruff check $(PYTHON_SOURCES)

contracts: $(INSTALLED_DEV)
	$(BIN)/lint-imports

types: $(INSTALLED_DEV)
	$(BIN)/mypy

catalogues: $(INSTALLED_DEV)
	DJANGO_SETTINGS_MODULE=teranga.settings.test $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/python scripts/catalogues.py check

messages: $(INSTALLED_DEV) ## Bring the translation catalogues up to date with the code
	$(BIN)/python scripts/catalogues.py update

bench: $(INSTALLED) $(BUNDLE) $(CATALOGUES) ## Measure the portal against its goals
	$(BIN)/teranga bench portal

bench-index: $(INSTALLED_DEV) ## Measure the index engine against the reference tool and the limit
	$(BIN)/teranga bench index

lock: $(INSTALLED_DEV) ## Lock the dependencies again after editing pyproject.toml
	scripts/lock

clean: ## Remove what was built and installed
	rm -rf .venv build src/teranga/static frontend/node_modules

# --- what must be there first ---------------------------------------------------------------

$(INSTALLED): requirements/build.txt requirements/runtime.txt pyproject.toml scripts/install
	@scripts/install runtime && mkdir -p build && touch $@

$(INSTALLED_DEV): requirements/build.txt requirements/dev.txt pyproject.toml scripts/install
	@scripts/install dev && mkdir -p build && touch $@ $(INSTALLED)

$(BUNDLE): $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/build/*') scripts/build_front_end scripts/breached_passwords.py | $(INSTALLED)
	@scripts/build_front_end && mkdir -p build && touch $@

$(CATALOGUES): $(shell find src/teranga -path "*/locale/*" -name '*.po' 2>/dev/null) $(INSTALLED)
	@$(BIN)/python scripts/catalogues.py compile && mkdir -p build && touch $@

build/browser: scripts/install_browser
	@scripts/install_browser && mkdir -p build && touch $@

build/printing: scripts/install_printing
	@scripts/install_printing && mkdir -p build && touch $@

build/postgresql: scripts/install_postgresql
	@scripts/install_postgresql && mkdir -p build && touch $@
