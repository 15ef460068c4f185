# Two commands do everything: `make run` and `make test`. The others are for people who build Wijkweb.

VENV := .venv
BIN := $(VENV)/bin
# the first Python that Wijkweb supports; choose another with `make run PYTHON=python3.12`
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then echo $$name; break; fi; done)
UV := $(VENV)/uv/bin/uv
CATALOGUES := $(shell find wijkweb/locale -name '*.po' 2>/dev/null)

.PHONY: help run test proof bench look lock fmt clean

help:
	@echo "make run    install, migrate, load the demo when the database is empty, serve"
	@echo "make test   lint, types, import rules, house rules, all tests"
	@echo "make proof  the fault tests whole, every page by axe and by keyboard; writes docs/proof.md"
	@echo "make bench  every speed that we claim, as a table"
	@echo "make look   a picture of every page, into look/"
	@echo "make lock   renew the lock files after a change of pyproject.toml"

$(UV): requirements-uv.lock
	@test -n "$(PYTHON)" || { echo "Wijkweb needs Python 3.11, 3.12 or 3.13; none was found."; exit 1; }
	@$(PYTHON) -m venv --without-pip $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --upgrade \
		--target $(VENV)/uv --requirement requirements-uv.lock 2>&1 | grep -v -e WARNING -e '^$$' || true
	@test -x $@ || { echo "pip could not install uv; is there a network?"; exit 1; }
	@touch $@

$(VENV)/run.done: $(UV) requirements.lock pyproject.toml $(CATALOGUES)
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m wijkweb.writers.catalogues
	@touch $@

$(VENV)/dev.done: $(VENV)/run.done requirements-dev.lock
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements-dev.lock
	@touch $@

node_modules/.done: package-lock.json .npmrc
	@if command -v npm >/dev/null; then npm ci --silent && touch $@; fi

run: $(VENV)/run.done
	@$(BIN)/wijkweb run

test: $(VENV)/dev.done node_modules/.done
	@$(BIN)/python tests/run.py

proof: $(VENV)/dev.done node_modules/.done
	@$(BIN)/python tests/run.py --proof

bench: $(VENV)/dev.done
	@$(BIN)/python -m bench

look: $(VENV)/dev.done
	@$(BIN)/python tests/look.py

lock: $(UV)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url pyproject.toml --output-file requirements.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-dev.lock

fmt: $(VENV)/dev.done
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) node_modules var look
