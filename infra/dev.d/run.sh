# `infra/dev run`: the first size of the product on this machine: one process, a folder, its own PostgreSQL.
# shellcheck shell=bash disable=SC2034

RUN=$ROOT/.dev/run

word_run() {
    case "$*" in
        '') ;;
        --fresh) local fresh=yes ;;
        *) fail "usage: infra/dev run [--fresh]" ;;
    esac
    local port=${PORT:-8080}
    run_own
    trap run_finish EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    halt "$RUN/pids/web"
    ! port_open "$port" || fail "port $port is taken; choose another: PORT=8081 infra/dev run"
    if [ "${fresh:-}" = yes ]; then
        postgres_down "$RUN"
        rm -rf "$RUN"/{postgres,objects,staging,scratch,seeded}
    fi
    run_publish
    run_database
    run_settings
    run_migrate
    if [ ! -f "$RUN/seeded" ]; then
        run_program seed demo >"$RUN/accounts" || fail "the demo data could not be laid"
        touch "$RUN/seeded"
    fi
    run_serve "$port"
}

# One `run` per clone; what an ended one left behind is ours to clear away.
run_own() {
    mkdir -p "$RUN"
    exec 9>"$RUN/lock"
    flock -n 9 || fail "infra/dev run is already running in this clone"
}

# A publish of its own, so that building for the tests never pulls the files from under a running server. Whoever has
# the program already names its folder in VIDEOREVIEW_PROGRAM.
PROGRAM=$RUN/program

run_publish() {
    if [ -n "${VIDEOREVIEW_PROGRAM:-}" ]; then
        PROGRAM=$VIDEOREVIEW_PROGRAM
        return 0
    fi
    need_build
    need_program ffmpeg "the videos"
    local stamp=$RUN/program.stamp
    if [ -f "$stamp" ] && [ -z "$(find src infra/build global.json -type f -newer "$stamp" \
        -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/node_modules/*' -not -path '*/wwwroot/assets/*' -print -quit)" ]; then
        return 0
    fi
    say "building ..."
    touch "$stamp.new"
    rm -rf "$RUN/program" "$stamp"
    quietly "$ROOT/.dev/log/publish.log" dotnet publish src/VideoReview.Web -c Release -p:Fast=true -v q --nologo \
        -nodeReuse:false -p:UseSharedCompilation=false -o "$RUN/program" || fail "the web program could not be built"
    mv "$stamp.new" "$stamp"
}

# The private database and its two roles; the passwords are made here and stay here.
run_database() {
    local home=$RUN/postgres
    postgres_up "$RUN" durable
    if [ ! -f "$home/ready" ]; then
        random_word >"$home/owner"
        random_word >"$home/app"
        # A first attempt that was cut short leaves nothing to build on.
        run_psql -c 'DROP DATABASE IF EXISTS videoreview' -c 'DROP ROLE IF EXISTS videoreview_owner' \
            -c 'DROP ROLE IF EXISTS videoreview_app'
        run_psql -v owner_password="$(<"$home/owner")" -v app_password="$(<"$home/app")" -f infra/postgres/roles.sql
        touch "$home/ready"
    fi
    local server="Host=127.0.0.1;Port=$PG_PORT;Database=videoreview" owner app
    owner=$(<"$home/owner")
    app=$(<"$home/app")
    export Database__OwnerConnectionString="$server;Username=videoreview_owner;Password=$owner"
    export Database__ConnectionString="$server;Username=videoreview_app;Password=$app"
}

run_psql() { PGPASSWORD=$PG_PASSWORD "$PG_BIN/psql" -h 127.0.0.1 -p "$PG_PORT" -U postgres -X -q -v ON_ERROR_STOP=1 "$@" >/dev/null 2>>"$RUN/log/postgres.log"; }

# Settings of the first size.
run_settings() {
    mkdir -p "$RUN"/{objects,staging,scratch}
    export ASPNETCORE_ENVIRONMENT=Development DOTNET_ENVIRONMENT=Development
    export Bus__Transport=InMemory Storage__Kind=Disk Storage__DiskFolder="$RUN/objects"
    export Uploads__StagingFolder="$RUN/staging" Worker__InProcess=true Media__ScratchFolder="$RUN/scratch"
    export Seed__VideosFolder="$ROOT/../shared/videos"
}

# A database that another kind of version made stays as it is; only its owner may give it up.
run_migrate() {
    local status=0
    run_program migrate || status=$?
    case $status in
        0) ;;
        3) fail "the database under .dev/run is of an older kind; \`infra/dev run --fresh\` begins anew and gives up what is in it" ;;
        *) fail "the database could not be migrated" ;;
    esac
}

# run_program WORD... : one of the web program's one-shot words.
run_program() {
    (cd "$PROGRAM" && exec dotnet VideoReview.Web.dll "$@" </dev/null 9>&-)
}

run_serve() {
    local port=$1 log=$RUN/log/web.log
    : >"$log"
    launch "$RUN/pids/web" "$log" env -u Database__OwnerConnectionString -C "$PROGRAM" \
        ASPNETCORE_URLS="http://0.0.0.0:$port" dotnet VideoReview.Web.dll
    await "The web program" "$RUN/pids/web" "$log" 60 curl -fsS -o /dev/null "http://127.0.0.1:$port/health/ready" || exit 1
    cat "$RUN/accounts"
    echo "VideoReview: http://localhost:$port   (log: ${log#"$ROOT/"}; Ctrl-C stops it)"
    while alive "$RUN/pids/web"; do sleep 1; done
    tail -n 15 "$log" >&2
    fail "the web program ended by itself"
}

run_finish() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    halt "$RUN/pids/web"
    postgres_down "$RUN"
    exit "$status"
}

# The place a word acts on: the one that the environment describes, or else the private one, whether `run` is up or not.
run_place() {
    PLACE=private
    if [ -n "${Database__OwnerConnectionString:-}" ]; then
        PLACE=environment
        run_publish
        return
    fi
    mkdir -p "$RUN"
    if ! alive "$RUN/pids/web"; then
        run_own
        trap run_finish EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM HUP
        run_publish
    fi
    run_database
    run_settings
}

word_migrate() {
    run_place
    run_program migrate
}

word_seed() {
    [ $# = 1 ] || fail "usage: infra/dev seed demo|uploading|reviewing|decided|nation"
    run_place
    run_program migrate
    run_program seed "$1"
}

word_bench() {
    need_build
    need_tests
    quietly "$ROOT/.dev/log/bench.log" dotnet build tests/VideoReview.Benchmarks -c Release -v q --nologo || exit 1
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    if ! services_alive; then
        services_up
        trap services_stop EXIT
    fi
    # shellcheck source=/dev/null
    . "$TEST/env"
    tests/VideoReview.Benchmarks/bin/Release/net10.0/VideoReview.Benchmarks "$@" </dev/null
}
