package io.aiw3.nft.kit.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code shared-events/errors.md}: {@code -Derrors.write} rewrites it. */
class ErrorPageTest {
  private static final Path PAGE = Path.of("../errors.md");

  @Test
  void thePageListsEveryCode() throws IOException {
    String page =
        "# Error codes\n\n"
            + "Written from `ErrorCode`. Errors come in the envelope `{success, error: {code,"
            + " message, details}, meta}`, or as `application/problem+json` (RFC 9457) to a caller"
            + " that sends that in `Accept`.\n\n| status | code | meaning |\n|---|---|---|\n"
            + Arrays.stream(ErrorCode.values())
                .map(c -> "| %d | `%s` | %s |\n".formatted(c.status(), c, c.meaning()))
                .collect(Collectors.joining());
    if (System.getProperty("errors.write") != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }
}
