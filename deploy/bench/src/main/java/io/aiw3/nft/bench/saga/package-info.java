/** Claims and upgrades through the whole suite, and what they are compared with. */
package io.aiw3.nft.bench.saga;
