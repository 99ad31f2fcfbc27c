package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.kit.inbox.BadMessageException;
import java.util.regex.Pattern;

/**
 * What is checked before the database is asked: it would refuse such values too, but some of them
 * at the cost of a connection each.
 */
final class MessageChecks {
  private static final Pattern ADDRESS = Pattern.compile("[1-9A-HJ-NP-Za-km-z]{32,44}");

  private MessageChecks() {}

  static void address(String name, String address) {
    if (address == null || !ADDRESS.matcher(address).matches()) {
      throw new BadMessageException(name + " is not a base58 address");
    }
  }

  static void tieredLevel(int level) {
    if (level < 1 || level >= Tier.COMPETITION_LEVEL) {
      throw new BadMessageException("there is no tiered NFT of level " + level);
    }
  }
}
