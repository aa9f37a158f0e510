# What each stage installs depends on these files alone, so that a change elsewhere does not install it again.
FROM node:26.10.0-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/cli/package.json packages/cli/
COPY packages/client/package.json packages/client/
COPY packages/protocol/package.json packages/protocol/
COPY packages/rules/package.json packages/rules/
COPY packages/server/package.json packages/server/
COPY packages/web/package.json packages/web/

# No script of a package runs: the only one would fetch a second Node.
FROM manifests AS page
RUN npm ci --ignore-scripts
COPY packages packages
RUN node packages/web/build.ts

FROM manifests AS dependencies
RUN npm ci --omit=dev --ignore-scripts --workspace=@teahouse/cli --include-workspace-root=false

FROM node:26.10.0-slim
ENV NODE_ENV=production TEAHOUSE_HOST=0.0.0.0 TEAHOUSE_PORT=8080 TEAHOUSE_DATA=/data
WORKDIR /app
COPY --from=dependencies /app ./
COPY packages/cli/src packages/cli/src
COPY packages/client/src packages/client/src
COPY packages/protocol/src packages/protocol/src
COPY packages/rules/src packages/rules/src
COPY packages/server/src packages/server/src
COPY --from=page /app/packages/web/dist packages/web/dist
# By its number, so that Kubernetes can see that it is not root. It is the user "node" of the image.
RUN install --directory --owner=1000 --group=1000 --mode=700 /data
USER 1000:1000
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TEAHOUSE_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: SIGTERM reaches the server, which says goodbye to everyone.
ENTRYPOINT ["node", "packages/cli/src/main.ts"]
CMD ["serve"]
