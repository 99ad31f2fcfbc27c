package io.aiw3.nft.operations;

import java.time.Instant;

/** Entry point of {@code deploy/operations/timeline}. */
public final class TimelineMain {
  private TimelineMain() {}

  /**
   * Exits with 2 for a wrong command line, with 1 when nothing was found or Kafka did not answer.
   */
  public static void main(String[] args) {
    CommandLine.run(
        "timeline",
        () -> {
          TimelineOptions options =
              TimelineOptions.parse(System.getenv("AIW3_KAFKA_BOOTSTRAP"), Instant.now(), args);
          return new Timeline(options, System.out, System.err).run();
        });
  }
}
