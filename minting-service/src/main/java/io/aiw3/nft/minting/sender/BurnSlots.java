package io.aiw3.nft.minting.sender;

import io.aiw3.nft.solana.WireTransaction;

/** The owner's place in a burn transaction. */
final class BurnSlots {
  private static final int OWNER = 1;

  private BurnSlots() {}

  static boolean ownerSlotIsEmpty(byte[] transaction) {
    for (byte b : WireTransaction.signature(transaction, OWNER)) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
