/** What the tables take up. */
package io.aiw3.nft.bench.storage;
