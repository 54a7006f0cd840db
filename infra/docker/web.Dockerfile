# Web and its one-shot words (migrate, create-admin, create-bucket). Built on the SDK, shipped on the Debian it was tested on.
FROM node:20-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# npm bundles the islands during the web project's build.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /source
COPY global.json .editorconfig ./
COPY infra/build infra/build
COPY src src
RUN dotnet publish src/VideoReview.Web -c Release -a "$(dpkg --print-architecture)" --self-contained -o /app

FROM debian:12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends libicu72 libssl3 tzdata ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin videoreview \
    && install -d -o 10001 -g 10001 /staging
COPY --from=build /app /app
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
WORKDIR /app
USER 10001
EXPOSE 8080
ENTRYPOINT ["/app/VideoReview.Web"]
