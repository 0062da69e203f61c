# Two stages: a static binary, then an image that holds it and nothing else.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY extract/page/dateparser ./extract/page/dateparser
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/sahelwatch ./cmd/sahelwatch \
 && mkdir -p /out/data && cp /etc/ssl/certs/ca-certificates.crt /out/

FROM scratch
COPY --from=build /out/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/sahelwatch /sahelwatch
COPY --from=build --chown=65532:65532 /out/data /data
COPY config.yaml NOTICE LICENSE /
USER 65532:65532
# Run with --read-only: only /data is written. Time zones are linked in.
VOLUME /data
ENV SAHELWATCH_CONFIG=/config.yaml SAHELWATCH_DATA=/data SAHELWATCH_WEB_LISTEN=0.0.0.0:8787
# So ./data of the configuration is the volume, whatever recipients it names.
WORKDIR /
EXPOSE 8787
HEALTHCHECK --interval=1m --timeout=5s --start-period=20s CMD ["/sahelwatch", "health"]
ENTRYPOINT ["/sahelwatch"]
CMD ["daemon"]
