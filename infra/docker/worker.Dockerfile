# The worker: media jobs, and the only image that carries ffmpeg.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json .editorconfig ./
COPY infra/build infra/build
COPY src src
RUN dotnet publish src/VideoReview.Worker -c Release -a "$(dpkg --print-architecture)" --self-contained -o /app

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
ENTRYPOINT ["/app/VideoReview.Worker"]
