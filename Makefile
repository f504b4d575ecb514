# Two commands do everything on a fresh Debian machine with Python 3.11:
#   make run    sets up and converts samples/ into outputs/
#   make test   sets up and runs the tests
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= $(shell nproc)

.PHONY: run test setup setup-dev lint types check system clean

run: setup
	@if command -v tesseract >/dev/null 2>&1; then \
		$(BIN)/kehoach convert samples -o outputs; \
	else \
		echo "Tesseract is missing: converting the text, digital PDF and Word samples only."; \
		$(BIN)/kehoach convert samples/text samples/garbled_text samples/pdf samples/docx -o outputs; \
	fi

test: setup-dev
	$(BIN)/python -m pytest -n $(JOBS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

check: lint types test

system:
	@sh .ci/install-system-packages

setup: system .venv/.runtime

setup-dev: system .venv/.runtime .venv/.dev

.venv/.runtime: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv
	find outputs -mindepth 1 ! -name README.md -delete
