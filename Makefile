# The same commands on a laptop and in CI. Debian 12, root or a user with sudo; git, make and curl are all
# that must be there. run, build and deb work on Debian 13 too.
PORT ?= 8080
DATA ?= ./data
SHELL := /bin/bash
export PORT DATA

.PHONY: help run test build deb image check fmt bench fuzz mutants faults layers clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: ## Build, prepare DATA (./data) with a demo platform, serve on 127.0.0.1:PORT (8080)
	@tools/run-demo

test: ## Run every test there is (C++ on both databases, console, gateway, browser)
	@tools/test

build: ## Build the release binary: build/release/jeton
	@tools/install build && tools/console build && tools/build release jeton && echo "build/release/jeton"

deb: ## Build the Debian package: build/jeton_VERSION_ARCHITECTURE.deb
	@tools/install deb && tools/deb

image: ## Build a container image of that package, by podman or docker
	@tools/image

check: ## Check layers, format, links in docs, the console, the contract, and clang-tidy, without running tests
	@tools/install test && tools/test check tidy

fmt: ## Format C++ and console sources
	@tools/install build check && tools/format fix && tools/console exec npm run fmt --silent

bench: ## Measure what bench/ measures
	@tools/install bench && tools/bench

fuzz: ## Fuzz every target for SECONDS_EACH (60) seconds
	@tools/install fuzz && tools/fuzz

faults: ## Break what a release build depends on, under load, for SECONDS_EACH (300) seconds on each database
	@$(MAKE) --no-print-directory build && tests/faults/faults.py --seconds $(or $(SECONDS_EACH),300) $(if $(SEED),--seed $(SEED))

mutants: ## Put small bugs into MODULES (all that must be right), one at a time, and list those that no test notices
	@tools/install test && tools/mutants $(if $(MODULES),--modules $(MODULES))

layers: ## Print the modules from low to high, and check their arrows
	@tools/install check && tools/layers --print

screenshots: ## Picture every page and dialog of the console, light and dark: docs/images/console
	@tools/install test && tools/test release && rm -f docs/images/console/*.webp && JETON_E2E_SCREENSHOTS=$(CURDIR)/docs/images/console tests/e2e/run sqlite -- screenshots.spec.ts

clean: ## Remove everything that was built; DATA stays
	@rm -rf build console/dist console/node_modules
