# `make demo` and `make test` do everything on a fresh machine with python3 (3.11 or newer) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
DEMO ?= build/demo

PEERS := build/peers

.PHONY: help install demo test check bench bench-peers pictures translations lock clean

help:
	@echo "make demo      install, make the demo study in $(DEMO) and open it (ARGS=--headless without a screen)"
	@echo "make test      install and run everything that .ci/run runs"
	@echo "make install   set up $(VENV) only"
	@echo "make bench     measure the budgets, print the table, write build/bench.json"
	@echo "make bench-peers  measure the registration beside other tools' (ARGS=--write-readme: table into the README)"
	@echo "make translations  collect the window's texts, name those without German, compile the rest"
	@echo "make pictures  make the gallery (docs/gallery) from the demo study"
	@echo "make lock      renew requirements.lock from pyproject.toml (needs uv)"

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	bash .ci/system-libraries python
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "RimRead needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

demo: install
	bash .ci/system-libraries qt screen
	$(BIN)/rimread demo $(DEMO) $(ARGS)

test: install
	bash .ci/system-libraries qt screen xvfb r
	$(MAKE) check
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadgroup -q --durations 15

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	bash .ci/system-libraries qt
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

# A folder of their own: antspyx holds numpy and scipy below what requirements.lock names.
$(PEERS)/installed: pyproject.toml
	bash .ci/system-libraries python
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[peers,test]'
	touch $@

bench-peers: $(PEERS)/installed
	$(PEERS)/bin/python -m tests.benchmarks.peers $(ARGS)

pictures: install
	bash .ci/system-libraries qt
	QT_QPA_PLATFORM=offscreen $(BIN)/python docs/make_gallery.py

translations: install
	$(BIN)/python docs/make_translations.py

lock:
	uv pip compile --universal --generate-hashes --extra test --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements.lock

clean:
	rm -rf build $(VENV)
