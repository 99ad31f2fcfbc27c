# syntax=docker/dockerfile:1.7
# The Node side of the local suite (chain, IPFS, story, compose's preparation):
#   docker build -f deploy/images/local.Dockerfile deploy/local
FROM docker.io/library/node:22-bookworm-slim AS packages
WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
RUN ["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
RUN ["mkdir", "/data"]

FROM gcr.io/distroless/nodejs22-debian12:nonroot
ARG VERSION=0.0.0
LABEL org.opencontainers.image.title="local" \
      org.opencontainers.image.description="AIW3 NFT: local Solana chain, local IPFS and the story" \
      org.opencontainers.image.version="${VERSION}"
WORKDIR /suite
COPY --from=packages /suite/node_modules node_modules
COPY . .
# A new volume at /data takes its owner from here.
COPY --from=packages --chown=65532:65532 /data /data
USER 65532:65532
