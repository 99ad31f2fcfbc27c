package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.bench.faults.FaultRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Each service's schema goes back to a dump that was taken under load, and is made level as the
 * runbook says; all oracles. {@code deploy/bench/faults --only restore} is the long one.
 */
class RestoreE2E {

  @Test
  void everyOracleHoldsAfterEachRestore() throws Exception {
    assertThat(
            FaultRun.held(
                "--root",
                System.getProperty("repository"),
                "--home",
                Path.of("target/restore").toAbsolutePath().toString(),
                "--launcher",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "--only",
                "restore",
                "--replicas",
                "1",
                "--users",
                "60",
                "--at-once",
                "4",
                "--trades",
                "3000",
                "--interval",
                "1",
                "--limit-minutes",
                "12"))
        .isTrue();
  }
}
