package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.record.CompressionType;
import org.junit.jupiter.api.Test;

class CompressionCheckTest {
  @Test
  void everyCodecOfKafkaWorksHere() {
    assertThatCode(() -> new CompressionCheck().run(null)).doesNotThrowAnyException();
  }

  @Test
  void aLibraryThatCannotBeLoadedEndsTheStartAndIsNamed() {
    assertThatThrownBy(
            () ->
                CompressionCheck.requireAll(
                    codec -> {
                      if (codec == CompressionType.ZSTD) {
                        throw new UnsatisfiedLinkError("failed to map segment");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("compressed with zstd")
        .hasMessageContaining("failed to map segment")
        .hasMessageContaining(System.getProperty("java.io.tmpdir"));
  }
}
