# The profile "scanner": Debian's clamd and freshclam, the versions that the tests run.
FROM debian:12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends clamav-daemon clamav-freshclam ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin videoreview \
    && install -d -o 10001 -g 10001 /signatures /scan
COPY infra/scanner /etc/scanner
USER 10001
