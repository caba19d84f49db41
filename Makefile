# Everything that a developer or an operator does with a checkout.
# Only Python ≥ 3.11 and make have to be there; the rest goes into .venv.

PYTHON ?= python3
BIN := .venv/bin
RUN_HOST ?= 127.0.0.1
RUN_PORT ?= 8000
UV := $(shell command -v uv 2>/dev/null)

# A lock names everything, so nothing is resolved anew: --no-deps.
ifdef UV
  INSTALL = uv pip install --quiet --python $(BIN)/python
else
  INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test check faults format bench seed translations

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --no-deps -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(INSTALL) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard webapp/translations/*/LC_MESSAGES/messages.po))

# A catalogue without a header counts as fuzzy as a whole, and would be left out without a word.
%.mo: %.po .venv/.installed
	@$(BIN)/pybabel --quiet compile --use-fuzzy -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

install: .venv/.installed $(CATALOGUES)  ## make .venv with what the platform needs

install-dev: install .venv/.installed-dev

run: install  ## set everything up and serve the app with a demo on 127.0.0.1
	@$(BIN)/callboard demo serve --host $(RUN_HOST) --port $(RUN_PORT)

seed: install  ## make the demo anew, without serving it
	@$(BIN)/callboard demo make --anew

test: install-dev  ## run the tests: on SQLite, then those that use the database on PostgreSQL
	$(BIN)/pytest -n auto
	$(BIN)/pytest -n auto -m "database and not browser" --database postgres

faults: install-dev  ## the long form of the fault tests: kill, starve, restart; write benchmarks/faults.json
	$(BIN)/pytest -n 0 tests/faults --faults long

check: install-dev  ## format, lint, types, layers, templates, dead code, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --check webapp/templates
	$(BIN)/djlint --quiet --lint webapp/templates
	$(BIN)/vulture
	$(BIN)/deptry .

format: install-dev  ## write code and templates in the house's form
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .
	-$(BIN)/djlint --quiet --reformat webapp/templates

bench: install-dev  ## measure, print a table, write benchmarks/results.json
	$(BIN)/python -m benchmarks

translations: install-dev  ## gather the words of the pages into the English catalogue
	@mkdir -p build
	$(BIN)/pybabel --quiet extract -F babel.cfg -k _l --no-location --sort-output --omit-header --no-wrap -o build/messages.pot webapp
	$(BIN)/pybabel --quiet update -i build/messages.pot -d webapp/translations --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap
