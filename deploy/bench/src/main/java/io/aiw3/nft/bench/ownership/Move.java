package io.aiw3.nft.bench.ownership;

import io.aiw3.nft.bench.saga.BareChain;
import io.aiw3.nft.bench.saga.Wallet;
import java.io.IOException;
import org.p2p.solanaj.core.PublicKey;

/**
 * What an owner does with an NFT.
 *
 * @param receiver the user that it then is of; of one that is sold to nobody we know, or burned,
 *     the same as before
 */
record Move(Nft nft, Kind kind, Nft receiver) {
  private static final int TENTH = 10;
  private static final int TWENTIETH = 20;

  /** To which user it goes, and the status that its row then shows. */
  enum Kind {
    TO_A_STRANGER("inactive"),
    TO_A_USER("unlocked"),
    BURNED("burned");

    private final String status;

    Kind(String status) {
      this.status = status;
    }
  }

  /** One of twenty is burned, two go to another user, the others to a wallet that nobody knows. */
  static Move of(int number, Nft nft, Nft other) {
    if (number % TWENTIETH == 0) {
      return new Move(nft, Kind.BURNED, nft);
    }
    return number % TENTH == 1
        ? new Move(nft, Kind.TO_A_USER, other)
        : new Move(nft, Kind.TO_A_STRANGER, nft);
  }

  /** Does it, and returns the signature when it is final. */
  String make(BareChain chain) throws IOException, InterruptedException {
    BareChain.Held held = nft.owner().orElseThrow();
    return switch (kind) {
      case BURNED -> chain.burn(held);
      case TO_A_USER -> chain.transfer(held, new PublicKey(receiver.wallet()));
      case TO_A_STRANGER -> chain.transfer(held, new Wallet().address());
    };
  }

  boolean isShownBy(Books.Row row) {
    return row.user() == receiver.id() && row.status().equals(kind.status);
  }
}
