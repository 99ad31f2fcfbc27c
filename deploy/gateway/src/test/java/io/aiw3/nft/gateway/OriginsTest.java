package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private final Origins origins =
      new Origins(
          List.of("https://app.example.org", "http://localhost:*", "http://[::1]:*", "http://a:1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.org",
        "http://a:1",
        "http://localhost",
        "http://localhost:5173",
        "http://localhost:65535",
        "http://[::1]:3000"
      })
  void configuredPagesMayCall(String origin) {
    assertThat(origins.allow(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "https://app.example.org:444",
        "https://app.example.org.evil.org",
        "http://app.example.org",
        "https://localhost:5173",
        "http://localhost.evil.org",
        "http://localhost:5173.evil.org",
        "http://localhost:5173@evil.org",
        "http://localhost:",
        "http://localhost:*",
        "http://a:2"
      })
  void noOtherPageMayCall(String origin) {
    assertThat(origins.allow(origin)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*",
        "https://*.example.org",
        "https://app.example.org:*",
        "http://localhost.evil.org:*",
        "https://app.example.org/",
        "https://App.example.org",
        "app.example.org"
      })
  void whatWouldAllowMoreOrNothingStopsTheStart(String entry) {
    assertThatThrownBy(() -> new Origins(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GATEWAY_CORS_ORIGINS: write https://host")
        .hasMessageContaining(entry);
  }

  @Test
  void withoutEntriesNoPageMayCall() {
    assertThat(new Origins(List.of()).allow("https://app.example.org")).isFalse();
  }
}
