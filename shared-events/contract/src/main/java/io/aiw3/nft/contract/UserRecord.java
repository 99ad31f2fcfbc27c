package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A user of the platform and the wallet linked to them (topic {@code users}, compacted; a tombstone
 * removes the user).
 *
 * @param walletAddress base58 address, or null when no wallet is linked
 * @param updatedAt when the platform changed the record; an older record never replaces a newer one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserRecord(UserId userId, String walletAddress, Instant updatedAt)
    implements ContractMessage {
  @Override
  public String topic() {
    return Topics.USERS;
  }

  @Override
  public String key() {
    return userId.toString();
  }
}
