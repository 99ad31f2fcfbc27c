package io.aiw3.nft.minting.faults;

import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.SagaProbe;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** Each test has a service of its own, which it starts; the oracles after each. */
abstract class OwnServiceTest {
  static final Duration TIMEOUT = Duration.ofSeconds(60);
  static final int EVER = 1_000_000;
  static final int PAST_EXPIRY = 200;

  final OwnService service = new OwnService();
  final SagaProbe saga = service.saga();
  final ChainProbe chain = service.chain();

  @AfterEach
  void oraclesHold() {
    try {
      service.oracle().holds();
    } finally {
      service.close();
    }
  }
}
