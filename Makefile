# Two commands are enough: `make run` to see it, `make test` to trust it. Both need only make and Python 3.11.

ifndef PYTHON
PYTHON := $(firstword $(foreach p,python3.11 python3 python,$(if $(shell $(p) -c 'import sys; sys.version_info[:2] == (3, 11) and print(1)' 2>/dev/null),$(p))))
endif
JOBS ?= 2
TABLES ?= 1000000
SEED ?= $(shell date +%s)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test check linters gates programs bench bench-nation soak lock clean python core dev frontend

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: core frontend ## set up what is missing, then the demo world in a browser at the address it prints
	@$(BIN)/binhdang up $(if $(YEAR),--year $(YEAR))

test: programs linters ## everything: linters, contracts, all tests on SQLite, the database tests again on PostgreSQL
	env -u DATABASE_URL $(BIN)/pytest -n $(JOBS)
	$(BIN)/python scripts/with_postgres.py $(BIN)/pytest -n $(JOBS) -m 'database and not browser'

check: linters gates ## the linters and contracts alone

linters: dev frontend
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	env -u DATABASE_URL $(BIN)/binhdang makemigrations --check --dry-run

gates: dev frontend
	env -u DATABASE_URL $(BIN)/pytest -q tests/tooling

bench: dev ## how fast it is, at district and province scale beside other tools: ratios, one JSON line a program
	@$(BIN)/python bench/run.py

bench-nation: dev ## the same at national scale: 10,395 units, 40 periods, 100 million cells
	@$(BIN)/python bench/run.py --nation

soak: dev frontend ## a million totals tables of random worlds beside an oracle (TABLES=…, SEED=…), then every property with more examples
	env -u DATABASE_URL ORACLE_TABLES=$(TABLES) ORACLE_SEED=$(SEED) $(BIN)/pytest -q -n $(JOBS) tests/oracle/test_consolidation.py -k every_table
	env -u DATABASE_URL KILLS=1000 $(BIN)/pytest -n $(JOBS) -m property --hypothesis-profile=soak
	KILLS=1000 REPLAY_WHOLE=1 SIDE_BY_SIDE=20 $(BIN)/python scripts/with_postgres.py $(BIN)/pytest -n $(JOBS) tests/reliability

lock: python ## write the locks anew from pyproject.toml
	@$(PYTHON) scripts/environment.py lock

clean: ## take away what the set-up made; your data in var/ stays
	rm -rf .venv node_modules src/binhdang/ui/static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src scripts tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# What the targets above stand on.

python:
	$(if $(PYTHON),,$(error binhdang needs Python 3.11, and none of python3.11, python3, python is one. On Debian and Ubuntu: apt-get install python3.11-venv. Elsewhere: make PYTHON=/path/to/python3.11 …))

core: python
	@$(PYTHON) scripts/environment.py core

dev: python
	@$(PYTHON) scripts/environment.py dev

frontend: python core
	@$(PYTHON) scripts/frontend.py

programs: python
	@$(PYTHON) scripts/system_programs.py
