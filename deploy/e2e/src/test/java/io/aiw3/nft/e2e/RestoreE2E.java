package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.bench.faults.FaultRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The minting service's schema goes back to a dump that was taken under load, and is made level as
 * the runbook says; all oracles. With {@code -Drestore}: beside the others it takes minutes, and
 * {@code RestoreIT} of each service is in every build. {@code deploy/bench/faults --faults 0 --only
 * restore} does it to each of the four.
 */
@EnabledIfSystemProperty(named = "restore", matches = ".*")
class RestoreE2E {

  @Test
  void everyOracleHoldsAfterARestoreOfWhatWasMinted() throws Exception {
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
                "restore minting",
                "--replicas",
                "1",
                "--users",
                "16",
                "--at-once",
                "4",
                "--trades",
                "500",
                "--interval",
                "1",
                "--limit-minutes",
                "12"))
        .isTrue();
  }
}
