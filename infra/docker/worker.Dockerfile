# The worker: media jobs, and in the grown size the only image that carries ffmpeg.
# The SDK by its exact version: packages.lock.json holds what this one asks for.
FROM mcr.microsoft.com/dotnet/sdk:10.0.401 AS build
WORKDIR /source
# What is restored changes seldom: its layer stays while the sources change.
COPY global.json .editorconfig ./
COPY infra/build infra/build
COPY src/VideoReview.Domain/*.csproj src/VideoReview.Domain/packages.lock.json src/VideoReview.Domain/
COPY src/VideoReview.Application/*.csproj src/VideoReview.Application/packages.lock.json src/VideoReview.Application/
COPY src/VideoReview.Worker/*.csproj src/VideoReview.Worker/packages.lock.json src/VideoReview.Worker/
RUN dotnet restore src/VideoReview.Worker --locked-mode -p:SelfContained=true
COPY src src
# As in web.Dockerfile: commit and version are stamped from here; VERSION goes before a tag.
COPY global.json .gi[t] .git/
ARG VERSION=
RUN dotnet publish src/VideoReview.Worker -c Release --no-restore -a "$(dpkg --print-architecture)" --self-contained \
    ${VERSION:+-p:Version=$VERSION} -o /app

FROM debian:12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg libicu72 libssl3 tzdata ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin videoreview \
    && install -d -o 10001 -g 10001 /scratch
COPY --from=build /app /app
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
WORKDIR /app
USER 10001
ARG VERSION= REVISION=
LABEL org.opencontainers.image.title="VideoReview worker" org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.version="$VERSION" org.opencontainers.image.revision="$REVISION"
ENTRYPOINT ["/app/VideoReview.Worker"]
