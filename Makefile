# quizapp: `make help` lists what there is. A machine with python3 and make is enough.

.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
COUNT ?= 60
SEED ?= 1
# The suite orders its files by itself.
AT_ONCE := --numprocesses auto --dist loadfile --no-loadscope-reorder
# Where it is set, each run compiles all tests anew, with what makes their assertions speak.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(VENV)/installed ## Serve quizapp on http://127.0.0.1:8000 (PORT and HOST may be set)
	@$(BIN)/quizapp serve --host $(HOST) --port $(PORT)

.PHONY: demo
demo: $(VENV)/installed ## Serve a made-up class: 24 learners, eight weeks of history
	@$(BIN)/quizapp demo --host $(HOST) --port $(PORT)

.PHONY: test
test: $(VENV)/installed-dev chromium ## Run the whole suite, browser journeys included
	@$(BIN)/python -m pytest $(AT_ONCE) $(ARGS)

.PHONY: test-postgresql
test-postgresql: $(VENV)/installed-dev ## Try the pages and commands on PostgreSQL too
	@$(BIN)/python -m pytest tests/web tests/cli --database postgresql -k postgresql -m "not every_database" $(AT_ONCE) $(ARGS)

.PHONY: mutants
mutants: $(VENV)/installed-dev ## Put COUNT faults into the code, drawn by SEED, one at a time; list which the tests find
	@$(BIN)/python -m tests.mutation --count $(COUNT) --seed $(SEED)

.PHONY: check
check: $(VENV)/installed-dev ## Lint, check types, templates, styles, scripts, layers and the shipped banks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --check --lint quizapp
	@$(call biome,--error-on-warnings)
	cd quizapp && DENO_DIR=$(abspath $(VENV))/deno DENO_NO_UPDATE_CHECK=1 ../$(BIN)/deno check --quiet --no-remote .
	$(BIN)/lint-imports
	$(BIN)/quizapp bank check questions

# Styles and scripts; its wheels are for Linux on x86-64 alone.
define biome
if test -x $(BIN)/biome; then cd quizapp && ../$(BIN)/biome check $(1); \
else echo "biome, which checks styles and scripts, has no wheel for this machine: skipped."; fi
endef

.PHONY: bench
bench: $(VENV)/installed-dev ## Measure checking, grading, pages and an exam, as ratios to a bare Flask page
	@$(BIN)/python -m tests.benchmarks $(ARGS)

.PHONY: format
format: $(VENV)/installed-dev ## Format code and templates
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet quizapp
	@$(call biome,--write)

.PHONY: lock
lock: ## Pin all requirements anew, with hashes (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	    --upgrade --extra build --output-file requirements.txt pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	    --upgrade --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

.PHONY: clean
clean: ## Remove what was built; instance/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results

# The environment is made once, and again when the locked requirements change. Debian keeps pip and
# ensurepip apart from python3: where the environment gets no pip of its own, the system's fills it.
$(VENV)/installed: requirements.txt pyproject.toml
	@$(call build,requirements.txt)
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt pyproject.toml tests/editor/deno.json tests/editor/deno.lock
	@$(call build,requirements-dev.txt)
	@cd tests/editor && DENO_DIR=$(abspath $(VENV))/deno DENO_TLS_CA_STORE=mozilla,system DENO_NO_UPDATE_CHECK=1 \
	    $(abspath $(BIN))/deno install --quiet --frozen
	@touch $@ $(VENV)/installed

define build
set -e; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || { echo "quizapp needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }; \
echo "Installing $(1) into $(VENV) (once, about half a minute) …"; \
if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
    $(PYTHON) -m venv $(VENV); pip="$(BIN)/python -m pip"; \
elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
    $(PYTHON) -m venv --without-pip $(VENV); pip="$(PYTHON) -m pip --python $(BIN)/python"; \
else \
    echo "This Python has neither ensurepip nor pip: install one of them (on Debian: apt-get install python3-venv)."; exit 1; \
fi; \
$$pip install --quiet --disable-pip-version-check --require-hashes --requirement $(1); \
$$pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endef

.PHONY: chromium
chromium:
	@if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null \
	    && ! ls "$${PLAYWRIGHT_BROWSERS_PATH:-$$HOME/.cache/ms-playwright}"/chromium-*/ >/dev/null 2>&1; then \
	    echo "The browser tests need Chromium: installing it …"; \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	    else \
	        $(BIN)/python -m playwright install chromium; \
	    fi || { echo "Chromium could not be installed: install it (on Debian: apt-get install chromium) and run make test again."; exit 1; }; \
	fi
