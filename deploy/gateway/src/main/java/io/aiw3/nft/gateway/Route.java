package io.aiw3.nft.gateway;

/**
 * Where a path leads.
 *
 * @param open whether a call needs no token
 * @param webSocket whether a request may be upgraded to a WebSocket
 * @param bodyLimit bytes of a request body, where it is more than elsewhere; else 0
 */
record Route(PathPattern path, String service, boolean webSocket, boolean open, int bodyLimit) {}
