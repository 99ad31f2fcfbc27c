package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.SagaIds;
import io.aiw3.nft.contract.SolanaAddress;
import io.aiw3.nft.contract.UserId;
import java.time.Instant;

/**
 * What more than one service checks of a message before the database is queried: it would refuse
 * such values too, but some of them at the cost of a connection each.
 */
public final class MessageChecks {
  private MessageChecks() {}

  /**
   * @throws BadMessageException unless there can be such a saga
   */
  public static void sagaId(String id) {
    if (!SagaIds.mayBe(id)) {
      throw new BadMessageException("sagaId needs 1 to 36 letters, digits or dashes");
    }
  }

  /**
   * @throws BadMessageException if it is missing
   */
  public static void userId(UserId id) {
    if (id == null) {
      throw new BadMessageException("userId is missing");
    }
  }

  /**
   * @param name of the field, for the reason
   * @throws BadMessageException unless it is the address of a wallet or a mint
   */
  public static void address(String name, String address) {
    if (!SolanaAddress.isValid(address)) {
      throw new BadMessageException(name + " is not a Solana address");
    }
  }

  /**
   * What {@link MessageDecoder} checks of every time, for those who read bodies by themselves.
   *
   * @param name of the field, for the reason
   * @throws BadMessageException unless it lies between the year 2000 and a day ahead of now
   */
  public static Instant time(String name, Instant time) {
    return MessageTimes.inRange(name, time);
  }

  /**
   * @param name of the field, for the reason
   * @throws BadMessageException unless {@code least <= value <= most}
   */
  public static void range(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadMessageException(
          "%s must lie within %d and %d, not %d".formatted(name, least, most, value));
    }
  }
}
