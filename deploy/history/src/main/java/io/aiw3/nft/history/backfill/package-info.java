/** Loads past trades into the topic {@code trades}. */
package io.aiw3.nft.history.backfill;
