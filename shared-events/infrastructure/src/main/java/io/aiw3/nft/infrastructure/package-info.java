/**
 * Real MySQL, Kafka and Redis servers as child processes, for tests and for the local launcher.
 *
 * <p>No container runtime is needed: the servers' files come out of Maven artifacts into a cache of
 * the user. Every server listens on loopback only, and none outlives the process that started it.
 */
package io.aiw3.nft.infrastructure;
