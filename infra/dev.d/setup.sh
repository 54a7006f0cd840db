# `infra/dev setup` and what each word needs before it can begin.
# shellcheck shell=bash

need_dotnet() {
    command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing; see https://dotnet.microsoft.com/download/dotnet/10.0"
    dotnet --version >/dev/null 2>&1 || fail "the .NET SDK that global.json asks for is missing: $(dotnet --list-sdks | tr '\n' ' ')"
}

# npm bundles the islands while the web project is built.
need_npm() {
    { command -v node && command -v npm; } >/dev/null || packages "the islands" nodejs npm
}

need_program() {
    command -v "$1" >/dev/null || packages "$2" "$1"
}

# The build without windows halves the time of the walks; where it cannot be had, they are walked in the browser itself.
need_chromium() {
    command -v chromium-headless-shell >/dev/null || (packages "the browser tests" chromium-headless-shell) || need_program chromium "the browser tests"
}

need_build() {
    need_dotnet
    need_npm
}

need_tests() {
    packages "the tests" "${SERVICE_PACKAGES[@]}"
    need_program ffmpeg "the tests"
    need_chromium
    need_program docker-compose "the check of docker-compose.yml"
}

word_setup() {
    need_build
    need_tests
    say "restoring packages ..."
    quietly "$ROOT/.dev/log/restore.log" dotnet restore VideoReview.sln || fail "dotnet restore failed"
    say "ready: infra/dev run | infra/dev test"
}

# quietly LOG COMMAND... : shows what the command said only when it fails.
quietly() {
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    if ! "$@" >"$log" 2>&1 </dev/null; then
        local errors
        errors=$(grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sed 's# \[/.*##' | sort -u | head -n 40) || true
        say "${errors:-the last lines of $log: $(tail -n 15 "$log")}"
        return 1
    fi
}
