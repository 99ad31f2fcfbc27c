package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.infrastructure.SchemaDump;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.minting.SagaProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2p.solanaj.core.Account;

/** What was made with a key that has been rotated since. */
class RotationIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int TRADERS = 6;

  @TempDir private Path folder;

  @Test
  void whatAnEarlierWalletMintedIsBurnedForTheNextTier() throws IOException {
    try (OwnService service = new OwnService()) {
      service.start();
      SagaProbe saga = service.saga();
      Trader trader = Trader.create();
      MintNft claim = trader.claim();
      saga.send(claim);
      String first = saga.reply(claim.sagaId(), MintConfirmed.class).mintAddress();
      service.kill();
      Account wallet = new Account();
      service.chain().airdrop(wallet.getPublicKey(), LocalNetwork.FUNDS);
      service.with("aiw3.solana.wallet-key-file", keyFile(wallet));
      service.start();

      String upgrade = Trader.newSaga();
      saga.send(trader.prepare(upgrade, first, 1));
      saga.send(trader.submit(saga.reply(upgrade, BurnPrepared.class)));
      saga.reply(upgrade, BurnConfirmed.class);
      saga.send(trader.upgrade(upgrade, first));

      String second = saga.reply(upgrade, MintConfirmed.class).mintAddress();
      assertThat(service.chain().supply(first)).isZero();
      assertThat(service.chain().supply(second)).isEqualTo(1);
    }
  }

  private String keyFile(Account wallet) throws IOException {
    byte[] secret = wallet.getSecretKey();
    return Files.writeString(
            folder.resolve("wallet.json"),
            Arrays.toString(IntStream.range(0, 64).map(i -> secret[i] & 0xff).toArray()))
        .toString();
  }

  /**
   * The database goes back to before the mints, and the secret has been rotated since: the commands
   * are read again, and nothing is minted twice.
   */
  @Test
  void whatAnEarlierSecretMintedIsFound() throws IOException, SQLException {
    String first = secret("first");
    try (OwnService service =
        new OwnService()
            .with("aiw3.solana.derivation-secret-file", first)
            .with("aiw3.solana.derivation-version", "1")) {
      service.start();
      SagaProbe saga = service.saga();
      // The definitions are pinned by then; else the restored ones wait for a lease to end.
      MintNft before = Trader.create().claim();
      saga.send(before);
      saga.reply(before.sagaId(), MintConfirmed.class);
      SchemaDump dump;
      try (Connection database = service.database()) {
        dump = SchemaDump.take(database);
      }
      List<MintNft> claims = Trader.create(TRADERS).stream().map(Trader::claim).toList();
      List<String> sagas = claims.stream().map(MintNft::sagaId).toList();
      claims.forEach(saga::send);
      Map<String, MintConfirmed> minted = saga.each(sagas, MintConfirmed.class, TIMEOUT);
      int landed = service.chain().ledger().size();
      service.kill();
      service
          .with("aiw3.solana.derivation-secret-file", secret("second"))
          .with("aiw3.solana.derivation-version", "2")
          .with("aiw3.solana.earlier-derivation-secret-files.1", first);
      try (Connection database = service.database()) {
        dump.restore(database);
      }
      service.start();

      claims.forEach(saga::send);

      for (String id : sagas) {
        assertThat(saga.replies(id, MintConfirmed.class, 2))
            .extracting(MintConfirmed::mintAddress)
            .containsOnly(minted.get(id).mintAddress());
      }
      assertThat(service.chain().ledger()).hasSize(landed);
    }
  }

  private String secret(String name) throws IOException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return Files.writeString(folder.resolve(name + ".hex"), HexFormat.of().formatHex(secret))
        .toString();
  }
}
