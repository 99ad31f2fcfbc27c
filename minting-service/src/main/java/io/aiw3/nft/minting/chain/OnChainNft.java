package io.aiw3.nft.minting.chain;

import java.util.List;

/**
 * What the chain says of an NFT.
 *
 * @param owner who holds the token; null when it is burned
 * @param commitment of what was read
 */
public record OnChainNft(
    String owner,
    long supply,
    String updateAuthority,
    Boolean isMutable,
    List<Creator> creators,
    String commitment) {
  public OnChainNft {
    creators = List.copyOf(creators);
  }

  /** {@code share} in percent. */
  public record Creator(String address, boolean verified, int share) {}
}
