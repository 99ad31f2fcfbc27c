package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;
import java.nio.ByteBuffer;
import java.util.List;
import org.p2p.solanaj.core.AccountMeta;
import org.p2p.solanaj.core.PublicKey;
import org.p2p.solanaj.core.TransactionInstruction;
import org.p2p.solanaj.programs.TokenProgram;

/** Gives the right to close its token account away: an upgrade ends, and says why. */
final class ForeignCloseAuthority implements Adversary {
  private static final byte SET_AUTHORITY = 6;
  private static final byte CLOSE_ACCOUNT = 3;

  private final Arena arena;
  private String breach = "not tried to its end";

  ForeignCloseAuthority(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "a foreign close authority";
  }

  @Override
  public int mostMints() {
    return 2;
  }

  @Override
  public void attack() throws Exception {
    Rogue rogue = Rogue.qualified(arena);
    String claim = rogue.claim();
    rogue.end(claim, rogue.wallet());
    PublicKey mint = new PublicKey(rogue.mint(claim));
    arena.chain().send(rogue.wallet(), giveAway(rogue.wallet().address(), mint));
    String upgrade = rogue.upgrade();
    String end = rogue.end(upgrade, rogue.wallet());
    boolean told = rogue.operation(upgrade).hasNonNull("error");
    breach =
        end.equals("completed") || (end.equals("failed") && told)
            ? ""
            : "the upgrade is %s, and %s why".formatted(end, told ? "says" : "does not say");
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

  @Override
  public String breach() {
    return breach;
  }
}
