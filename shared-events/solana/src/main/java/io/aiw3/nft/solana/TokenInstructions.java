package io.aiw3.nft.solana;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;

/** Instructions of the System, Token, associated token account and compute budget programs. */
final class TokenInstructions {
  static final int MINT_SPACE = 82;

  private TokenInstructions() {}

  static List<TransactionInstruction> computeBudget(Optional<ComputeBudget> budget) {
    return budget
        .map(b -> List.of(computeUnitLimit(b.units()), computeUnitPrice(b.microLamports())))
        .orElse(List.of());
  }

  /** The same read back; nothing where there is none. */
  static ComputeBudget computeBudgetOf(List<LegacyMessage.Instruction> instructions) {
    int units = 0;
    long price = 0;
    for (LegacyMessage.Instruction instruction : instructions) {
      if (instruction.program().equals(Addresses.COMPUTE_BUDGET_PROGRAM)) {
        ByteBuffer data = ByteBuffer.wrap(instruction.data()).order(ByteOrder.LITTLE_ENDIAN);
        switch (data.get()) {
          case 2 -> units = data.getInt();
          case 3 -> price = data.getLong();
          default -> {
            // Requests nothing that is paid for.
          }
        }
      }
    }
    return new ComputeBudget(units, price);
  }

  private static TransactionInstruction computeUnitLimit(int units) {
    return new TransactionInstruction(
        Addresses.COMPUTE_BUDGET_PROGRAM, List.of(), data(5).put((byte) 2).putInt(units).array());
  }

  /**
   * @param microLamports per compute unit
   */
  private static TransactionInstruction computeUnitPrice(long microLamports) {
    return new TransactionInstruction(
        Addresses.COMPUTE_BUDGET_PROGRAM,
        List.of(),
        data(9).put((byte) 3).putLong(microLamports).array());
  }

  static TransactionInstruction createMintAccount(PublicKey payer, PublicKey mint, long lamports) {
    return new TransactionInstruction(
        Addresses.SYSTEM_PROGRAM,
        List.of(new AccountMeta(payer, true, true), new AccountMeta(mint, true, true)),
        data(52)
            .putInt(0)
            .putLong(lamports)
            .putLong(MINT_SPACE)
            .put(Addresses.TOKEN_PROGRAM.toByteArray())
            .array());
  }

  /** InitializeMint2, decimals 0, both authorities the same: without one, no edition. */
  static TransactionInstruction initializeMint(PublicKey mint, PublicKey authority) {
    return new TransactionInstruction(
        Addresses.TOKEN_PROGRAM,
        List.of(new AccountMeta(mint, false, true)),
        data(67)
            .put((byte) 20)
            .put((byte) 0)
            .put(authority.toByteArray())
            .put((byte) 1)
            .put(authority.toByteArray())
            .array());
  }

  static TransactionInstruction createTokenAccount(
      PublicKey payer, PublicKey tokenAccount, PublicKey owner, PublicKey mint) {
    return new TransactionInstruction(
        Addresses.ATA_PROGRAM,
        List.of(
            new AccountMeta(payer, true, true),
            new AccountMeta(tokenAccount, false, true),
            new AccountMeta(owner, false, false),
            new AccountMeta(mint, false, false),
            new AccountMeta(Addresses.SYSTEM_PROGRAM, false, false),
            new AccountMeta(Addresses.TOKEN_PROGRAM, false, false)),
        new byte[] {0});
  }

  static TransactionInstruction mintOne(
      PublicKey mint, PublicKey tokenAccount, PublicKey authority) {
    return new TransactionInstruction(
        Addresses.TOKEN_PROGRAM,
        List.of(
            new AccountMeta(mint, false, true),
            new AccountMeta(tokenAccount, false, true),
            new AccountMeta(authority, true, false)),
        data(9).put((byte) 7).putLong(1).array());
  }

  static TransactionInstruction burnOne(PublicKey tokenAccount, PublicKey mint, PublicKey owner) {
    return new TransactionInstruction(
        Addresses.TOKEN_PROGRAM,
        List.of(
            new AccountMeta(tokenAccount, false, true),
            new AccountMeta(mint, false, true),
            new AccountMeta(owner, true, false)),
        data(9).put((byte) 8).putLong(1).array());
  }

  static TransactionInstruction closeAccount(
      PublicKey tokenAccount, PublicKey destination, PublicKey owner) {
    return new TransactionInstruction(
        Addresses.TOKEN_PROGRAM,
        List.of(
            new AccountMeta(tokenAccount, false, true),
            new AccountMeta(destination, false, true),
            new AccountMeta(owner, true, false)),
        new byte[] {9});
  }

  private static ByteBuffer data(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
