package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.infrastructure.SchemaDump;
import io.aiw3.nft.minting.SagaProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database goes back to before mints of an earlier derivation secret, and the secret has been
 * rotated since: the commands are read again, and nothing is minted twice.
 */
class RotatedRestoreIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int TRADERS = 6;

  @TempDir private Path folder;

  @Test
  void whatAnEarlierSecretMintedIsFound() throws IOException, SQLException {
    String first = secret("first");
    try (OwnService service =
        new OwnService()
            .with("aiw3.solana.derivation-secret-file", first)
            .with("aiw3.solana.derivation-version", "1")) {
      service.start();
      SagaProbe saga = service.saga();
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
