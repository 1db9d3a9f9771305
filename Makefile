# What people type. Everything here works on Debian with Rust. Nothing but one test needs Node.js, to fetch its checker.

DATA ?= demo-data
LISTEN ?= 127.0.0.1:8080

.PHONY: demo build test tools lint unit fuzz fuzz-short advisories-update crash bench screenshots pictures

# A complete hub of fictional States on http://localhost:8080.
demo: build
	target/release/comity demo --data $(DATA) --listen $(LISTEN)

build:
	cargo build --release --bin comity

# Everything that CI runs. Clippy and the documentation share what cargo checks; the tests and their builds come last,
# so that the output ends with what they counted.
test: export CARGO_INCREMENTAL = 0
test: tools lint fuzz-short unit

# gcc, libc6-dev: the linker, and the C parts of SQLite and aws-lc.     g++: libFuzzer.
# git: tests that read the project's own files.                         coreutils: `timeout` in tests of commands.
# openssh-client: stock ssh-keygen, against which signatures are tried.
# chromium, chromium-driver: the browser in which pages are tried.
# python3-aiosmtpd: a mail server, to which letters are sent.
# fonts-noto-core, fonts-noto-cjk: the letters of reports.              poppler-utils: reads their pages again.
# libreoffice-writer-nogui: a word processor that opens their DOCX files.
# npm: brings axe-core, which looks at pages for what keeps people out of them. It is MPL-2.0, lies in target/, runs in the
# browser of a test and goes into nothing that is built or passed on.
PACKAGES = gcc libc6-dev g++ git coreutils openssh-client chromium chromium-driver python3-aiosmtpd \
  fonts-noto-core fonts-noto-cjk poppler-utils libreoffice-writer-nogui

# Another version is another set of rules: it changes here alone.
AXE = axe-core@4.14.1

tools:
	@for package in $(PACKAGES); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "installing$$missing"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi
	@test -e target/axe/node_modules/axe-core/axe.min.js || { \
	  command -v npm >/dev/null || { apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm >/dev/null; }; \
	  mkdir -p target/axe && npm install --silent --no-audit --no-fund --ignore-scripts --prefix target/axe $(AXE) || \
	    echo "axe-core can't be had: tests with it will say that they are skipped"; }

lint:
	@.ci/phase format cargo fmt --all --check
	@.ci/phase clippy cargo clippy --workspace --all-targets --locked -- -D warnings
	@RUSTDOCFLAGS="-D warnings" .ci/phase documentation cargo doc --workspace --no-deps --locked --quiet

unit:
	@.ci/phase tests .ci/unit

# Every decoder under libFuzzer: `make fuzz FOR=600` for ten minutes each.
FOR ?= 60
fuzz:
	@.ci/phase fuzz fuzz/run $(FOR)

fuzz-short:
	@SEED=1 .ci/phase fuzz fuzz/run 3

# Compares our locked versions with a copy of the RustSec advisory database, a git repository: after each change of
# Cargo.lock, and with a fresh copy before each release.
advisories-update:
	cargo run --quiet --locked -p dependencies -- $(DB)

# The tables of docs/benchmarks.md; scripts/bench names the packages it needs.
bench: build
	scripts/bench

# 200 kills at random moments under load.
crash:
	cargo test --release -p store --test kill --test damage -- --ignored

# The pictures of README.md, by headless Chromium from a demo of its own. Look at them before they are committed.
screenshots: tools
	cargo test -p comity --test screenshots -- --ignored --nocapture take_screenshots

# A picture of every page on every screen, for somebody to look at: `make pictures INTO=FOLDER`. Some five minutes. With
# `OF=NAME,NAME` of the pages alone whose names begin so.
pictures: tools
	@test -n "$(INTO)" || { echo "say where to: make pictures INTO=FOLDER"; exit 2; }
	COMITY_PICTURES="$(abspath $(INTO))" COMITY_PICTURES_OF="$(OF)" cargo test -p comity --test screenshots -- --ignored --nocapture take_pictures
