# Two commands: `make run` and `make test`. Each target is a script of its name in script/; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test dev setup build items lint-items schema openapi engines herd storm-sim migrate-fuzz figures bench shots format kill-test storm

NATIVE = . script/env && cargo run --quiet --locked --profile native --no-default-features --features portal,tools
SHELL = bash

run: ## the app and its reference portal on one local address (PORT=8088, RESET=1 empties the database)
	@script/run
test: ## every check: format, clippy, native, contract, browser and end-to-end tests
	@script/test
dev: ## the inner loop: builds and reloads on every change
	@script/dev
setup: ## installs what is missing for all of this, and nothing else
	@script/setup test
build: ## portal, item tool and app (release) without starting them
	@script/build
items: ## builds the item pack into dist/items
	@script/items
lint-items: ## checks every item definition and says what to mend
	@$(NATIVE) --bin items -- lint
schema: ## writes the JSON Schema of the item format anew from the Rust types
	@$(NATIVE) --bin items -- schema
openapi: ## writes the portal's OpenAPI document anew from its routes
	@$(NATIVE) --bin portal -- openapi
engines: ## one journey in Firefox and in WebKitGTK, against the built app
	@script/engines
herd: ## 128,000 devices whose portal comes back after an hour (SEED=s)
	@script/herd
storm-sim: ## a million submissions against a simulated portal, natively (SUBMISSIONS=n SEED=s)
	@script/storm-sim
figures: ## counts items and documents, weighs the built app
	@script/figures
bench: ## measures the engine and the first page, natively and in Chromium
	@script/bench
kill-test: ## types into a draft and kills the browser, KILLS=200 times; SEED=… kills at the same moments again
	@script/kill-test
storm: ## SUBMISSIONS=1000 submissions in bad weather, each has to arrive exactly once; SEED=… is the same weather again
	@script/storm
shots: ## pictures of all pages and controls into tests/e2e/shots
	@script/shots
migrate-fuzz: ## carries random drafts over to random versions of random items (CASES=100000, SEED=20260312)
	@script/migrate-fuzz
format: ## formats all Rust code
	@. script/env && cargo fmt --all
help: ## this list
	@sed -n 's/^\([a-z-]*\): ## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20
