package io.aiw3.nft.operations;

import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;

/** Entry point of {@code deploy/operations/timeline}. */
public final class TimelineMain {
  private TimelineMain() {}

  /**
   * Exits with 2 for a wrong command line, with 1 when nothing was found or Kafka did not answer.
   */
  public static void main(String[] args) {
    try {
      TimelineOptions options =
          TimelineOptions.parse(System.getenv("AIW3_KAFKA_BOOTSTRAP"), Instant.now(), args);
      if (!new Timeline(options, System.out, System.err).run()) {
        System.exit(1);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; see deploy/operations/timeline --help");
      System.exit(2);
    } catch (KafkaException | IllegalStateException | UncheckedIOException e) {
      System.err.println("! " + e.getMessage());
      System.exit(1);
    }
  }
}
