package io.aiw3.nft.minting.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.kit.api.InvalidRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionChecksTest {
  private static void texts(String name, String symbol, String description) {
    DefinitionChecks.texts(new DefinitionRequest(name, symbol, description, null));
  }

  @Test
  void lengthsAreThoseOfUtf8() {
    // 8 characters of 4 bytes, and 10 of one
    assertThatCode(() -> texts("🐔".repeat(8), "ABCDEFGHIJ", "d")).doesNotThrowAnyException();
    assertThatThrownBy(() -> texts("é".repeat(17), "AIW3E", "d"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e ->
                assertThat(e.details()).isEqualTo(Map.of("fields", Map.of("name", e.getMessage()))))
        .hasMessage("The name needs 1 to 32 bytes of UTF-8, not 34.");
    assertThatThrownBy(() -> texts("Name", "🐔🐔🐔", "d"))
        .hasMessage("The symbol needs 1 to 10 bytes of UTF-8, not 12.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", " Name", "Name\u0000", "Na\nme", "Name\ud83d"})
  void whatTheChainWouldStoreOtherwiseIsRefused(String name) {
    assertThatThrownBy(() -> texts(name, "AIW3E", "d")).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void imagesAreWholePngs() throws IOException {
    // Given
    byte[] png = art();
    String cut = base64(Arrays.copyOf(png, png.length - 1));
    byte[] wide = png.clone();
    wide[16] = 1;
    byte[] padded = Arrays.copyOf(png, DefinitionChecks.LARGEST_IMAGE + 1);
    // Then
    assertThat(DefinitionChecks.image(base64(png))).isEqualTo(png);
    assertThatThrownBy(() -> DefinitionChecks.image(cut))
        .hasMessage("The image must be a whole PNG.");
    assertThatThrownBy(() -> DefinitionChecks.image(""))
        .hasMessage("The image must be a whole PNG.");
    assertThatThrownBy(() -> DefinitionChecks.image("<svg/>"))
        .hasMessage("The image is not in base64.");
    assertThatThrownBy(() -> DefinitionChecks.image(base64(wide)))
        .hasMessage("The image's sides must have 1 to 4096 pixels.");
    assertThatThrownBy(() -> DefinitionChecks.image(base64(padded)))
        .hasMessage("The image may have at most 1048576 bytes.");
  }

  private static byte[] art() throws IOException {
    try (InputStream in = DefinitionChecksTest.class.getResourceAsStream("/nft-art/level-1.png")) {
      return in.readAllBytes();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
