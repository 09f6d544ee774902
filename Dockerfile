# ticketd in one container: Node runs the sources as they stand; nothing is compiled.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The container brings its own Node; better-sqlite3 carries its prebuilt binaries; no install scripts run.
RUN npm ci --omit=dev --omit=optional

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    TICKETD_CONFIG=/etc/ticketd/config.json \
    TICKETD__DATA__DIRECTORY=/data \
    TICKETD__HTTP__PORT=8080
WORKDIR /app
COPY package.json ./
COPY --from=packages /app/node_modules ./node_modules
COPY templates ./templates
COPY migrations ./migrations
COPY src ./src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TICKETD__HTTP__PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/main.ts"]
CMD ["run"]
