package io.aiw3.nft.qualification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.schema.ReleasedSchema;
import org.junit.jupiter.api.Test;

/** The last release runs on the schema that this one makes (kit, ADR 0009). */
class ReleasedSchemaIT {
  @Test
  void theLastReleasesStatementsFit() {
    TestInfrastructure.start();

    assertThat(ReleasedSchema.flaws()).isEmpty();
  }
}
