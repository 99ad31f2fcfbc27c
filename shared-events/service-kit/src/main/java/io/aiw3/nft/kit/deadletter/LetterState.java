package io.aiw3.nft.kit.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a dead letter. */
enum LetterState {
  PENDING,
  REPLAYED,
  DISCARDED,
  /** By the command line, or its audit was lost with the process. */
  HANDLED;

  /** As the API has it. */
  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
