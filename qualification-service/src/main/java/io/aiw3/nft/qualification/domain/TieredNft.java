package io.aiw3.nft.qualification.domain;

/**
 * A tiered NFT of a user.
 *
 * @param active its benefits are on
 */
public record TieredNft(String mint, int level, boolean active) {}
