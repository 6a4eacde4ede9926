# Payvand in a container: built with Swift, run on plain Debian as a user without rights.
FROM swift:6.3-bookworm AS build
WORKDIR /src
COPY scripts/setup scripts/fonts scripts/requirements.txt scripts/
RUN scripts/setup run
COPY . .
RUN scripts/build release --static-swift-stdlib \
    && mkdir /payvand \
    && cp .build/release/payvand /payvand/ \
    && cp -r .build/release/*.resources data var/assets /payvand/

FROM debian:bookworm-slim
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates coinor-libclp1 libargon2-1 libpq5 libsqlite3-0 libstdc++6 pandoc poppler-utils tzdata zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/payvand payvand
COPY --from=build /payvand /opt/payvand
USER payvand
WORKDIR /var/lib/payvand
ENV PAYVAND_DATABASE=sqlite:/var/lib/payvand/office.sqlite
EXPOSE 8080
ENTRYPOINT ["/opt/payvand/payvand"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080", "--assets", "/opt/payvand/assets"]
