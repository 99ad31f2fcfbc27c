/**
 * Transformations for Kafka Connect: what Debezium captures becomes records of our topics.
 *
 * <p>A transformation never fails because of a row's content. A row that is no good becomes a
 * record that the service refuses, into the topic's dead letters with the reason; a feed that
 * stopped still would hold up everything behind it.
 */
package io.aiw3.nft.feeds;
