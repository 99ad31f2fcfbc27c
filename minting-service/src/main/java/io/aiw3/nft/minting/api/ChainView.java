package io.aiw3.nft.minting.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where on the chain the programme lives. */
public record ChainView(
    @Schema(
            enumeration = {"mainnet-beta", "testnet", "devnet", "localnet"},
            description = "The cluster that the user's wallet must be on")
        String cluster,
    @Schema(nullable = true, description = "Genesis hash of the cluster, base58; null: not set")
        String genesisHash,
    Programs programs,
    @Schema(description = "The system wallet: update authority and sole creator of every NFT")
        String updateAuthority,
    Explorer explorer,
    Commitments commitments,
    Signing signing) {
  /** Addresses of the programs that transactions of the programme call. */
  @Schema(name = "ChainPrograms")
  public record Programs(String token, String associatedToken, String metadata) {}

  /** Templates of links. */
  @Schema(name = "ExplorerLinks")
  public record Explorer(
      @Schema(description = "{signature} stands for a transaction's signature") String transaction,
      @Schema(description = "{address} stands for a mint or a wallet") String address) {}

  /** What the chain must have said of a transaction before it counts. */
  public record Commitments(
      @Schema(
              enumeration = {"confirmed", "finalized"},
              description = "Of a mint")
          String mint,
      @Schema(
              enumeration = {"confirmed", "finalized"},
              description = "Of a burn")
          String burn) {}

  /** How long a burn transaction can be signed, by the measured length of a slot. */
  @Schema(name = "SigningTime")
  public record Signing(
      @Schema(
              description =
                  "Of a fresh one. An operation shows a fresh one in good time, and on request")
          long seconds,
      @Schema(description = "A slot's length") long slotMillis) {}
}
