/** From a commit with a message in the outbox to who reads it. */
package io.aiw3.nft.bench.outbox;
