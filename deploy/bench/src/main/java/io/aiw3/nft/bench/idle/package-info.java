/** What the suite costs when nobody is there. */
package io.aiw3.nft.bench.idle;
