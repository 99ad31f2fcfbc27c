package io.aiw3.nft.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayOptionsTest {
  @Test
  void nothingIsSentUnlessSaid() {
    ReplayOptions options = ReplayOptions.parse("b:1", "users");

    assertThat(options.mode()).isEqualTo(ReplayOptions.Mode.LIST);
    assertThat(options.topic()).isEqualTo("users");
    assertThat(options.brokers()).isEqualTo(new Brokers("b:1", null));
  }

  @Test
  void offsetsAreNumbersAndRanges() {
    assertThat(ReplayOptions.parse("b:1", "users", "--offsets", "3,7-9", "--send").offsets())
        .isEqualTo(Set.of(3L, 7L, 8L, 9L));
  }

  @Test
  void wrongCommandLinesAreRefused() {
    refused("name the source topic");
    refused("name the source topic, without .dlq", "users.dlq");
    refused("--send and --drop exclude each other", "users", "--send", "--drop");
    refused("9-7 is not a range of at most 100000 offsets", "users", "--offsets", "9-7");
    refused("x is not a number that fits", "users", "--limit", "x");
    refused("unknown option --all", "users", "--all");
    refused("--key needs a value", "users", "--key");
  }

  private static void refused(String sentence, String... args) {
    assertThatThrownBy(() -> ReplayOptions.parse("b:1", args))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
