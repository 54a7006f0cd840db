# `infra/dev check-store`: the suite that every store must pass, on any S3 server, before videos are trusted to it.
# shellcheck shell=bash

word_check-store() {
    [ $# = 1 ] && [ -n "${STORAGE_USER:-}" ] && [ -n "${STORAGE_PASSWORD:-}" ] ||
        fail "usage: STORAGE_USER=USER STORAGE_PASSWORD=PASSWORD infra/dev check-store http://HOST:PORT
  (a user who may make buckets: the suite makes some of its own, and removes them)"
    need_build
    say "building ..."
    quietly "$ROOT/.dev/log/build.log" dotnet build tests/VideoReview.IntegrationTests -c Debug -p:Fast=true -v q --nologo \
        -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false || exit 1
    export CI=true VIDEOREVIEW_TEST_S3=$1 VIDEOREVIEW_TEST_S3_ACCESS_KEY=$STORAGE_USER VIDEOREVIEW_TEST_S3_SECRET_KEY=$STORAGE_PASSWORD
    timeout --kill-after=10 600 "$(test_binary integration)" -noColor -noLogo -class '*.S3ObjectStorageTests' </dev/null ||
        fail "this store does not do what is asked of it"
    say "this store does all that is asked of it"
}
