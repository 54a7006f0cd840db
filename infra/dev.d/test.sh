# `infra/dev test`: builds everything with analyzers, starts the services, runs the three test programs, counts. `infra/dev test faults` runs the fourth.
# shellcheck shell=bash

PASSED=0 FAILED=0 SKIPPED=0
STOP_SERVICES=no REPORTS=()
APART= TEST_LIMIT=2400

word_test() {
    local kinds=("$@") kind
    [ ${#kinds[@]} -gt 0 ] || kinds=(unit integration browser)
    [ "${kinds[*]}" != faults ] || test_faults_apart
    for kind in "${kinds[@]}"; do
        case $kind in unit | integration | browser | "${APART:-unit}") ;; *) fail "usage: infra/dev test [unit|integration|browser] | faults" ;; esac
    done
    trap test_finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    FAILED=1 # until the programs have run
    need_build
    say "building with analyzers ..."
    quietly "$ROOT/.dev/log/build.log" dotnet build VideoReview.sln -c Debug -v q --nologo -clp:NoSummary \
        -nodeReuse:false -p:UseSharedCompilation=false || exit 1
    if [ "${kinds[*]}" != unit ]; then
        need_tests
        [ -z "$APART" ] || packages "the faults" faketime
        services_alive || STOP_SERVICES=yes
        services_up
        # shellcheck source=/dev/null
        . "$TEST/env"
    fi
    test_scratch
    FAILED=0
    for kind in "${kinds[@]}"; do test_program "$kind"; done
    [ "$FAILED" = 0 ] || exit 1
}

# The faults stop and starve services: theirs stand in a folder of their own, which nobody else uses.
test_faults_apart() {
    APART=faults TEST_LIMIT=3600 TEST=$ROOT/.dev/faults
    export VIDEOREVIEW_TEST_FIGURES=$TEST/figures
    mkdir -p "$TEST"
    rm -f "$TEST/figures"
}

# Browsers and tests leave their temporary folders here; sockets inside cannot bear a long path.
test_scratch() {
    TMPDIR=$TEST/tmp
    [ ${#TMPDIR} -le 50 ] || TMPDIR=$(mktemp -d /tmp/videoreview.XXXXXX)
    mkdir -p "$TMPDIR"
    export TMPDIR
}

test_program() {
    local kind=${1%s}
    local name=VideoReview.${kind^}Tests report=$TEST/$1.json status=0
    local program=tests/$name/bin/Debug/net10.0/$name
    say "== $name"
    rm -f "$report"
    # Without services a test is skipped; here they run, so CI=true turns that into a failure. Programs live for seconds here: counting calls and compiling the frequent ones a second time never pays.
    CI=true DOTNET_TC_CallCounting=0 timeout --kill-after=10 "$TEST_LIMIT" "$program" -noColor -noLogo -result-ctrf "$report" </dev/null || status=$?
    if [ ! -s "$report" ]; then
        say "$name ended without a report (exit code $status): counted as a failure"
        FAILED=$((FAILED + 1))
        return
    fi
    REPORTS+=("$report")
    local failed
    failed=$(count "$report" failed)
    [ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
    PASSED=$((PASSED + $(count "$report" passed)))
    SKIPPED=$((SKIPPED + $(count "$report" skipped) + $(count "$report" pending)))
    FAILED=$((FAILED + failed))
}

# What failed, once more at the end: above it stand thousands of lines of the programs' logs.
name_failures() {
    [ ${#REPORTS[@]} -gt 0 ] && node - "${REPORTS[@]}" <<'JS' >&2
const lines = (text, most) => (text ?? "").trim().split("\n").slice(0, most).map((line) => "    " + line.trim().slice(0, 400));
for (const report of process.argv.slice(2)) {
  for (const test of JSON.parse(require("fs").readFileSync(report, "utf8")).results.tests.filter((each) => each.status === "failed")) {
    console.log(["FAILED " + test.name, ...lines(test.message, 8), ...lines(test.trace, 8)].join("\n"));
  }
}
JS
}

# One number of the report's summary.
count() {
    local number
    number=$(tr -d ' \n\r' <"$1" | grep -oE '"summary":\{[^}]*\}' | grep -oE "\"$2\":[0-9]+" | grep -oE '[0-9]+$') || true
    echo "${number:-0}"
}

test_finish() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    [ "$STOP_SERVICES" = no ] || services_stop
    [ -z "$APART" ] || test_faults_end
    [ -z "${TMPDIR:-}" ] || case $TMPDIR in "$TEST/tmp" | /tmp/videoreview.*) rm -rf "$TMPDIR" ;; esac
    [ "$status" = 0 ] || [ "$FAILED" -gt 0 ] || FAILED=1
    [ "$FAILED" = 0 ] || name_failures || true
    echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
    exit "$status"
}

# What the tests started by themselves, and what they measured.
test_faults_end() {
    local folder
    for folder in "$TEST"/own/*/; do
        postgres_down "$folder"
        rabbitmq_down "$folder"
    done
    rm -rf "$TEST/own"
    [ ! -f "$TEST/figures" ] || cat "$TEST/figures"
}
