package io.aiw3.nft.infrastructure;

/** Whether a child does its work; checked again and again until it is true. */
@FunctionalInterface
public interface Readiness {
  /** An exception means "not yet"; the last one is shown when the time is over. */
  boolean isReady(ChildProcess child) throws Exception;

  /** The child writes a line that contains the text. */
  static Readiness line(String text) {
    return child -> child.output().contains(text);
  }
}
