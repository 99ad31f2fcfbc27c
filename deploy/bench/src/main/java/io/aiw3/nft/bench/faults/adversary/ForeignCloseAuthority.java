package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;
import java.nio.ByteBuffer;
import java.util.List;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;
import org.p2p.solanaj.programs.TokenProgram;

/** Hands over the right to close its token account: an upgrade ends with a reason. */
final class ForeignCloseAuthority extends Upgrader {
  private static final byte SET_AUTHORITY = 6;
  private static final byte CLOSE_ACCOUNT = 3;

  ForeignCloseAuthority(Arena arena) {
    super(arena, "a foreign close authority");
  }

  @Override
  String attack(Rogue rogue, String mint) throws Exception {
    arena.chain().send(rogue.wallet(), giveAway(rogue.wallet().address(), new PublicKey(mint)));
    String upgrade = rogue.upgrade();
    String end = rogue.end(upgrade, rogue.wallet());
    boolean hasReason = rogue.operation(upgrade).hasNonNull("error");
    return end.equals("failed") && hasReason ? "" : completed(end);
  }

  private static TransactionInstruction giveAway(PublicKey owner, PublicKey mint) {
    byte[] data =
        ByteBuffer.allocate(35)
            .put(SET_AUTHORITY)
            .put(CLOSE_ACCOUNT)
            .put((byte) 1)
            .put(new Wallet().address().toByteArray())
            .array();
    return new TransactionInstruction(
        TokenProgram.PROGRAM_ID,
        List.of(
            new AccountMeta(Rogue.tokenAccount(owner, mint), false, true),
            new AccountMeta(owner, true, false)),
        data);
  }
}
