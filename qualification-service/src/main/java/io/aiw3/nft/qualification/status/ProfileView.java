package io.aiw3.nft.qualification.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What everybody may see of a user who allows it: no user id, and no amount. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ProfileView(
    String walletAddress,
    @Schema(description = "Level of the tiered NFT held; 0: none is held") int currentLevel,
    @Schema(description = "NFTs in the wallet: tiered ones by level, then competition NFTs")
        List<StandingView.NftView> nfts,
    @Schema(description = "Catalogue identifiers of the badges that the user has bound")
        List<String> badges) {
  public ProfileView {
    nfts = List.copyOf(nfts);
    badges = List.copyOf(badges);
  }
}
