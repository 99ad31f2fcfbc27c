package io.aiw3.nft.minting.rpc;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the chain says of an NFT.
 *
 * @param owner who holds the token; null when it is burned
 * @param commitment of what was read
 */
public record OnChainNft(
    @Schema(nullable = true) String owner,
    long supply,
    @Schema(nullable = true) String updateAuthority,
    @Schema(nullable = true) Boolean isMutable,
    List<Creator> creators,
    @Schema(enumeration = {"confirmed", "finalized"}) String commitment) {
  public OnChainNft {
    creators = List.copyOf(creators);
  }

  /** {@code share} in percent. */
  public record Creator(String address, boolean verified, int share) {}
}
