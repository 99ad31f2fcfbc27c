package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Inbound;

/** Keys that are user ids. */
final class MessageKeys {
  private MessageKeys() {}

  static UserId user(Inbound<?> inbound) {
    try {
      return UserId.of(inbound.key());
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("the key is not a user id", e);
    }
  }

  /** One user's messages are in order only if they have the user's key. */
  static void requireSame(UserId key, UserId user) {
    if (!key.equals(user)) {
      throw new BadMessageException("the key is not the userId of the body");
    }
  }
}
