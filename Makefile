# One gate, the same at the desk and in CI: `make check`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
STAMP := $(VENV)/.ready
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-desk test test-all test-rest format lint types imports docs record-store check bench bench-ssh races mutants clean

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(RUNS): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "serialhhd needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@echo "Once: a virtual environment in $(VENV), and into it what serialhhd runs on. It takes about a minute."
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable .
	@touch $@

$(STAMP): $(RUNS)
	@echo "Once: into $(VENV) what the tests and the other tools need. It takes about a minute."
	@$(INSTALL) --editable '.[dev]'
	@touch $@

setup: $(STAMP) ## Make the virtual environment with exact versions

demo: $(RUNS) ## Open the handheld on a sample warehouse in a throw-away store
	@echo "Making a sample warehouse; then the handheld opens, and F10 leaves it."
	@$(BIN)/serialhhd demo

demo-desk: $(RUNS) ## Open the office beside the demo, in a second terminal
	@$(BIN)/serialhhd demo --desk

test: $(STAMP) ## Run the tests; those that need a program that is not installed are skipped
	$(BIN)/pytest

test-all: $(STAMP) ## Run the slow tests too; fails where a program that a test needs is not installed
	$(BIN)/pytest --need-all -m "not soak"

test-rest: $(STAMP) # what test-all has and test had not, on a computer without those programs
	$(BIN)/pytest --need-all -m "(slow or needs) and not soak"

format: $(STAMP) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet .

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

docs: $(STAMP) ## Write the generated pages, tables and pictures anew
	$(BIN)/python -m serialhhd.store.schema.tables_text
	$(BIN)/python -m serialhhd.cli.reference > docs/commands.md
	$(BIN)/python -m serialhhd.store.serials.states_page > docs/serial-states.md
	$(BIN)/python -m serialhhd.store.documents.states_page > docs/document-states.md
	$(BIN)/serialhhd flows schema > serialhhd/flows/config/flows.schema.json
	$(BIN)/python -m serialhhd.flows.descriptions.page docs/flows.md
	$(BIN)/python -m tests.flows.mistakes.page > docs/flows-mistakes.md
	$(BIN)/python -m serialhhd.training.page docs/training.md
	$(BIN)/python -m serialhhd.screens.pictures docs/pictures

record-store: $(STAMP) # write down the store of a release that is to be made; never again for a version that is released
	$(BIN)/python -m tests.store.engine.released.recorded

check: lint types imports test-all ## The whole gate, as CI runs it: format, lint, types, imports, docs drift, all tests

bench: $(STAMP) ## Measure the figures of docs/benchmarks.md (slow)
	$(BIN)/python -m bench
	$(BIN)/pytest -m soak --timeout 0

bench-ssh: $(STAMP) ## Measure hundreds of handhelds over SSH (slow)
	$(BIN)/python -m bench.ssh

races: $(STAMP) # each race of two programs 10,000 times, on both databases; takes hours
	nice $(BIN)/pytest tests/store/races --races 10000 -m "not soak" --timeout 0

mutants: $(STAMP) # how many changes to the rules of stock, goods in and goods out no test notices; takes hours
	@$(INSTALL) --quiet mutmut
	nice $(BIN)/mutmut run --max-children 1
	$(BIN)/mutmut results

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis mutants
