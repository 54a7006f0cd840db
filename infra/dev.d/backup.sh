# `infra/dev backup` and `restore`. Objects never change once written, so a copy taken after the database's holds all
# that the database speaks of; files on their way in are taken between the two, because they leave towards the objects.
# shellcheck shell=bash

word_backup() {
    [ $# = 1 ] || fail "usage: infra/dev backup DIR"
    local folder
    folder=$(realpath -m "$1")
    [ -z "$(ls -A "$folder" 2>/dev/null)" ] || fail "$1 is not empty; each backup wants a folder of its own"
    run_place
    packages "the backup" postgresql-client-15
    (umask 077 && mkdir -p "$folder/staging")
    say "copying the database ..."
    owner_database
    "$PG_BIN/pg_dump" --format=custom --no-owner --file="$folder/database.dump" || fail "the database could not be copied"
    say "copying the files ..."
    if [ -d "${Uploads__StagingFolder:-}" ]; then
        # A file may be stored away while we copy; then it is among the objects.
        cp -a "$Uploads__StagingFolder/." "$folder/staging/" || say "some files were stored away meanwhile"
    fi
    run_program export-objects "$folder/objects" || fail "the files could not be copied"
    date -u +%Y-%m-%dT%H:%M:%SZ >"$folder/complete"
    say "the backup in $1 is complete"
}

word_restore() {
    [ $# = 1 ] || fail "usage: infra/dev restore DIR"
    local folder
    folder=$(realpath -m "$1")
    [ -f "$folder/complete" ] || fail "$1 holds no complete backup"
    run_place
    [ "$PLACE" = environment ] || ! alive "$RUN/pids/web" || fail "stop infra/dev run first"
    packages "the restore" postgresql-client-15
    owner_database
    local tables
    tables=$("$PG_BIN/psql" -X -A -t -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") ||
        fail "the database cannot be reached"
    [ "$tables" = 0 ] || fail "the database is not empty; restore goes into an empty place only"
    say "putting the files back ..."
    mkdir -p "${Uploads__StagingFolder:?names the folder of unfinished uploads}"
    cp -a "$folder/staging/." "$Uploads__StagingFolder/"
    run_program import-objects "$folder/objects" || fail "the files could not be put back"
    say "putting the database back ..."
    "$PG_BIN/pg_restore" --no-owner --exit-on-error --single-transaction --dbname="$PGDATABASE" "$folder/database.dump" ||
        fail "the database could not be put back"
    run_program migrate
    if [ "$PLACE" = private ]; then
        # The accounts are those of the backup; the demo data must not be laid over them.
        : >"$RUN/accounts"
        touch "$RUN/seeded"
    fi
    say "restored what was saved at $(<"$folder/complete")"
}

# PG* variables from the owner's Npgsql connection string.
owner_database() {
    local part
    while IFS= read -r -d ';' part; do
        case ${part,,} in
            host=*) export PGHOST=${part#*=} ;;
            port=*) export PGPORT=${part#*=} ;;
            database=*) export PGDATABASE=${part#*=} ;;
            username=*) export PGUSER=${part#*=} ;;
            password=*) export PGPASSWORD=${part#*=} ;;
        esac
    done <<<"${Database__OwnerConnectionString:?}"';'
}
