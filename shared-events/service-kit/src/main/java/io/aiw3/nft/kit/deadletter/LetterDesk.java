package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.deadletter.DeadLetter;
import io.aiw3.nft.kit.api.ConflictException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.deadletter.ActionRows.Action;
import io.aiw3.nft.kit.deadletter.ActionRows.LetterKey;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Dead letters read, replayed and discarded, with who did it and when.
 *
 * <p>Whether a letter is dealt with is decided in Kafka alone, in one transaction with the message
 * that goes back: at most one replay of it is committed, by whichever replica or command line. The
 * audit is written before and after; a process that ends between the two leaves a row that is not
 * done, which the same request completes.
 */
@ApplicationScoped
class LetterDesk {
  private static final Logger LOG = Logger.getLogger(LetterDesk.class);

  private final LetterLog log;
  private final Statements statements;
  private final Vertx vertx;

  LetterDesk(LetterLog log, Statements statements, Vertx vertx) {
    this.log = log;
    this.statements = statements;
    this.vertx = vertx;
  }

  Uni<DeadLetterPage> page(String topic, LetterCursor cursor, int most, boolean pending) {
    return blocking(
            () ->
                log.page(
                    topic,
                    cursor,
                    most,
                    pending,
                    (record, handled) -> new Listed(key(record), view(topic, record, handled))))
        .chain(
            slice -> {
              List<Listed> letters = slice.letters();
              List<LetterKey> keys = letters.stream().map(Listed::key).toList();
              String next = slice.next() == null ? null : slice.next().text();
              return ActionRows.read(statements, topic, keys)
                  .map(
                      actions ->
                          new DeadLetterPage(
                              letters.stream()
                                  .map(one -> one.view().after(actions.get(one.key())))
                                  .toList(),
                              next));
            });
  }

  Uni<DeadLetterDetail> detail(LetterPlace place) {
    return found(place)
        .chain(
            found ->
                action(statements, place, found)
                    .map(
                        action ->
                            DeadLetterDetail.of(
                                view(place.topic(), found.record(), found.handled()).after(action),
                                found.record())));
  }

  /**
   * Deals with a letter; the same again gives the same answer.
   *
   * @param sql of the transaction that stores the answer
   * @param reason of a discard; else null
   */
  Uni<DeadLetterView> act(
      Sql sql, LetterPlace place, LetterAction action, String actor, String reason) {
    return found(place)
        .chain(
            found ->
                action(statements, place, found)
                    .chain(
                        earlier ->
                            found.handled()
                                ? repeated(sql, place, found, action, earlier)
                                : first(sql, place, found, action, actor, reason)));
  }

  private Uni<DeadLetterView> first(
      Sql sql,
      LetterPlace place,
      LetterLog.Found found,
      LetterAction action,
      String actor,
      String reason) {
    if (action == LetterAction.REPLAY && !new DeadLetter(found.record()).cut().isEmpty()) {
      throw refused(place, "The letter lacks a part of its message: discard it.");
    }
    LetterKey key = key(found.record());
    // By itself, before Kafka has anything: who has begun it is known even if this process ends.
    return ActionRows.request(statements, place.topic(), key, action.stored(), actor, reason)
        .chain(() -> blocking(() -> handle(place, found, action)))
        .chain(
            committed ->
                committed
                    ? ActionRows.done(sql, place.topic(), key, action.stored(), actor, reason)
                        .chain(() -> outcome(sql, place, found))
                    : action(statements, place, found)
                        .chain(earlier -> repeated(sql, place, found, action, earlier)))
        .invoke(
            () ->
                LOG.infof(
                    "dead letter handled action=%s topic=%s partition=%d offset=%d actor=%s",
                    action.stored(), place.topic(), place.partition(), place.offset(), actor));
  }

  private boolean handle(LetterPlace place, LetterLog.Found found, LetterAction action) {
    try {
      return log.handle(place, found.record(), action == LetterAction.REPLAY);
    } catch (IllegalArgumentException e) {
      throw refused(place, "Too many older letters wait: replay or discard those first.");
    }
  }

  /** The letter is dealt with: the answer is as it was if it was so by this action. */
  private Uni<DeadLetterView> repeated(
      Sql sql, LetterPlace place, LetterLog.Found found, LetterAction action, Action earlier) {
    if (earlier == null || !earlier.action().equals(action.stored())) {
      throw refused(place, "The letter is dealt with already.");
    }
    DeadLetterAct act = earlier.act();
    Uni<Integer> completed =
        earlier.isDone()
            ? Uni.createFrom().item(0)
            : ActionRows.done(
                sql,
                place.topic(),
                key(found.record()),
                action.stored(),
                act.actor(),
                act.reason());
    return completed.chain(() -> outcome(sql, place, found));
  }

  private static Uni<DeadLetterView> outcome(Sql sql, LetterPlace place, LetterLog.Found found) {
    return action(sql, place, found)
        .map(action -> view(place.topic(), found.record(), true).after(action));
  }

  private Uni<LetterLog.Found> found(LetterPlace place) {
    return blocking(
        () ->
            log.find(place)
                .orElseThrow(() -> new NotFoundException("dead letter", place.toString())));
  }

  /** Its item may be null. */
  private static Uni<Action> action(Sql sql, LetterPlace place, LetterLog.Found found) {
    LetterKey key = key(found.record());
    return ActionRows.read(sql, place.topic(), List.of(key)).map(actions -> actions.get(key));
  }

  private static DeadLetterView view(
      String topic, ConsumerRecord<byte[], byte[]> record, boolean handled) {
    return DeadLetterView.of(
        topic, record, handled ? LetterState.HANDLED : LetterState.PENDING, null);
  }

  private record Listed(LetterKey key, DeadLetterView view) {}

  private static LetterKey key(ConsumerRecord<byte[], byte[]> record) {
    return new LetterKey(record.partition(), record.offset(), record.timestamp());
  }

  private static ConflictException refused(LetterPlace place, String sentence) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("topic", place.topic());
    details.put("partition", place.partition());
    details.put("offset", place.offset());
    return new ConflictException(ErrorCode.DEAD_LETTER_NOT_PENDING, sentence, details);
  }

  /** On a worker thread, and back: a transaction is used on the context where it began. */
  private <T> Uni<T> blocking(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
