# Everything runs in .venv, made from the lock files; only Python 3.11+ and make are needed.
PYTHON ?= python3
BIN := .venv/bin

# What is in a layer's own folder of tests takes part, wherever it moves. Left out are whole
# commands and processes (the files right in tests/), all engines against each other, browsers,
# servers, benchmarks, and tests that try many generated inputs.
QUICK := --numprocesses auto --quiet -m "not hypothesis" -k "not fuzzing" tests \
    --ignore-glob 'tests/test_*.py' --ignore tests/contract --ignore tests/browser \
    --ignore tests/opensearch --ignore tests/bench

SETTLING := tests/browser/test_steadiness.py

.DEFAULT_GOAL := help
.PHONY: help demo test thorough quick lint format messages lock clean

help:  ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s%s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: .venv/runs  ## Take in fixtures/, build the index and serve it on 127.0.0.1:8000
	$(BIN)/kashshaf demo

# Browsers have the machine to themselves, and one alone where it is measured how long pages
# take to settle.
test thorough: .venv/develops
	$(BIN)/python -m pytest $(CHOSEN) --numprocesses auto --dist loadscope --ignore tests/browser
	$(BIN)/python -m pytest $(CHOSEN) --numprocesses auto tests/browser --ignore $(SETTLING)
	$(BIN)/python -m pytest $(CHOSEN) $(SETTLING)

# They start Python hundreds of times, which would compile every module anew.
test thorough: export PYTHONDONTWRITEBYTECODE :=

test: CHOSEN := -m "not long"
test:  ## Run what every change has to pass; it says what it skips and why
thorough: CHOSEN := --hypothesis-profile=thorough
thorough:  ## Run the long tests too: more examples, all turns of a story, benchmarks, clusters

quick: lint  ## Lint, and run the tests of single modules: what to do before each commit
	$(BIN)/python -m pytest $(QUICK)

format: .venv/develops  ## Mend what ruff can mend: layout, imports, simple findings
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The repository is the package, so type checkers need a folder by its name.
lint: .venv/develops .build/kashshaf  ## Check style, types, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --package kashshaf
	$(BIN)/lint-imports --no-cache

messages: .venv/develops  ## Gather what the pages say into the catalogues of translations
	mkdir -p .build
	$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --no-location --sort-output \
	    --keyword kashshaf \
	    --output-file .build/kashshaf.pot .
	for catalogue in web/language/translations/*.po; do \
	    $(BIN)/pybabel --quiet update --locale $$(basename $$catalogue .po) \
	        --input-file .build/kashshaf.pot --output-file $$catalogue \
	        --no-fuzzy-matching --ignore-obsolete --omit-header || exit; \
	done

lock:  ## Renew the lock files from pyproject.toml; needs uv
	uv pip compile --universal --quiet --no-header --no-annotate --generate-hashes \
	    --output-file requirements.lock pyproject.toml
	uv pip compile --universal --quiet --no-header --no-annotate --generate-hashes \
	    --group dev --output-file requirements-dev.lock pyproject.toml

.venv/runs: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kashshaf needs Python 3.11 or later: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/develops: .venv/runs requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --requirement requirements-dev.lock
	touch $@

.build/kashshaf:
	mkdir -p .build
	ln -sfn .. $@

clean:  ## Remove what the commands above have made
	rm -rf .venv .build *.egg-info
