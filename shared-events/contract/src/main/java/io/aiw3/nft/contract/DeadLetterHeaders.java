package io.aiw3.nft.contract;

/** What a dead letter's headers say beside those of the message that it was; UTF-8 values. */
public final class DeadLetterHeaders {
  /** All of them begin so, and no header of a message does. */
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

  private DeadLetterHeaders() {}
}
