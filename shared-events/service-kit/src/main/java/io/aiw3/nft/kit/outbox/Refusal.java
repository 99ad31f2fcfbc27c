package io.aiw3.nft.kit.outbox;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failed send is about: the row, its topic, or Kafka as a whole. */
enum Refusal {
  ROW,
  TOPIC,
  KAFKA;

  static Refusal of(Throwable failure) {
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidRecordException
        || failure instanceof InvalidTimestampException
        || failure instanceof PolicyViolationException
        || failure instanceof SerializationException) {
      return ROW;
    }
    return isOfTopic(failure) || isOfTopic(failure.getCause()) ? TOPIC : KAFKA;
  }

  /** A topic that is missing shows as a timeout, with this as its cause. */
  private static boolean isOfTopic(Throwable failure) {
    return failure instanceof UnknownTopicOrPartitionException
        || failure instanceof InvalidTopicException
        || failure instanceof TopicAuthorizationException;
  }
}
