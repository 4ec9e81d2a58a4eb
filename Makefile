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
CHECKS := .local/checks
INSTALL = $(UV) pip install --quiet --require-hashes
LOCK = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
PLATFORM = PYTHONPATH=layers/domain/python:layers/adapters/python:. $(PYTHON) -m infra.local
export PORT LOCAL_DIR IAM PYTHON UV
# With STACK=… (and PROFILE=…, REGION=…) a command is for that stack on AWS instead of the local one.
export STACK PROFILE REGION STAGE PARAMETERS ARCH DRY CONFIRMED
STACK_READY := $(VENV)/$(READY) $(EMULATOR)/$(READY) $(SAM)/$(READY)

.PHONY: help run test unit stop clean job walk credential redrive drop failures where logs letters lint format bench deploy lock sbom audit docs notice faults mutants

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
$(CHECKS)/$(READY): requirements/checks.txt
$(EMULATOR)/$(READY) $(SAM)/$(READY) $(CHECKS)/$(READY): | $(VENV)/$(READY)
	@echo "· making $(@D), an environment of its own, with Python $(MINOR)"
	@test -e $@ || $(UV) venv --quiet --clear --python $(PYTHON) $(@D)
	@$(INSTALL) --python $(@D)/bin/python -r $(filter %.txt,$^)
	@touch $@

run: $(STACK_READY) ## Start the local stack, deploy, drop the samples, show what came of them
	@$(PLATFORM) run

stop: $(VENV)/$(READY) ## Stop the stack, keep its data
	@$(PLATFORM) stop

clean: $(VENV)/$(READY) ## Stop the stack and remove its data
	@$(PLATFORM) clean

job: $(VENV)/$(READY) ## Run a scheduled function now: make job NAME=comply [AT=2026-03-02T10:00:00+08:00]
	@$(PLATFORM) job "$(NAME)" "$(AT)"

walk: $(VENV)/$(READY) ## Walk over a past holiday: make walk FROM=2025-09-30 DISCLOSED=2025-10-14
	@$(PLATFORM) walk "$(FROM)" "$(DISCLOSED)"

drop: $(VENV)/$(READY) ## Drop a file as a department: make drop FILE=… DEPARTMENT=… DATASET=…
	@$(PLATFORM) drop "$(FILE)" "$(DEPARTMENT)" "$(DATASET)"

credential: $(VENV)/$(READY) ## A department's key: make credential DEPARTMENT=… [DAYS=365], LIST=1 or WITHDRAW=id
	@$(PLATFORM) credential "$(DEPARTMENT)" "$(DAYS)" "$(WITHDRAW)" "$(LIST)"

redrive: $(VENV)/$(READY) ## Finish what failed: make redrive SUBMISSION=… or ALL=1
	@$(PLATFORM) redrive "$(SUBMISSION)" "$(ALL)"

failures: $(VENV)/$(READY) ## The newest files that failed: step, error, chunk
	@$(PLATFORM) failures

where: $(VENV)/$(READY) ## Where a row is: make where ROW=submission_id/17
	@$(PLATFORM) where "$(ROW)"

logs: $(VENV)/$(READY) ## A function's log: make logs NAME=comply [SINCE=3h] [PATTERN=ERROR]
	@$(PLATFORM) logs "$(NAME)" "$(SINCE)" "$(PATTERN)"

letters: $(VENV)/$(READY) ## What could not be delivered: make letters QUEUE=drop|job [FINISH=1]
	@$(PLATFORM) letters "$(QUEUE)" "$(FINISH)"

test: $(STACK_READY) ## Every test, unit to end-to-end
	@$(PYTHON) -m pytest -m "not stack" -n 2 --dist worksteal
	@$(PYTHON) -m pytest -m stack

unit: $(VENV)/$(READY) $(SAM)/$(READY) ## The tests that need no stack
	@$(PYTHON) -m pytest -m "not stack" -n 2 --dist worksteal

faults: $(VENV)/$(READY) ## Every fault at every AWS call, every order, random schedules: half an hour
	@FAULTS=all $(PYTHON) -m pytest tests/faults

mutants: $(VENV)/$(READY) ## Small changes to the rules, each tried against their tests: COUNT (100), SEED (13)
	@$(PYTHON) -m infra.mutation --count $(or $(COUNT),100) --seed $(or $(SEED),13)

lint: $(VENV)/$(READY) $(SAM)/$(READY) $(CHECKS)/$(READY) ## Static checks
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(SAM)/bin/cfn-lint -r us-east-1 cn-north-1 cn-northwest-1 -- template.yaml infra/front/site.yaml infra/front/missing.yaml infra/front/guard.yaml
	@$(SAM)/bin/cfn-lint -r us-east-1 eu-central-1 ap-east-1 -- infra/front/edge.yaml
	@$(CHECKS)/bin/checkov --config-file .checkov.yaml -f template.yaml infra/front/site.yaml infra/front/missing.yaml infra/front/guard.yaml infra/front/edge.yaml
	@$(CHECKS)/bin/bandit -q -c .bandit.yaml -r layers functions infra/local

format: $(VENV)/$(READY) ## Put the code in its canonical form
	@$(VENV)/bin/ruff check --fix . ; $(VENV)/bin/ruff format .

bench: $(STACK_READY) ## Measure against named peers, in the same run; one thing alone: NAME=hostile
	@PYTHONPATH=layers/domain/python:layers/adapters/python:. $(PYTHON) -m infra.bench$(if $(NAME),.$(NAME)) $(ARGUMENTS)

deploy: $(VENV)/$(READY) $(SAM)/$(READY) ## To AWS: make deploy STAGE=prod [PARAMETERS="SiteDomain=…"] [ARCH=arm64] [DRY=1]
	@$(PLATFORM) deploy

notice: $(VENV)/$(READY) ## Load a State Council notice on holidays: make notice FILE=…
	@PYTHONPATH=layers/domain/python $(PYTHON) -m chengxin.deadlines "$(FILE)" infra/catalogue/calendars

docs: $(VENV)/$(READY) ## Generate what follows from the catalogue: reference pages
	@PYTHONPATH=layers/domain/python $(PYTHON) -m chengxin.templates infra/catalogue docs --pages

audit: $(VENV)/$(READY) $(SAM)/$(READY) $(CHECKS)/$(READY) ## What is proved, what is passed over and why, what it costs a month
	@PYTHONPATH=layers/domain/python:layers/adapters/python:. $(PYTHON) -m infra.audit

sbom: $(VENV)/$(READY) $(CHECKS)/$(READY) ## What each layer holds, as CycloneDX, and under which licences
	@for layer in core chalice files columns; do $(CHECKS)/bin/cyclonedx-py requirements layers/dependencies/$$layer.txt \
	  --output-reproducible --schema-version 1.6 --output-format JSON --outfile docs/sbom/$$layer.cdx.json; done
	@$(PYTHON) -m infra.licences

lock: $(VENV)/$(READY) ## Pin every package anew, with its hashes
	@for list in requirements/{uv,dev,sam,emulator,checks} layers/dependencies/{files,columns}; do $(LOCK) $$list.in -o $$list.txt; done
	@grep -v '^chalice' layers/dependencies/core.in | $(LOCK) - -o layers/dependencies/core.txt
	@grep '^chalice' layers/dependencies/core.in | $(LOCK) --no-deps - -o layers/dependencies/chalice.txt
