/** What the running suite takes. */
package io.aiw3.nft.bench.footprint;
