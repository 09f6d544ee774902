# ticketd in one container: Node runs the sources as they stand; nothing is compiled.
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The container brings its own Node; better-sqlite3 carries its prebuilt binaries; no install scripts run.
RUN npm ci --omit=dev --omit=optional

FROM node:24.21.0-bookworm-slim
# One arena: glibc would give each of Node's threads a heap of its own, some 20 MB in all.
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=1 \
    TICKETD_CONFIG=/etc/ticketd/config.json \
    TICKETD__DATA__DIRECTORY=/data \
    TICKETD__HTTP__HOST=0.0.0.0 \
    TICKETD__HTTP__PORT=8080
WORKDIR /app
COPY package.json ./
COPY --from=packages /app/node_modules ./node_modules
COPY templates ./templates
COPY migrations ./migrations
COPY src ./src
RUN mkdir -p /data node_modules/.cache/ticketd && chown node:node /data node_modules/.cache/ticketd
USER node
# The root file system is read-only later: what Node compiles of the sources is kept now, for the user who runs them. Each
# verb, the daemon, and the reader's thread: what is not kept is compiled at each start, by 25 MB that then stay.
RUN NODE_COMPILE_CACHE=node_modules/.cache/ticketd node --input-type=module -e "\
const { spareMemory } = await import('./src/cli/frame/memory.ts'); spareMemory();\
const { VERBS } = await import('./src/cli/verbs.ts'); for (const verb of Object.values(VERBS)) await verb.load();\
await import('./src/daemon/opening.ts'); await import('./src/board/metrics.ts'); await import('imapflow')" \
  && node src/ticketd.js --help > /dev/null && node src/ticketd.js parse package.json > /dev/null
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TICKETD__HTTP__PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/ticketd.js"]
CMD ["run"]
