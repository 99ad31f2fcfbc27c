package io.aiw3.nft.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;

/**
 * One message of a saga's timeline. Only what is listed here is ever shown: bodies hold prepared
 * and signed transactions.
 *
 * @param time when the fact happened, by the clock of its service
 * @param published when the brokers got the message
 * @param service who wrote it; for a dead letter, who could not take it
 * @param type the message's name within its topic
 * @param messageId null where it has none
 * @param again a message of the same id came before: it was published, or sent back, once more
 * @param link how it is known to belong to the saga
 * @param userId the record's key; null where it has none
 * @param attempt null where the message counts none
 * @param outcome what became so, for example a status and a step
 * @param reason why not
 * @param signature base58, of the transaction on the chain
 * @param deadLetterOf {@code topic-partition-offset} of the message that was given up; null for a
 *     message that was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Moment(
    Instant time,
    Instant published,
    String service,
    String topic,
    int partition,
    long offset,
    String type,
    String messageId,
    boolean again,
    Link link,
    String userId,
    Integer attempt,
    String outcome,
    String reason,
    String signature,
    String deadLetterOf) {

  /** How a message is known to belong to a saga. */
  enum Link {
    /** It carries the saga's id. */
    SAGA("saga"),
    /** It carries the signature of a transaction of the saga. */
    TRANSACTION("transaction"),
    /** It was written in the trace of the saga's request. */
    TRACE("trace");

    private final String label;

    Link(String label) {
      this.label = label;
    }

    /** The name in the report. */
    String label() {
      return label;
    }
  }

  /** By time; messages of one partition and moment stay in their order. */
  static final Comparator<Moment> ORDER =
      Comparator.comparing(Moment::time)
          .thenComparing(Moment::topic)
          .thenComparing(Moment::partition)
          .thenComparing(Moment::offset);

  Moment repeated() {
    return new Moment(
        time,
        published,
        service,
        topic,
        partition,
        offset,
        type,
        messageId,
        true,
        link,
        userId,
        attempt,
        outcome,
        reason,
        signature,
        deadLetterOf);
  }
}
