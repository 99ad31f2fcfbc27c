package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.bench.faults.FaultRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The fault run in a short form: two replicas of each service, some faults, all adversaries, all
 * oracles. {@code deploy/bench/faults --adversaries} is the long one.
 */
class FaultsE2E {

  @Test
  void everyOracleHolds() throws Exception {
    assertThat(
            FaultRun.held(
                "--root",
                System.getProperty("repository"),
                "--home",
                Path.of("target/faults").toAbsolutePath().toString(),
                "--launcher",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "--adversaries",
                "--seed",
                "4",
                "--users",
                "10",
                "--at-once",
                "5",
                "--trades",
                "3000",
                "--faults",
                "6",
                "--interval",
                "1",
                "--pause",
                "5",
                "--limit-minutes",
                "8"))
        .isTrue();
  }
}
