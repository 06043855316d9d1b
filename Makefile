# One gate, the same at the desk and in CI: `make check`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test format lint types imports docs check bench bench-ssh clean

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "serialhhd needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

setup: $(STAMP) ## Make the virtual environment with exact versions

demo: $(STAMP) ## Open the handheld on a sample warehouse in a throw-away store
	@$(BIN)/serialhhd demo

test: $(STAMP) ## Run the tests
	$(BIN)/pytest

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

docs: $(STAMP) ## Write the generated pages and pictures anew
	$(BIN)/python -m serialhhd.cli.reference > docs/commands.md
	$(BIN)/serialhhd flows schema > serialhhd/flows/flows.schema.json
	$(BIN)/python -m serialhhd.screens.pictures docs/pictures

check: lint types imports test ## The whole gate: format, lint, types, imports, docs drift, tests

bench: $(STAMP) ## Measure the figures of docs/benchmarks.md (slow)
	$(BIN)/python -m bench
	$(BIN)/pytest -m slow

bench-ssh: $(STAMP) ## Measure hundreds of handhelds over SSH (slow)
	$(BIN)/python -m bench.ssh

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
