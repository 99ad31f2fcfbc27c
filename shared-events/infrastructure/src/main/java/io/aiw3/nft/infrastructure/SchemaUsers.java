package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The one list of what the users of a schema may do: {@code schema-users.sql}. */
final class SchemaUsers {
  private static final String FILE = "/schema-users.sql";

  private SchemaUsers() {}

  static List<String> statements(Map<String, String> values) {
    String text = text();
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("--"))
        .map(line -> line.replaceFirst(";$", ""))
        .toList();
  }

  private static String text() {
    try (InputStream file = SchemaUsers.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
