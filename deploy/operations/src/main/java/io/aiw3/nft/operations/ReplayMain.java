package io.aiw3.nft.operations;

/** Entry point of {@code deploy/operations/replay}. */
public final class ReplayMain {
  private ReplayMain() {}

  /** Exits with 2 for a wrong command line, with 1 when Kafka did not do it. */
  public static void main(String[] args) {
    CommandLine.run(
        "replay",
        () -> {
          new Replay(ReplayOptions.parse(System.getenv("AIW3_KAFKA_BOOTSTRAP"), args), System.out)
              .run();
          return true;
        });
  }
}
