# `infra/dev test`: builds everything with analyzers, starts the services, runs the three test programs and the islands' tests, says where the time went, counts.
# `infra/dev test faults` runs the fourth program; `-class NAME` runs one class, of whichever program has it.
# shellcheck shell=bash

PASSED=0 FAILED=0 SKIPPED=0
STOP_SERVICES=no STARTING= COMPILER= REPORTS=() CLASS=
APART= TEST_LIMIT=2400
TEST_USAGE="usage: infra/dev test [unit|islands|integration|browser|faults] [-class NAME]"
declare -A RUNNING=() # kind of tests -> id of the process that limits its program's time

word_test() {
    local kinds=() kind
    test_read "$@"
    for kind in "${kinds[@]}"; do
        case $kind in unit | islands | integration | browser | "${APART:-unit}") ;; *) fail "$TEST_USAGE" ;; esac
    done
    trap test_finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    FAILED=1 # until the programs have run
    need_build
    test_locks || exit 1
    [ -n "$CLASS" ] || test_services_begin
    test_build || exit 1
    if [ -n "$CLASS" ]; then
        test_only_with_class
        test_services_begin
    fi
    test_services_ready
    test_scratch
    FAILED=0
    test_programs
    [ "$FAILED" = 0 ] || exit 1
}

