package io.aiw3.nft.gateway;

/**
 * Where a path leads.
 *
 * @param service null where the answer is composed
 * @param open whether a call needs no token
 * @param webSocket whether a request may be upgraded to a WebSocket
 * @param bodyLimit bytes of a request body, where it is more than elsewhere; else 0
 * @param composition null where one service answers
 */
record Route(
    PathPattern path,
    String service,
    boolean webSocket,
    boolean open,
    int bodyLimit,
    Composition composition) {}
