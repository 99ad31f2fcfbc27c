package io.aiw3.nft.minting.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a page needs to know of the chain before it shows anything.
 *
 * @param feePayer address of the system wallet, which pays for burns and signs them last
 * @param commitments what a mint and a burn need before they count
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConfigView(
    Cluster cluster, Programs programs, String feePayer, Commitments commitments, Signing signing) {

  /**
   * @param name {@code mainnet-beta}, {@code devnet}, {@code testnet} or {@code custom};
   *     {@code unknown} while no node has told the hash
   * @param genesisHash base58; null while no node has told it
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Cluster(
      @Schema(examples = "mainnet-beta") String name,
      @Schema(nullable = true, examples = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d")
          String genesisHash) {}

  /**
   * Program ids.
   *
   * @param guards of what a wallet may add to a burn
   */
  public record Programs(
      @Schema(examples = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA") String token,
      @Schema(examples = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL") String associatedToken,
      @Schema(examples = "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s") String tokenMetadata,
      @Schema(examples = "L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95") String guards) {}

  /** {@code confirmed} or {@code finalized}. */
  public record Commitments(
      @Schema(examples = "finalized") String mint, @Schema(examples = "finalized") String burn) {}

  /**
   * How long a burn transaction can be signed: by the slot's measured length.
   *
   * @param seconds of a fresh one; an operation shows a fresh one on request and in good time
   * @param slotMillis a slot's length
   */
  public record Signing(
      @Schema(examples = "29") long seconds, @Schema(examples = "200") long slotMillis) {}
}
