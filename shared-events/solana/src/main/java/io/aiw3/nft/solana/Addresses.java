package io.aiw3.nft.solana;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.utils.Base58;

/** Programs, and the addresses that derive from a mint (solana.md §1). */
public final class Addresses {
  public static final PublicKey SYSTEM_PROGRAM = new PublicKey("11111111111111111111111111111111");
  public static final PublicKey TOKEN_PROGRAM =
      new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
  public static final PublicKey ATA_PROGRAM =
      new PublicKey("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");
  public static final PublicKey METADATA_PROGRAM =
      new PublicKey("metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s");
  public static final PublicKey COMPUTE_BUDGET_PROGRAM =
      new PublicKey("ComputeBudget111111111111111111111111111111");

  private static final int LONGEST_BASE58 = 44;
  private static final byte[] METADATA = "metadata".getBytes(StandardCharsets.UTF_8);
  private static final byte[] EDITION = "edition".getBytes(StandardCharsets.UTF_8);

  private Addresses() {}

  /** Reads an address; solanaj's own constructor takes wrong lengths. */
  public static Optional<PublicKey> parse(String base58) {
    if (base58 == null || base58.isEmpty() || base58.length() > LONGEST_BASE58) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base58.decode(base58);
      return bytes.length == PublicKey.PUBLIC_KEY_LENGTH
          ? Optional.of(new PublicKey(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalArgumentException unless it is an address of 32 bytes
   */
  public static PublicKey require(String base58) {
    return parse(base58)
        .orElseThrow(() -> new IllegalArgumentException("not a Solana address: " + base58));
  }

  public static PublicKey tokenAccount(PublicKey owner, PublicKey mint) {
    return derive(
        ATA_PROGRAM, owner.toByteArray(), TOKEN_PROGRAM.toByteArray(), mint.toByteArray());
  }

  public static PublicKey metadata(PublicKey mint) {
    return derive(METADATA_PROGRAM, METADATA, METADATA_PROGRAM.toByteArray(), mint.toByteArray());
  }

  public static PublicKey edition(PublicKey mint) {
    return derive(
        METADATA_PROGRAM, METADATA, METADATA_PROGRAM.toByteArray(), mint.toByteArray(), EDITION);
  }

  private static PublicKey derive(PublicKey program, byte[]... seeds) {
    return PublicKey.findProgramAddress(List.of(seeds), program).getAddress();
  }
}
