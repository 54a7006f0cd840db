# `infra/dev services`: what the tests need, started beside whatever else this machine runs.
# shellcheck shell=bash disable=SC2030,SC2031

TEST=$ROOT/.dev/test
SERVICE_PACKAGES=(postgresql-15 postgresql-client-15 rabbitmq-server ceph-mon ceph-osd radosgw ceph-common clamav-daemon curl)

word_services() {
    case ${1:-} in
        up) services_up ;;
        down) services_down ;;
        env) [ -f "$TEST/env" ] || fail "the services are not running; infra/dev services up starts them"
            cat "$TEST/env" ;;
        start | stop) services_one "$@" ;;
        *) fail "usage: infra/dev services up|down|env | start|stop postgres|rabbitmq FOLDER" ;;
    esac
}

# One service in the caller's folder, which may go and come back as it was; prints how to reach it.
services_one() {
    [ $# = 3 ] || fail "usage: infra/dev services start|stop postgres|rabbitmq FOLDER"
    case $1-$2 in
        start-postgres)
            postgres_up "$3" fast >&2
            postgres_connection postgres ;;
        start-rabbitmq)
            rabbitmq_up "$3" keep >&2
            rabbitmq_ready "$3" >&2
            rabbitmq_address ;;
        stop-postgres | stop-rabbitmq) "$2_down" "$3" ;;
        *) fail "no such service: $2" ;;
    esac
}

services_alive() { alive "$TEST/pids/postgres" && alive "$TEST/pids/rabbitmq" && s3_alive "$TEST" && [ -f "$TEST/env" ]; }

# All three at once: S3 is the slowest, so it sets the time. In a process of its own, which clears up when it fails.
services_up() (
    mkdir -p "$TEST"
    exec 8>"$TEST/lock"
    flock -w 120 8 || fail "another infra/dev is starting or stopping the services"
    if services_alive; then
        say "the services are already running"
        return 0
    fi
    rm -f "$TEST/env"
    trap services_stop EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    packages "the tests" "${SERVICE_PACKAGES[@]}"
    say "starting PostgreSQL, RabbitMQ and the S3 server ..."
    rabbitmq_up "$TEST"
    (s3_up "$TEST") 8>&- &
    local s3=$!
    alive "$TEST/pids/postgres" || rm -rf "$TEST/postgres"
    postgres_up "$TEST" fast
    rabbitmq_ready "$TEST"
    wait "$s3" || {
        tail -n 15 "$TEST/log/s3.log" >&2
        fail "the S3 server did not start"
    }
    read -r S3_PORT <"$TEST/s3/port"
    services_write_env
    trap - EXIT
    say "services are up; infra/dev services env prints how to reach them"
)

services_write_env() {
    cat >"$TEST/env.new" <<ENV
export VIDEOREVIEW_TEST_POSTGRES='$(postgres_connection postgres)'
export VIDEOREVIEW_TEST_RABBITMQ='$(rabbitmq_address)'
export VIDEOREVIEW_TEST_S3='http://127.0.0.1:$S3_PORT'
export VIDEOREVIEW_TEST_S3_ACCESS_KEY='$S3_ACCESS_KEY'
export VIDEOREVIEW_TEST_S3_SECRET_KEY='$S3_SECRET_KEY'
export VIDEOREVIEW_TEST_S3_WORKER='$S3_WORKER'
export VIDEOREVIEW_TEST_S3_WORKER_SECRET_KEY='$S3_WORKER_SECRET_KEY'
export VIDEOREVIEW_TEST_CHROMIUM='$(command -v chromium-headless-shell || command -v chromium)'
ENV
    mv "$TEST/env.new" "$TEST/env"
}

services_stop() {
    rm -f "$TEST/env"
    s3_down "$TEST"
    rabbitmq_down "$TEST"
    postgres_down "$TEST"
}

services_down() (
    mkdir -p "$TEST"
    exec 8>"$TEST/lock"
    flock -w 120 8 || fail "another infra/dev is starting or stopping the services"
    services_stop
    say "services are down"
)
