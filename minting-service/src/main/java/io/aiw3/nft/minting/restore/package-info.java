/** What the chain has and the database lacks, as after it went back in time. */
package io.aiw3.nft.minting.restore;
