/** The status call under load. */
package io.aiw3.nft.bench.status;
