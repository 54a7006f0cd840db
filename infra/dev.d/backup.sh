# `infra/dev backup` and `restore`: the same words that the image has, for the private place or any whose settings
# (Database__OwnerConnectionString, Database__ConnectionString, Storage__*, Uploads__StagingFolder) stand in the environment.
# shellcheck shell=bash

word_backup() {
    [ $# = 1 ] || fail "usage: infra/dev backup DIR"
    local folder
    folder=$(realpath -m "$1")
    run_place
    packages "the backup" postgresql-client-15
    run_program backup "$folder" || exit 1
}

word_restore() {
    [ $# -ge 1 ] && [ $# -le 3 ] || fail "usage: infra/dev restore DIR [NAME [without-missing]]"
    local folder
    folder=$(realpath -m "$1")
    shift
    run_place
    [ "$PLACE" = environment ] || ! alive "$RUN/pids/web" || fail "stop infra/dev run first"
    packages "the restore" postgresql-client-15
    run_program restore "$folder" "$@" || exit 1
    if [ "$PLACE" = private ]; then
        # The accounts are those of the backup; the demo data must not be laid over them.
        : >"$RUN/accounts"
        touch "$RUN/seeded"
    fi
}
