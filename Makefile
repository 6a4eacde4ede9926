# `make` names the commands; `make run` is all that a newcomer needs.

PORT ?= 8080
DATABASE ?= sqlite:var/office.sqlite
# By the environment, so that a password in it is not seen among the machine's processes.
export PAYVAND_DATABASE = $(DATABASE)
PAYVAND := .build/release/payvand

.DEFAULT_GOAL := help
.PHONY: help setup build run test check e2e bench kill-test screenshots clean

help: ## Name the commands
	@echo 'Payvand, the working desk of a city’s international affairs office'
	@echo
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo '  make run PORT=9000                      another port'
	@echo '  make run DATABASE=postgres://…?schema=office   an office in PostgreSQL'

setup: ## Install what is missing (Debian packages, Python tools, fonts)
	@scripts/setup run

build: setup ## Build in release mode
	@scripts/build release

run: build ## Set up an office with the sample and serve it on 127.0.0.1:$(PORT)
	@mkdir -p var && chmod 700 var
	@$(PAYVAND) setup --sample --data data
	@exec $(PAYVAND) serve --host 127.0.0.1 --port $(PORT) --assets var/assets

test: ## Run every test: Swift on SQLite and PostgreSQL, scripts, pages in a browser
	@scripts/setup test
	@scripts/build tests
	scripts/with-postgres swift test --skip-build
	.venv/bin/python -m unittest discover -s scripts/tests
	@scripts/e2e

check: ## Lint Swift, Python, shell scripts and catalogues
	@scripts/setup test
	@scripts/check

e2e: ## Run the browser tests alone
	@scripts/setup test
	@scripts/build tests
	@scripts/e2e

screenshots: build ## Make the pictures of the README anew, from the sample office
	@scripts/setup test
	@scripts/e2e --release screenshots

bench: build ## Measure reading, pages, city search and the idle server
	@scripts/setup bench
	bench/reading
	bench/idle
	bench/city-search
	bench/pages

kill-test: build ## Kill the server 50 times while it writes, on both engines
	@scripts/setup test
	bench/kill-test sqlite
	scripts/with-postgres --durable bench/kill-test postgres

clean: ## Remove what was built; the office in var/ stays
	rm -rf .build .venv var/assets var/e2e var/bench
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
