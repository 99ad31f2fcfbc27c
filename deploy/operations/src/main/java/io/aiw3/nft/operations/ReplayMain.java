package io.aiw3.nft.operations;

import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;

/** Entry point of {@code deploy/operations/replay}. */
public final class ReplayMain {
  private ReplayMain() {}

  /** Exits with 2 for a wrong command line, with 1 when Kafka did not do it. */
  public static void main(String[] args) {
    try {
      new Replay(ReplayOptions.parse(System.getenv("AIW3_KAFKA_BOOTSTRAP"), args), System.out)
          .run();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; see deploy/operations/replay --help");
      System.exit(2);
    } catch (KafkaException | IllegalStateException | UncheckedIOException e) {
      System.err.println("! " + e.getMessage());
      System.exit(1);
    }
  }
}
