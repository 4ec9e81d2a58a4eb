# Chengxin's commands. `make run` and `make test` are all that a fresh machine needs: Python, git and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 4566
LOCAL_DIR ?= .local
IAM ?= open
PYTHON3 ?= python3
VENV := .venv
PYTHON := $(abspath $(VENV))/bin/python
UV := $(abspath $(VENV))/bin/uv
EMULATOR := .local/emulator
STACK = PYTHONPATH=layers/domain/python:layers/adapters/python:. $(PYTHON) -m infra.local
export PORT LOCAL_DIR IAM PYTHON UV

.PHONY: help run test unit stop clean job walk redrive drop lint format bench deploy lock docs notice faults

help: ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.ready: requirements/dev.txt
	@echo "· making $(VENV)"
	@test -x $(PYTHON) || $(PYTHON3) -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements/uv.txt
	@$(UV) pip install --quiet --python $(PYTHON) -r requirements/dev.txt
	@touch $@

$(EMULATOR)/.ready: requirements/emulator.txt $(VENV)/.ready
	@echo "· making the emulator's own environment"
	@test -x $(EMULATOR)/bin/python || $(PYTHON3) -m venv $(EMULATOR)
	@$(UV) pip install --quiet --python $(EMULATOR)/bin/python -r requirements/emulator.txt
	@touch $@

run: $(VENV)/.ready $(EMULATOR)/.ready ## Start the local stack, deploy, drop the samples, show what came of them
	@$(STACK) run

stop: $(VENV)/.ready ## Stop the stack, keep its data
	@$(STACK) stop

clean: $(VENV)/.ready ## Stop the stack and remove its data
	@$(STACK) clean

job: $(VENV)/.ready ## Run a scheduled function now: make job NAME=comply [AT=2026-03-02T10:00:00+08:00]
	@$(STACK) job "$(NAME)" "$(AT)"

walk: $(VENV)/.ready ## Walk over a past holiday: make walk FROM=2025-09-30 DISCLOSED=2025-10-14
	@$(STACK) walk "$(FROM)" "$(DISCLOSED)"

drop: $(VENV)/.ready ## Drop a file as a department: make drop FILE=… DEPARTMENT=… DATASET=…
	@$(STACK) drop "$(FILE)" "$(DEPARTMENT)" "$(DATASET)"

redrive: $(VENV)/.ready ## Finish what failed: make redrive SUBMISSION=… or ALL=1
	@$(STACK) redrive "$(SUBMISSION)" "$(ALL)"

test: $(VENV)/.ready $(EMULATOR)/.ready ## Every test, unit to end-to-end
	@$(PYTHON) -m pytest -m "not stack" -n 2 --dist worksteal
	@$(PYTHON) -m pytest -m stack

unit: $(VENV)/.ready ## The tests that need no stack
	@$(PYTHON) -m pytest -m "not stack" -n 2 --dist worksteal

faults: $(VENV)/.ready ## Every fault at every AWS call, every order, random schedules: half an hour
	@FAULTS=all $(PYTHON) -m pytest tests/faults

lint: $(VENV)/.ready ## Static checks
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/cfn-lint template.yaml infra/alarms/departments.yaml

format: $(VENV)/.ready ## Put the code in its canonical form
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

bench: $(VENV)/.ready $(EMULATOR)/.ready ## Measure against named peers, in the same run; one thing alone: NAME=hostile
	@PYTHONPATH=layers/domain/python:layers/adapters/python:. $(PYTHON) -m infra.bench$(if $(NAME),.$(NAME)) $(ARGUMENTS)

deploy: $(VENV)/.ready ## Build and deploy to AWS
	@$(STACK) deploy

notice: $(VENV)/.ready ## Load a State Council notice on holidays: make notice FILE=…
	@PYTHONPATH=layers/domain/python $(PYTHON) -m chengxin.deadlines "$(FILE)" infra/catalogue/calendars

docs: $(VENV)/.ready ## Generate what follows from the catalogue: reference pages, departments' alarms
	@PYTHONPATH=layers/domain/python $(PYTHON) -m chengxin.templates infra/catalogue docs --pages
	@PYTHONPATH=layers/domain/python:. $(PYTHON) -m infra.alarms

lock: $(VENV)/.ready ## Pin every package anew
	@for list in requirements/dev requirements/emulator layers/dependencies/files layers/dependencies/columns; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header $$list.in -o $$list.txt; done
	@grep -v '^chalice' layers/dependencies/core.in | \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header - -o layers/dependencies/core.txt
