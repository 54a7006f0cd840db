# Web and its one-shot words (migrate, create-admin, create-bucket). Built on the SDK, shipped on the Debian it was tested on.
# Target "web" is the grown size's, without ffmpeg; "one" is one machine's, with it.
FROM node:24-bookworm-slim AS node

# The SDK by its exact version: packages.lock.json holds what this one asks for.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
# npm bundles the islands during the web project's build.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /source
# What is restored changes seldom: its layers stay while the sources change.
COPY global.json .editorconfig ./
COPY infra/build infra/build
COPY src/VideoReview.Domain/*.csproj src/VideoReview.Domain/packages.lock.json src/VideoReview.Domain/
COPY src/VideoReview.Application/*.csproj src/VideoReview.Application/packages.lock.json src/VideoReview.Application/
COPY src/VideoReview.Worker/*.csproj src/VideoReview.Worker/packages.lock.json src/VideoReview.Worker/
COPY src/VideoReview.Web/*.csproj src/VideoReview.Web/packages.lock.json src/VideoReview.Web/
RUN dotnet restore src/VideoReview.Web --locked-mode -p:SelfContained=true
COPY src/VideoReview.Web/Islands/package.json src/VideoReview.Web/Islands/package-lock.json src/VideoReview.Web/Islands/
RUN cd src/VideoReview.Web/Islands && npm ci --no-audit --no-fund --loglevel=error
COPY src src
# The build stamps the commit from .git, and the version from a tag on it; VERSION goes before the tag. Written so that a
# tree without .git can be built too (a pattern may match nothing; global.json is there to be copied).
COPY global.json .gi[t] .git/
ARG VERSION=
RUN dotnet publish src/VideoReview.Web -c Release --no-restore -a "$(dpkg --print-architecture)" --self-contained \
    ${VERSION:+-p:Version=$VERSION} -o /app

FROM debian:12-slim AS web
RUN apt-get update \
    && apt-get install -y --no-install-recommends libicu72 libssl3 tzdata ca-certificates postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin videoreview
COPY --from=build /app /app
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
WORKDIR /app
USER 10001
EXPOSE 8080
ARG VERSION= REVISION=
LABEL org.opencontainers.image.title="VideoReview web" org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.version="$VERSION" org.opencontainers.image.revision="$REVISION"
ENTRYPOINT ["/app/VideoReview.Web"]

FROM web AS one
USER 0
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
USER 10001
LABEL org.opencontainers.image.title="VideoReview, one machine"
