# What one types here; `make` alone lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Images set this. Without bytecode every process compiles some 2,500 modules anew: half of a start.
unexport PYTHONDONTWRITEBYTECODE

# requirements.txt is enough for an installation that runs no tests.
REQUIREMENTS ?= requirements-dev.txt
PORT ?= 8000

VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed-$(REQUIREMENTS)
NODE_MODULES := node_modules/.package-lock.json
ASSETS := site/static/vendor/fonts/fonts.css
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard site/locale*/*/LC_MESSAGES/*.po))
TEMPLATES = $(shell git ls-files '*/templates/*.html' --cached --others --exclude-standard)

.PHONY: help setup run dev test bench search-engine demo-sources lint format messages lock clean

help: ## Show this list
	@echo "Stadttor: a city's website and e-government portal"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup: $(INSTALLED) $(NODE_MODULES) $(ASSETS) $(CATALOGUES) ## Install everything, start nothing

# What setup installs besides is installed while the database is made.
run: $(INSTALLED) $(CATALOGUES) ## Start the site with its demo city (PORT=8000)
	@exec $(PYTHON) scripts/run.py --setup --port $(PORT)

dev: $(INSTALLED) $(CATALOGUES) ## The same for developers: reloads changed code, shows errors in full
	@exec $(PYTHON) scripts/run.py --setup --port $(PORT) --dev

test: setup ## Check everything on SQLite, PostgreSQL, OpenSearch and in Chromium (ONLY="lint sqlite all-clocks")
	@exec $(PYTHON) scripts/test.py $(ONLY)

bench: setup ## Measure imports, queries and pages
	@exec $(PYTHON) -m tests.benchmarks

search-engine: $(INSTALLED) ## Start an OpenSearch, from Maven Central (ARGS="stop", ARGS="--port 9201")
	@exec $(PYTHON) scripts/search_engine.py $(ARGS)

demo-sources: setup ## Serve made-up sources, to try a REST sync without a key
	@exec $(PYTHON) -m tests.fakes

lint: setup ## Check code, templates and system checks only
	@exec $(PYTHON) scripts/test.py lint checks

format: setup ## Put code and templates in form
	$(VENV)/bin/ruff check --quiet --fix .
	$(VENV)/bin/ruff format --quiet .
	$(VENV)/bin/djhtml $(TEMPLATES)

messages: setup ## Write new and drop unused texts in the translations
	@$(PYTHON) manage.py messages --update

lock: $(INSTALLED) ## Resolve the requirements anew (ARGS=--upgrade)
	@scripts/lock.sh $(ARGS)

clean: ## Remove what the targets above made, and the demo city's data
	rm -rf $(VENV) node_modules site/static/vendor var .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find site/locale site/locale_wagtail -name '*.mo' -delete

$(INSTALLED): $(REQUIREMENTS) requirements-uv.txt scripts/venv.sh
	@scripts/venv.sh $(REQUIREMENTS)
	@touch $@

$(NODE_MODULES): package.json package-lock.json scripts/node.sh | $(INSTALLED)
	@scripts/node.sh

$(ASSETS): $(NODE_MODULES) scripts/assets.py | $(INSTALLED)
	@$(PYTHON) scripts/assets.py

%.mo: %.po | $(INSTALLED)
	@$(PYTHON) -c 'import polib, sys; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])' $< $@
