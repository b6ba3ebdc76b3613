# Two commands set everything up: `make run` and `make test`.
# PYTHON, PORT and TORCH may be given: make run PYTHON=python3.12 PORT=8000

PYTHON ?= python3
PORT ?= 7860
TORCH ?= torch==2.13.0
VENV := .venv
PIP := $(VENV)/bin/pip --disable-pip-version-check
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: run test check clean

run: $(STAMP)
	@$(VENV)/bin/offtrail serve --port $(PORT) --open

$(STAMP): pyproject.toml
	@deploy/install.sh "$(PYTHON)" "$(VENV)" "$(TORCH)"
	@touch $@

$(DEV_STAMP): $(STAMP)
	@echo "installing the test tools ..."
	@$(PIP) install --quiet --editable ".[dev]" || { echo "make test: the test tools could not be installed, see the error above" >&2; exit 1; }
	@touch $@

check: $(DEV_STAMP)
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

test: check
	@deploy/browser.sh
	@OMP_NUM_THREADS=1 $(VENV)/bin/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

clean:
	rm -rf $(VENV) build dist *.egg-info
