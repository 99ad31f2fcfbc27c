package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.SagaIds;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.minting.chain.Addresses;

/** What a command must have to be understood at all; otherwise it is a dead letter. */
final class CommandChecks {
  private CommandChecks() {}

  static void sagaId(String id) {
    if (!SagaIds.mayBe(id)) {
      throw new BadMessageException("sagaId needs 1 to 36 letters, digits or dashes");
    }
  }

  static void userId(UserId id) {
    if (id == null) {
      throw new BadMessageException("userId is missing");
    }
  }

  static void address(String name, String address) {
    if (Addresses.parse(address).isEmpty()) {
      throw new BadMessageException(name + " is not a Solana address");
    }
  }

  static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadMessageException(
          "%s must lie within %d and %d, not %d".formatted(name, least, most, value));
    }
  }
}
