package io.aiw3.nft.minting.chain;

import io.aiw3.nft.minting.chain.SolanaRpc.ChainAccount;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Layouts of the Token program's accounts. */
public final class TokenAccounts {
  private static final int MINT_LENGTH = 82;
  private static final int ACCOUNT_LENGTH = 165;

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
    Optional<PublicKey> authority =
        data.getInt(0) == 1 ? Optional.of(key(account, 4)) : Optional.empty();
    boolean initialized = data.get(45) == 1;
    return initialized
        ? Optional.of(new Mint(authority, data.getLong(36), data.get(44)))
        : Optional.empty();
  }

  /** Amount in a token account; 0 if the account is not one. */
  public static long amount(ChainAccount account) {
    return isTokenAccount(account) ? buffer(account).getLong(64) : 0;
  }

  /** Owner of the tokens in a token account. */
  public static Optional<PublicKey> owner(ChainAccount account) {
    return isTokenAccount(account) ? Optional.of(key(account, 32)) : Optional.empty();
  }

  private static boolean isTokenAccount(ChainAccount account) {
    return account.owner().equals(Addresses.TOKEN_PROGRAM)
        && account.data().length == ACCOUNT_LENGTH;
  }

  private static PublicKey key(ChainAccount account, int from) {
    return new PublicKey(Arrays.copyOfRange(account.data(), from, from + 32));
  }

  private static ByteBuffer buffer(ChainAccount account) {
    return ByteBuffer.wrap(account.data()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
