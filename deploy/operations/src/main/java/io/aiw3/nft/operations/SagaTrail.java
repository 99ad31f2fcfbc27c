package io.aiw3.nft.operations;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Picks the messages of one saga out of all, and keeps the newest of them.
 *
 * <p>Most carry the saga's id. What other services publish because of the saga does not (v2's
 * {@code claimed} and {@code upgraded}, a user's new qualification): it belongs to the saga if it
 * is the same user's and carries the signature of a transaction of the saga, or was written in the
 * saga's trace. So it is known only after the messages with the id have been seen.
 */
final class SagaTrail {
  private static final int MOST_FACTS = 10_000;

  private final String sagaId;
  private final byte[] needle;
  private final Instant until;
  private final int limit;
  private final PriorityQueue<Moment> newest = new PriorityQueue<>(Moment.ORDER);
  private final Set<String> users = new HashSet<>();
  private final Set<String> signatures = new HashSet<>();
  private final Set<String> traces = new HashSet<>();
  private long left;

  /**
   * @param until messages of a later time are not kept; null: all are
   * @param limit how many messages are kept at most, the newest
   */
  SagaTrail(String sagaId, Instant until, int limit) {
    this.sagaId = sagaId;
    this.needle = sagaId.getBytes(StandardCharsets.US_ASCII);
    this.until = until;
    this.limit = limit;
  }

  /** Takes the record if it is one of the saga's. */
  void look(ConsumerRecord<byte[], byte[]> message) {
    // Bodies are read only where they can be the saga's: nearly all are another saga's.
    if (contains(message.value(), needle)) {
      SagaMessage candidate = new SagaMessage(message);
      String saga = candidate.sagaId();
      if (saga == null || saga.equals(sagaId)) {
        follow(candidate);
        keep(candidate.moment(Moment.Link.SAGA));
        return;
      }
    }
    if (message.key() != null
        && users.contains(new String(message.key(), StandardCharsets.UTF_8))) {
      lookForConsequence(new SagaMessage(message));
    }
  }

  /** In order; a message that was published more than once is marked from its second time on. */
  List<Moment> moments() {
    List<Moment> moments = new ArrayList<>(newest);
    moments.sort(Moment.ORDER);
    Set<String> ids = new HashSet<>();
    moments.replaceAll(
        moment ->
            moment.deadLetterOf() != null
                    || moment.messageId() == null
                    || ids.add(moment.messageId())
                ? moment
                : moment.repeated());
    return moments;
  }

  /** How many older messages were left out. */
  long left() {
    return left;
  }

  private void lookForConsequence(SagaMessage candidate) {
    if (candidate.sagaId() != null) {
      return;
    }
    if (signatures.contains(candidate.signature())) {
      keep(candidate.moment(Moment.Link.TRANSACTION));
    } else if (traces.contains(candidate.traceId())) {
      keep(candidate.moment(Moment.Link.TRACE));
    }
  }

  private void follow(SagaMessage message) {
    add(users, message.userId());
    add(signatures, message.signature());
    add(traces, message.traceId());
  }

  private static void add(Set<String> facts, String fact) {
    if (fact != null && facts.size() < MOST_FACTS) {
      facts.add(fact);
    }
  }

  private void keep(Moment moment) {
    if (until != null && moment.time().isAfter(until)) {
      return;
    }
    newest.add(moment);
    if (newest.size() > limit) {
      newest.remove();
      left++;
    }
  }

  private static boolean contains(byte[] text, byte[] part) {
    int last = text == null ? -1 : text.length - part.length;
    for (int from = 0; from <= last; from++) {
      int at = 0;
      while (at < part.length && text[from + at] == part[at]) {
        at++;
      }
      if (at == part.length) {
        return true;
      }
    }
    return false;
  }
}
