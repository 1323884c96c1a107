# Two verbs do all the set-up: `make demo` and `make test`. Every other verb builds on the same environment.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
VENV := .venv
PYTHON := $(VENV)/bin/python
PYTEST_WORKERS ?= auto
unexport PYTHONDONTWRITEBYTECODE # what is compiled is kept: tests start dozens of processes of the same modules
SOURCES := cms federation themes search mobile_api tests manage.py
FRONTEND_OUTPUT := themes/static/themes/build/.complete
FRONTEND_INPUT := $(shell find themes/frontend themes/palettes.json -type f -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: help demo test lint bench soak lock

help:
	@echo "make demo   the demonstration on http://localhost:$(PORT)/ (PORT=8001 for another port)"
	@echo "make test   what needs neither server nor browser; with CI=1 all of it, with DATABASE_URL and the others’ variables on servers"
	@echo "make lint   ruff, mypy, import-linter, djlint"
	@echo "make bench  what things cost, as ratios and counts"
	@echo "make soak   long properties, kills and load"
	@echo "make lock   compile requirements/*.txt from pyproject.toml"

demo: $(VENV)/.demo $(FRONTEND_OUTPUT)
	@DEMO=1 PORT=$(PORT) $(PYTHON) manage.py demo

test: $(VENV)/.dev $(FRONTEND_OUTPUT)
	@$(PYTHON) -m pytest -n $(PYTEST_WORKERS) $(PYTEST_ARGS)

lint: $(VENV)/.dev
	@$(PYTHON) -m ruff check $(SOURCES)
	@$(PYTHON) -m ruff format --check $(SOURCES)
	@SECRET_KEY=lint $(PYTHON) -m mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/djlint themes cms federation --check --lint --quiet
	@SECRET_KEY=lint $(PYTHON) manage.py makemigrations --check --dry-run

bench: $(VENV)/.dev $(FRONTEND_OUTPUT)
	@$(PYTHON) -m tests.benchmarks

soak: $(VENV)/.dev $(FRONTEND_OUTPUT)
	@SOAK=1 $(PYTHON) -m pytest -n $(PYTEST_WORKERS) -m soak $(PYTEST_ARGS)

lock: $(VENV)/.dev
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@compile="$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header"; \
	  $$compile pyproject.toml -o requirements/base.txt; \
	  $$compile pyproject.toml --extra dev -c requirements/base.txt -o requirements/dev.txt; \
	  $$compile requirements/node.in -o requirements/node.txt

# --- The environment: made once, completed when a lock file changes, repaired when it was interrupted ---------
$(VENV)/bin/python: $(VENV)/.made

$(VENV)/.made:
	@python=$$(for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	    $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done || true); \
	  [ -n "$$python" ] || { echo "Python 3.11 or newer, with its venv module, is needed and was not found." >&2; exit 1; }; \
	  echo "Making the environment with $$($$python --version) …"; $$python -m venv --clear $(VENV); touch $@

$(VENV)/.demo: requirements/base.txt | $(VENV)/bin/python
	@[ $(VENV)/.dev -nt requirements/dev.txt ] && [ $(VENV)/.dev -nt $< ] || { echo "Installing the locked dependencies …"; \
	  $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<; }
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing the locked dependencies …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(FRONTEND_OUTPUT): $(FRONTEND_INPUT) requirements/node.txt | $(VENV)/bin/python
	@PYTHON=$(abspath $(PYTHON)) themes/frontend/build.sh
	@touch $@
