/**
 * Bytes of Solana that everything shares which builds, checks or reads them: addresses, account
 * layouts, instructions, messages and transactions (minting-service/solana.md). Without a
 * framework, a network or a clock.
 */
package io.aiw3.nft.solana;
