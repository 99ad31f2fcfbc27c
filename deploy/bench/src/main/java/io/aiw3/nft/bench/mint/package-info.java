/** Mints through the packaged service alone, and what they are compared with. */
package io.aiw3.nft.bench.mint;
