# Shared by every word: sentences, packages, free ports, and processes known by their id.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "infra/dev: $*"
    exit 1
}

word_help() {
    cat <<'HELP'
usage: infra/dev WORD

  setup                             install what is missing, restore packages
  run [--fresh]                     serve the product with demo data on http://localhost:${PORT:-8080}
  seed STAGE                        lay demo data: demo, uploading, reviewing, decided, nation
  migrate                           bring the private database (or Database__OwnerConnectionString's) up to date
  test [unit|integration|browser]   build with analyzers, run the tests, count them; -class NAME for one class
  test faults                       faults on services of their own: some 20 minutes
  bench [NAME]                      measure
  bench faults [COUNT]              2,000 (or COUNT) broken files through a worker's real steps
  backup DIR                        one more backup of the private place or the one the settings describe
  restore DIR [NAME]                the newest, or the named one, into an empty place
  services up|down|env              PostgreSQL, RabbitMQ and an S3 server of this clone's own, for tests
  check-store http://HOST:PORT      does this S3 server do all that is asked of it? (STORAGE_USER, STORAGE_PASSWORD)
  services start|stop NAME FOLDER   postgres or rabbitmq alone, in a folder of the caller's
HELP
}

# packages WHAT_NEEDS_IT PACKAGE... : installs what is missing from Debian, never starting a system service.
packages() {
    local purpose=$1 package missing=() as_root=()
    shift
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || fail "$purpose needs packages; run: sudo apt-get install -y --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing for $purpose: ${missing[*]}"
    local log
    log=$(mktemp)
    # RUNLEVEL=1 keeps the packages from starting their machine-wide services.
    if ! { "${as_root[@]}" apt-get update &&
        "${as_root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        fail "could not install ${missing[*]}"
    fi
    rm -f "$log"
}

random_word() { head -c 18 /dev/urandom | base64 | tr -d '/+='; }

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port that nobody listens on, below the range the kernel hands out to clients.
free_port() {
    local port
    while :; do
        port=$((10000 + RANDOM % 22000))
        port_open "$port" || break
    done
    echo "$port"
}

# The port that a file names, or another one where that is taken.
kept_port() {
    local port
    read -r port 2>/dev/null <"$1" && ! port_open "$port" || port=$(free_port)
    echo "$port"
}

started_at() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    [ "$1" != Z ] && echo "${20}"
}

# A process is its id plus its start time, so that a number used again by somebody else is never taken for ours.
alive() {
    local pid start
    read -r pid start 2>/dev/null <"$1" || return 1
    [ "$(started_at "$pid")" = "$start" ]
}

# launch PIDFILE LOG COMMAND... : starts it as leader of its own group, without a terminal and without our locks (8, 9).
launch() {
    local pidfile=$1 log=$2 pid
    shift 2
    mkdir -p "$(dirname "$pidfile")" "$(dirname "$log")"
    setsid -- "$@" >>"$log" 2>&1 </dev/null 8>&- 9>&- &
    pid=$!
    disown "$pid"
    echo "$pid $(started_at "$pid" || true)" >"$pidfile"
}

# halt PIDFILE [SIGNAL] : ends the process and its group; after ten seconds without mercy.
halt() {
    local pidfile=$1 signal=${2:-TERM} pid
    if alive "$pidfile"; then
        read -r pid _ <"$pidfile"
        kill -s "$signal" "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            alive "$pidfile" || break
            sleep 0.1
        done
        kill -s KILL -- "-$pid" 2>/dev/null || true
    fi
    rm -f "$pidfile"
}

# await NAME PIDFILE LOG SECONDS COMMAND... : until the command succeeds; shows the log when it does not.
await() {
    local name=$1 pidfile=$2 log=$3 seconds=$4
    shift 4
    local deadline=$((SECONDS + seconds))
    while ! "$@" >/dev/null 2>&1; do
        if ! alive "$pidfile" || [ $SECONDS -ge $deadline ]; then
            say "the last lines of $log:"
            tail -n 15 "$log" >&2 || true
            say "$name did not start"
            return 1
        fi
        sleep 0.2
    done
}