# Images restore what packages.lock.json says and nothing else. Whoever changed a version here and forgot the lock would
# be told by the image's build alone: the build below would write the lock anew, and nobody would see it.
test_locks() {
    node - src/*/*.csproj <<'JS' >&2
const { existsSync, readFileSync } = require("fs");
const path = require("path");
const read = (file) => readFileSync(file, "utf8");
const named = (text, element) => [...text.matchAll(new RegExp(`<${element} Include="([^"]+)"(?: Version="([^"]+)")?`, "g"))];
const asked = new Map(named(read("infra/build/Packages.props"), "PackageVersion").map(([, name, version]) => [name, version]));
const everywhere = named(read("infra/build/Common.props"), "PackageReference");
const wrong = process.argv.slice(2).flatMap((project) => {
  const lock = path.join(path.dirname(project), "packages.lock.json");
  if (!existsSync(lock)) return [`${lock} is missing`];
  const frameworks = Object.values(JSON.parse(read(lock)).dependencies);
  const locked = new Map(frameworks.flatMap(Object.entries).filter(([, entry]) => entry.type === "Direct").map(([name, entry]) => [name, entry.resolved]));
  return [...everywhere, ...named(read(project), "PackageReference")].map(([, name]) => name)
    .filter((name) => locked.get(name) !== asked.get(name))
    .map((name) => `${lock}: ${name} ${locked.get(name) ?? "is missing"}, asked for is ${asked.get(name)}`);
});
if (wrong.length > 0) {
  console.error([...wrong, "infra/dev test: write the locks anew (dotnet restore VideoReview.sln) and commit them"].join("\n"));
  process.exit(1);
}
JS
}

# One compiler for all projects, ended behind them: one for each would prepare the analyzers anew each time.
test_build() {
    local status=0
    say "building with analyzers ..."
    COMPILER=videoreview-$$
    quietly "$ROOT/.dev/log/build.log" dotnet build VideoReview.sln -c Debug -v q --nologo -clp:NoSummary \
        -nodeReuse:false -p:UseSharedCompilation=true -p:SharedCompilationId="$COMPILER" || status=1
    test_compiler_stop
    return $status
}

# Where none answers it has ended, or never began.
test_compiler_stop() {
    local sdk
    sdk=$(dotnet --version)
    sdk=$(dotnet --list-sdks | sed -n "s/^$sdk \[\(.*\)\]$/\1\/$sdk/p")
    "$sdk/Roslyn/bincore/VBCSCompiler" "-pipename:$COMPILER" -shutdown >/dev/null 2>&1 || true
    COMPILER=
}

# The services start beside the build; with a class it must be built first, to know which program has it and what that needs.
test_services_begin() {
    case " ${kinds[*]} " in *" integration "* | *" browser "* | *" faults "*) ;; *) return 0 ;; esac
    need_tests
    [ -z "$APART" ] || packages "the faults" faketime
    services_alive || STOP_SERVICES=yes
    services_up &
    STARTING=$!
}

test_services_ready() {
    [ -n "$STARTING" ] || return 0
    wait "$STARTING" || exit 1
    STARTING=
    # shellcheck source=/dev/null
    . "$TEST/env"
}

# Sets the caller's kinds and CLASS. A name without a namespace is taken in every one.
test_read() {
    while [ $# -gt 0 ]; do
        if [ "$1" = -class ]; then
            [ -n "${2:-}" ] || fail "$TEST_USAGE"
            CLASS=$2
            shift
        else
            kinds+=("$1")
        fi
        shift
    done
    case $CLASS in '' | *.* | *\**) ;; *) CLASS="*.$CLASS" ;; esac
    [ ${#kinds[@]} -gt 0 ] || kinds=(unit islands integration browser)
    [ "${kinds[*]}" != faults ] || test_faults_apart
}

# Leaves the caller the kinds whose program has such a class.
test_only_with_class() {
    local kind having=()
    for kind in "${kinds[@]}"; do
        [ "$kind" != islands ] || continue
        [ -z "$("$(test_binary "$kind")" -noColor -list classes -class "$CLASS" | grep '^VideoReview\.')" ] || having+=("$kind")
    done
    [ ${#having[@]} -gt 0 ] || fail "no test class of ${kinds[*]} is named $CLASS"
    kinds=("${having[@]}")
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

# Integration tests and walks wait for other things, so they run side by side; the walks' words are shown when they have ended.
test_programs() {
    local kind words=$TEST/log/browser.log beside=no
    [[ " ${kinds[*]} " != *" integration "* || " ${kinds[*]} " != *" browser "* ]] || beside=yes
    for kind in "${kinds[@]}"; do
        if [ "$kind-$beside" = browser-yes ]; then continue; fi
        if [ "$kind-$beside" = integration-yes ]; then test_begin browser >"$words" 2>&1; fi
        say "== $(test_name "$kind")"
        test_begin "$kind"
        test_end "$kind"
    done
    if [ $beside = yes ]; then
        say "== $(test_name browser)"
        test_end browser "$words"
    fi
}

test_name() {
    local kind=${1%s}
    case $1 in islands) echo "Islands" ;; *) echo "VideoReview.${kind^}Tests" ;; esac
}

test_binary() {
    local name
    name=$(test_name "$1")
    echo "tests/$name/bin/Debug/net10.0/$name"
}

# Without services a test is skipped; here they run, so CI=true turns that into a failure. Programs live for seconds here: counting
# calls, compiling the frequent ones a second time and mapping each page of code twice never pays (a fifth of a program's start).
test_begin() {
    local filter=()
    [ -z "$CLASS" ] || filter=(-class "$CLASS")
    rm -f "$TEST/$1.json"
    if [ "$1" = islands ]; then
        timeout --kill-after=10 "$TEST_LIMIT" npm --prefix src/VideoReview.Web/Islands test --silent -- --report "$TEST/islands.json" </dev/null &
        RUNNING[$1]=$!
        return
    fi
    CI=true DOTNET_TC_CallCounting=0 DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0 timeout --kill-after=10 "$TEST_LIMIT" "$(test_binary "$1")" -noColor -noLogo "${filter[@]}" -result-ctrf "$TEST/$1.json" </dev/null &
    RUNNING[$1]=$!
}

# Waits for the program and counts; says what it said where that went to a file.
test_end() {
    local report=$TEST/$1.json status=0 failed
    wait "${RUNNING[$1]}" || status=$?
    unset "RUNNING[$1]"
    [ "$#" = 1 ] || cat "$2"
    if [ ! -s "$report" ]; then
        say "$(test_name "$1") ended without a report (exit code $status): counted as a failure"
        FAILED=$((FAILED + 1))
        return
    fi
    REPORTS+=("$report")
    failed=$(count "$report" failed)
    [ "$status" = 0 ] || [ "$failed" -gt 0 ] || failed=1
    PASSED=$((PASSED + $(count "$report" passed)))
    SKIPPED=$((SKIPPED + $(count "$report" skipped) + $(count "$report" pending)))
    FAILED=$((FAILED + failed))
}

# Where the time went: the slowest tests of all, then each program's classes.
tell_times() {
    [ ${#REPORTS[@]} -gt 0 ] && node - "${REPORTS[@]}" <<'JS' >&2
const path = require("path");
const read = (report) => JSON.parse(require("fs").readFileSync(report, "utf8")).results;
const seconds = (ms) => (ms / 1000).toFixed(1).padStart(7) + " s";
const short = (name) => name.replace(/^VideoReview\.\w+\./, "");
const bySlowest = (one, other) => other.duration - one.duration;
const programs = process.argv.slice(2).map((report) => ({ kind: path.basename(report, ".json"), ...read(report) }));
const all = programs.flatMap(({ kind, tests }) => tests.map((test) => ({ ...test, kind })));
console.log(`== the slowest of ${all.length} tests`);
for (const test of all.sort(bySlowest).slice(0, 20)) console.log(`${seconds(test.duration)}  ${test.kind}: ${short(test.name).slice(0, 160)}`);
for (const { kind, tests, summary } of programs) {
  const classes = new Map();
  for (const { extra, duration } of tests) {
    const own = classes.get(extra.type) ?? { name: extra.type, tests: 0, duration: 0 };
    classes.set(extra.type, { ...own, tests: own.tests + 1, duration: own.duration + duration });
  }
  const [slow, quick] = [[...classes.values()].sort(bySlowest), []];
  while (slow.at(-1)?.duration < 500) quick.push(slow.pop());
  console.log(`== ${kind}, by class:${seconds(summary.stop - summary.start)} by the clock`);
  for (const each of slow) console.log(`${seconds(each.duration)}  ${short(each.name)}, ${each.tests} tests`);
  console.log(`${seconds(quick.reduce((sum, each) => sum + each.duration, 0))}  ${quick.length} classes of less than half a second`);
}
JS
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
    [ -z "$COMPILER" ] || test_compiler_stop
    [ -z "$STARTING" ] || kill "$STARTING" 2>/dev/null || true
    [ ${#RUNNING[@]} = 0 ] || kill "${RUNNING[@]}" 2>/dev/null || true
    wait
    [ "$STOP_SERVICES" = no ] || services_stop
    [ -z "$APART" ] || test_faults_end
    [ -z "${TMPDIR:-}" ] || case $TMPDIR in "$TEST/tmp" | /tmp/videoreview.*) rm -rf "$TMPDIR" ;; esac
    [ "$status" = 0 ] || [ "$FAILED" -gt 0 ] || FAILED=1
    tell_times || true
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
