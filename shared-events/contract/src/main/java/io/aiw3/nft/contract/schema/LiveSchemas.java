package io.aiw3.nft.contract.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON Schema (2020-12) of every event of the WebSocket {@code /api/v1/nft/events}. */
public final class LiveSchemas {
  private static final String PREFIX = "nft:";

  private LiveSchemas() {}

  /** The names of the events, as in {@code event} of each. */
  public static List<String> events() {
    return List.of(
        "nft:snapshot",
        "nft:status_changed",
        "nft:transaction_status",
        "nft:qualification_changed",
        "nft:badge_changed",
        "nft:awarded");
  }

  /**
   * The schema of an event.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static JsonNode of(String event) {
    if (!events().contains(event)) {
      throw new IllegalArgumentException("no event is named " + event);
    }
    String file = "/io/aiw3/nft/contract/live/" + event.substring(PREFIX.length()) + ".json";
    try (InputStream in = LiveSchemas.class.getResourceAsStream(file)) {
      return ContractJson.mapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
