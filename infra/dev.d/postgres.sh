# PostgreSQL 15 in a folder of its own, on loopback only.
# shellcheck shell=bash

PG_BIN=/usr/lib/postgresql/15/bin

# PostgreSQL refuses to run as root: then AS_POSTGRES goes before its commands. Its own user keeps the right to pass
# through root's folders where the machine allows that.
AS_POSTGRES=()

postgres_user() {
    [ "$(id -u)" = 0 ] || return 0
    local keep=(--inh-caps=+dac_override --ambient-caps=+dac_override)
    setpriv "${keep[@]}" true 2>/dev/null || keep=()
    AS_POSTGRES=(setpriv --reuid=postgres --regid=postgres --init-groups "${keep[@]}")
}

# postgres_up PROFILE_FOLDER durable|fast : sets PG_PORT and PG_PASSWORD. Started again, it keeps its port where nobody took it.
postgres_up() {
    local home=$1/postgres pidfile=$1/pids/postgres log=$1/log/postgres.log durability=$2
    if alive "$pidfile"; then
        read -r PG_PORT <"$home/port"
        read -r PG_PASSWORD <"$home/password"
        return 0
    fi
    packages PostgreSQL postgresql-15 postgresql-client-15
    postgres_user
    mkdir -p "$home" "$1/log"
    if [ ! -f "$home/data/PG_VERSION" ]; then
        rm -rf "$home/data"
        random_word >"$home/password"
        [ "$(id -u)" != 0 ] || chown postgres: "$home" "$home/password"
        if ! "${AS_POSTGRES[@]}" "$PG_BIN/initdb" -D "$home/data" -U postgres --pwfile="$home/password" --auth=scram-sha-256 \
            --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=id-ID --no-sync >"$log" 2>&1 </dev/null; then
            tail -n 15 "$log" >&2
            rm -rf "$home/data"
            fail "PostgreSQL's initdb failed"
        fi
    fi
    PG_PORT=$(kept_port "$home/port")
    read -r PG_PASSWORD <"$home/password"
    echo "$PG_PORT" >"$home/port"
    local options=(-c "port=$PG_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories=
        -c max_connections=400 -c shared_buffers=256MB -c timezone=UTC -c log_timezone=UTC)
    [ "$durability" = durable ] ||
        options+=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=4GB)
    launch "$pidfile" "$log" "${AS_POSTGRES[@]}" "$PG_BIN/postgres" -D "$home/data" "${options[@]}"
    await PostgreSQL "$pidfile" "$log" 180 "$PG_BIN/pg_isready" -q -h 127.0.0.1 -p "$PG_PORT" || exit 1
}

postgres_down() { halt "$1/pids/postgres" INT; }

# A connection string of the superuser; the argument names the database.
postgres_connection() { echo "Host=127.0.0.1;Port=$PG_PORT;Username=postgres;Password=$PG_PASSWORD;Database=$1"; }
