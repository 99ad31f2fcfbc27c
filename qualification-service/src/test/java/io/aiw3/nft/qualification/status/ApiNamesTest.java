package io.aiw3.nft.qualification.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.qualification.domain.TierStatus;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/** The API's description lists exactly the names that are sent. */
class ApiNamesTest {
  @Test
  void listsEveryStatusOfATier() throws NoSuchFieldException {
    Schema schema =
        StandingView.TierView.class.getDeclaredField("status").getAnnotation(Schema.class);

    assertThat(schema.enumeration())
        .containsExactlyInAnyOrder(
            Arrays.stream(TierStatus.values()).map(TierStatus::wireName).toArray(String[]::new));
  }
}
