/** How soon the minting service sees that NFTs have moved. */
package io.aiw3.nft.bench.ownership;
