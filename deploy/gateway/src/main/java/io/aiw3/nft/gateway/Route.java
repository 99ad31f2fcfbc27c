package io.aiw3.nft.gateway;

/**
 * Where a path leads.
 *
 * @param open whether a call needs no token
 * @param webSocket whether a request may be upgraded to a WebSocket
 */
record Route(PathPattern path, String service, boolean webSocket, boolean open) {}
