# Chengxin's commands. `make run` and `make test` are all that a fresh machine needs: Python, git and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 4566
LOCAL_DIR ?= .local
IAM ?= open
PYTHON3 ?= python3
VENV ?= .venv
PYTHON := $(abspath $(VENV))/bin/python
UV := $(abspath $(VENV))/bin/uv
MINOR := $(shell $(PYTHON3) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
# An environment's stamp names its interpreter: another PYTHON3 makes the environment anew. The emulator has one for
# each, since a running one must keep its own; the handlers run in it.
READY := .ready-$(MINOR)
EMULATOR := .local/emulator-$(MINOR)
SAM := .local/sam
INSTALL = $(UV) pip install --quiet --require-hashes
LOCK = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
STACK = PYTHONPATH=layers/domain/python:layers/adapters/python:. $(PYTHON) -m infra.local
export PORT LOCAL_DIR IAM PYTHON UV
STACK_READY := $(VENV)/$(READY) $(EMULATOR)/$(READY) $(SAM)/$(READY)

.PHONY: help run test unit stop clean job walk redrive drop lint format bench deploy lock docs notice faults mutants

help: ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/$(READY): requirements/uv.txt requirements/dev.txt
	@case "$(MINOR)" in 3.11|3.12|3.13|3.14) ;; *) \
	  echo "PYTHON3=$(PYTHON3) is $(or $(MINOR),no Python); 3.11 to 3.14 are supported" >&2; exit 1;; esac
	@echo "· making $(VENV) with Python $(MINOR)"
	@test -e $@ || $(PYTHON3) -m venv --clear $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(INSTALL) --python $(PYTHON) -r requirements/dev.txt
	@touch $@

$(EMULATOR)/$(READY): requirements/emulator.txt
$(SAM)/$(READY): requirements/sam.txt
$(EMULATOR)/$(READY) $(SAM)/$(READY): | $(VENV)/$(READY)
	@echo "· making $(@D), an environment of its own, with Python $(MINOR)"
	@test -e $@ || $(UV) venv --quiet --clear --python $(PYTHON) $(@D)
	@$(INSTALL) --python $(@D)/bin/python -r $(filter %.txt,$^)
	@touch $@

run: $(STACK_READY) ## Start the local stack, deploy, drop the samples, show what came of them
	@$(STACK) run

stop: $(VENV)/$(READY) ## Stop the stack, keep its data
	@$(STACK) stop

clean: $(VENV)/$(READY) ## Stop the stack and remove its data
	@$(STACK) clean

job: $(VENV)/$(READY) ## Run a scheduled function now: make job NAME=comply [AT=2026-03-02T10:00:00+08:00]
	@$(STACK) job "$(NAME)" "$(AT)"

walk: $(VENV)/$(READY) ## Walk over a past holiday: make walk FROM=2025-09-30 DISCLOSED=2025-10-14
	@$(STACK) walk "$(FROM)" "$(DISCLOSED)"

drop: $(VENV)/$(READY) ## Drop a file as a department: make drop FILE=… DEPARTMENT=… DATASET=…
	@$(STACK) drop "$(FILE)" "$(DEPARTMENT)" "$(DATASET)"

redrive: $(VENV)/$(READY) ## Finish what failed: make redrive SUBMISSION=… or ALL=1
	@$(STACK) redrive "$(SUBMISSION)" "$(ALL)"

test: $(STACK_READY) ## Every test, unit to end-to-end
	@$(PYTHON) -m pytest -m "not stack" -n 2 --dist worksteal
	@$(PYTHON) -m pytest -m stack

unit: $(VENV)/$(READY) $(SAM)/$(READY) ## The tests that need no stack
	@$(PYTHON) -m pytest -m "not stack" -n 2 --dist worksteal

faults: $(VENV)/$(READY) ## Every fault at every AWS call, every order, random schedules: half an hour
	@FAULTS=all $(PYTHON) -m pytest tests/faults

mutants: $(VENV)/$(READY) ## Small changes to the rules, each tried against their tests: COUNT (100), SEED (13)
	@$(PYTHON) -m infra.mutation --count $(or $(COUNT),100) --seed $(or $(SEED),13)

lint: $(VENV)/$(READY) $(SAM)/$(READY) ## Static checks
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(SAM)/bin/cfn-lint template.yaml infra/alarms/departments.yaml

format: $(VENV)/$(READY) ## Put the code in its canonical form
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

bench: $(STACK_READY) ## Measure against named peers, in the same run; one thing alone: NAME=hostile
	@PYTHONPATH=layers/domain/python:layers/adapters/python:. $(PYTHON) -m infra.bench$(if $(NAME),.$(NAME)) $(ARGUMENTS)

deploy: $(VENV)/$(READY) $(SAM)/$(READY) ## Build and deploy to AWS
	@$(STACK) deploy

notice: $(VENV)/$(READY) ## Load a State Council notice on holidays: make notice FILE=…
	@PYTHONPATH=layers/domain/python $(PYTHON) -m chengxin.deadlines "$(FILE)" infra/catalogue/calendars

docs: $(VENV)/$(READY) ## Generate what follows from the catalogue: reference pages, departments' alarms
	@PYTHONPATH=layers/domain/python $(PYTHON) -m chengxin.templates infra/catalogue docs --pages
	@PYTHONPATH=layers/domain/python:. $(PYTHON) -m infra.alarms

lock: $(VENV)/$(READY) ## Pin every package anew, with its hashes
	@for list in requirements/{uv,dev,sam,emulator} layers/dependencies/{files,columns}; do $(LOCK) $$list.in -o $$list.txt; done
	@grep -v '^chalice' layers/dependencies/core.in | $(LOCK) - -o layers/dependencies/core.txt
	@grep '^chalice' layers/dependencies/core.in | $(LOCK) --no-deps - -o layers/dependencies/chalice.txt
