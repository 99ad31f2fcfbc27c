package io.aiw3.nft.solana;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Layouts of the Token program's accounts. */
public final class TokenAccounts {
  private static final int MINT_LENGTH = 82;
  private static final int ACCOUNT_LENGTH = 165;
  private static final int STATE = 108;
  private static final int UNINITIALIZED = 0;
  private static final int FROZEN = 2;

  private TokenAccounts() {}

  /**
   * A mint.
   *
   * @param authority who may mint more, if anybody
   */
  public record Mint(Optional<PublicKey> authority, long supply, int decimals) {}

  /** Reads a mint; empty if the account is not one. */
  public static Optional<Mint> mint(ChainAccount account) {
    if (!account.owner().equals(Addresses.TOKEN_PROGRAM) || account.data().length != MINT_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer data = buffer(account);
    Optional<PublicKey> authority = optionalKey(account, 0);
    boolean initialized = data.get(45) == 1;
    return initialized
        ? Optional.of(new Mint(authority, data.getLong(36), data.get(44)))
        : Optional.empty();
  }

  /**
   * A token account.
   *
   * @param delegate who may move tokens besides the owner
   * @param frozen they can be neither moved nor burned
   * @param closeAuthority who may close the account instead of the owner
   */
  public record Account(
      PublicKey mint,
      PublicKey owner,
      long amount,
      Optional<PublicKey> delegate,
      boolean frozen,
      Optional<PublicKey> closeAuthority) {
    /** Whether it holds the one token of this NFT. */
    public boolean holds(PublicKey nft) {
      return amount == 1 && mint.equals(nft);
    }

    public boolean ownerMayClose() {
      return closeAuthority.isEmpty() || closeAuthority.get().equals(owner);
    }
  }

  /** Reads a token account; empty if the account is not one. */
  public static Optional<Account> account(ChainAccount account) {
    if (!account.owner().equals(Addresses.TOKEN_PROGRAM)
        || account.data().length != ACCOUNT_LENGTH
        || account.data()[STATE] == UNINITIALIZED) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(
            key(account, 0),
            key(account, 32),
            buffer(account).getLong(64),
            optionalKey(account, 72),
            account.data()[STATE] == FROZEN,
            optionalKey(account, 129)));
  }

  private static Optional<PublicKey> optionalKey(ChainAccount account, int from) {
    return buffer(account).getInt(from) == 1
        ? Optional.of(key(account, from + 4))
        : Optional.empty();
  }

  private static PublicKey key(ChainAccount account, int from) {
    return new PublicKey(Arrays.copyOfRange(account.data(), from, from + 32));
  }

  private static ByteBuffer buffer(ChainAccount account) {
    return ByteBuffer.wrap(account.data()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
