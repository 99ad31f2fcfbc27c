package io.aiw3.nft.qualification.api;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.qualification.persistence.UserEntity;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user in the administrators' list.
 *
 * @param currentLevel 0 while no tiered NFT is held
 * @param nextLevel null at the highest level
 * @param qualified for the next level
 */
public record UserSummary(
    UserId userId,
    @Schema(nullable = true) String walletAddress,
    BigDecimal tradingVolume,
    String tradingVolumeText,
    int currentLevel,
    @Schema(nullable = true) String currentMint,
    @Schema(nullable = true) Integer nextLevel,
    boolean qualified) {
  static UserSummary of(UserEntity user, Boolean qualified) {
    return new UserSummary(
        new UserId(user.id),
        user.walletAddress,
        user.tradingVolume,
        ContractJson.text(user.tradingVolume),
        user.currentLevel,
        user.currentMint,
        user.nextLevel == 0 ? null : user.nextLevel,
        Boolean.TRUE.equals(qualified));
  }
}
