package io.aiw3.nft.operations;

import java.time.Instant;

/**
 * What {@code deploy/operations/timeline} shows.
 *
 * @param sagaId the operation's id, as the API gives it
 * @param brokers where its messages are
 * @param since records of the brokers' time before it are not read
 * @param until messages of a later time are not shown; null: all are
 * @param limit no more than this many messages, the newest
 * @param json one JSON object a line instead of text
 */
record TimelineOptions(
    String sagaId, Brokers brokers, Instant since, Instant until, int limit, boolean json) {}
