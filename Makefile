# What people type. Everything here works on Debian with Rust; nothing needs Node.js.

DATA ?= demo-data
LISTEN ?= 127.0.0.1:8080

.PHONY: demo build test tools lint unit crash fuzz bench screenshots

# A complete hub of fictional States on http://localhost:8080.
demo: build
	target/release/comity demo --data $(DATA) --listen $(LISTEN)

build:
	cargo build --release --bin comity

# Everything that CI runs.
test: tools lint unit

# openssh-client: stock ssh-keygen, against which signatures are tried.
# chromium, chromium-driver: the browser in which pages are tried.
tools:
	@for package in openssh-client chromium chromium-driver; do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "installing$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; fi

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

unit:
	cargo test --workspace

# 200 kills at random moments under load.
crash:
	cargo test --release -p store -- --ignored

# The pictures of README.md, by headless Chromium from a demo of its own. Look at them before they are committed.
screenshots: tools
	cargo test -p comity --test screenshots -- --ignored --nocapture
