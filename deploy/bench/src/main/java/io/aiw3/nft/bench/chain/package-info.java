/** The local chain under a service of its own. */
package io.aiw3.nft.bench.chain;
