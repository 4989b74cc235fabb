# Quyền. `make chat` and `make test` set up whatever is missing, then run; both may be repeated at will.
.PHONY: help setup chat test bot bench lint lock nlu soak clean
.DEFAULT_GOAL := help
SHELL := /bin/bash

# --- interpreters: the path of a real one, never a shim that fails for want of a selected version
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 $$HOME/.pyenv/versions/3.1[1-9]*/bin/python; do \
  "$$p" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' 2>/dev/null && break; done)
PYTHON310 ?= $(shell for p in python3.10 $$HOME/.pyenv/versions/3.10*/bin/python $$PYENV_ROOT/versions/3.10*/bin/python; do \
  "$$p" -c 'import sys; sys.version_info[:2] == (3, 10) or sys.exit(1); print(sys.executable)' 2>/dev/null && break; done)
# Trust what the machine trusts, also behind a company proxy.
export UV_SYSTEM_CERTS ?= 1
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
BIN := .venv/bin

help:
	@echo "make chat    talk to the bot here (sets everything up the first time, a few minutes)"
	@echo "make test    set up and run the tests"
	@echo "make bot     run the Telegram bot; needs QUYEN_TELEGRAM_TOKEN"
	@echo "make setup   set up only; leaves $(BIN)/quyen"
	@echo "make bench   measure speed, memory and understanding"
	@echo "make lint    ruff and mypy        make lock   renew requirements/*.txt"

$(UV):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it and run make again"; exit 2; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { v=$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "$(PYTHON) cannot make an environment: its modules ensurepip and venv are missing. Install them and run make again:"; \
	  echo "  Debian, Ubuntu:  sudo apt install python$$v-venv"; \
	  echo "  others:          the package with ensurepip for Python $$v, or uv (then Python needs neither)"; exit 2; }
	@echo "· installing uv (into .tools, nothing outside this folder)"
	@"$(PYTHON)" -m venv .tools && .tools/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt

# --- the bot's environment
$(BIN)/.installed: requirements/dev.txt pyproject.toml | $(UV)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; install it and run make again"; exit 2; }
	@echo "· installing the bot's packages"
	@test -x $(BIN)/python || $(UV) venv -q --python "$(PYTHON)" .venv
	@$(UV) pip sync -q --python $(BIN)/python --compile-bytecode --require-hashes requirements/dev.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

# --- the understanding server's environment (Rasa, Python 3.10) and its model
nlu/rasa/.venv/.installed: nlu/rasa/requirements.txt | $(UV)
	@echo "· installing the understanding server's packages (about 2 GB, some minutes the first time)"
	@test -x nlu/rasa/.venv/bin/python || $(UV) venv -q --python "$(or $(PYTHON310),3.10)" nlu/rasa/.venv
	@$(UV) pip sync -q --python nlu/rasa/.venv/bin/python --compile-bytecode --require-hashes nlu/rasa/requirements.txt
	@touch $@

nlu: $(BIN)/.installed nlu/rasa/.venv/.installed
	@$(BIN)/quyen nlu train

setup: nlu
	@$(BIN)/quyen kb build

chat: setup
	@$(BIN)/quyen chat

bot: setup
	@$(BIN)/quyen telegram

test: setup
	@$(BIN)/pytest --cov=bot --cov=knowledge --cov=nlu --cov-report=term:skip-covered

lint: $(BIN)/.installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/quyen kb check

bench: setup
	@$(BIN)/python -m tests.bench

soak: setup
	@$(BIN)/pytest tests/soak -m soak

# --- locks: hashed, for every platform, without any address
lock: | $(UV)
	@cd requirements && $(abspath $(UV)) pip compile -q uv.in --universal --generate-hashes --no-emit-index-url --python-version 3.11 -o uv.txt
	@$(UV) pip compile -q pyproject.toml --universal --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements/bot.txt
	@$(UV) pip compile -q pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --python-version 3.11 -o requirements/dev.txt
	@cd nlu/rasa && $(abspath $(UV)) pip compile -q pyproject.toml --universal --generate-hashes --no-emit-index-url --python-version 3.10 -o requirements.txt

clean:
	rm -rf .venv .tools .cache build nlu/rasa/.venv nlu/rasa/models
