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
    Explorer explorer) {
  /** Addresses of the programs that transactions of the programme call. */
  @Schema(name = "ChainPrograms")
  public record Programs(String token, String associatedToken, String metadata) {}

  /** Templates of links. */
  @Schema(name = "ExplorerLinks")
  public record Explorer(
      @Schema(description = "{signature} stands for a transaction's signature") String transaction,
      @Schema(description = "{address} stands for a mint or a wallet") String address) {}
}
