package io.aiw3.nft.contract;

/** What a dead letter's headers say beside those of the message that it was; UTF-8 values. */
public final class DeadLetterHeaders {
  /** All of them begin so, and no header of a message does but {@link #REPLAY_OF}. */
  public static final String PREFIX = "dlq_";

  public static final String REASON = "dlq_reason";
  public static final String EXCEPTION = "dlq_exception";
  public static final String STACK = "dlq_stack";
  public static final String TOPIC = "dlq_topic";
  public static final String PARTITION = "dlq_partition";
  public static final String OFFSET = "dlq_offset";

  /** Timestamp of the record that it was, in milliseconds since 1970. */
  public static final String TIMESTAMP = "dlq_timestamp";

  /** The service that could not take it, for example {@code /badge-service}. */
  public static final String CONSUMER = "dlq_consumer";

  /** When it was given up: ISO-8601, UTC. */
  public static final String TIME = "dlq_time";

  /** What of the record did not fit, in words; absent where all of it did. */
  public static final String CUT = "dlq_cut";

  /**
   * The one header of these that a record of a source topic may have: a dead letter that was sent
   * back, of a record without {@code ce_id}, counts as the one at this {@code
   * topic-partition-offset}. Believed only of earlier offsets of its own partition.
   */
  public static final String REPLAY_OF = "dlq_replay_of";

  private DeadLetterHeaders() {}
}
