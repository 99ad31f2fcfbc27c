package io.aiw3.nft.deadletter;

/**
 * Where it is kept which letters are dealt with, for all who deal with them: the positions of one
 * group, committed in the transaction of the message that goes back. Of two who deal with letters
 * of one topic at a time, the later one fences off the earlier, which then has sent nothing.
 */
public final class ReplayMarks {
  /** The group whose positions are the marks; see {@link HandledOffsets}. */
  public static final String GROUP = "aiw3-replay";

  /** What a topic takes at most, with room for its headers, in bytes. */
  public static final int LARGEST_REQUEST = 2 * 1024 * 1024;

  private ReplayMarks() {}

  /**
   * @param topic the source topic, not its dead-letter topic
   */
  public static String transactionalId(String topic) {
    return GROUP + "." + topic;
  }
}
