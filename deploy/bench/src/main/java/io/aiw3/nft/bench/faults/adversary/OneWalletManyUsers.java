package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;
import java.math.BigDecimal;
import java.util.Optional;

/** Lets the volume of one wallet count for several users, one after the other. */
final class OneWalletManyUsers implements Adversary {
  private static final int USERS = 3;
  private static final int ATTEMPTS = 10;

  private final Arena arena;

  OneWalletManyUsers(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "one wallet for several users";
  }

  @Override
  public int mostMints() {
    return 1;
  }

  @Override
  public void attack() throws Exception {
    Wallet wallet = new Wallet();
    arena
        .trading()
        .trade(
            "shared-" + wallet.address().toBase58(),
            wallet.address().toBase58(),
            new BigDecimal("120000"));
    for (int i = 0; i < USERS; i++) {
      Rogue rogue = new Rogue(arena, arena.newUser(), wallet);
      rogue.link(wallet);
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Rogue.pause();
        Optional<String> claim = rogue.start("/api/v1/nft/claim", "{}");
        if (claim.isPresent()) {
          rogue.end(claim.get(), wallet);
          break;
        }
      }
    }
  }
}
