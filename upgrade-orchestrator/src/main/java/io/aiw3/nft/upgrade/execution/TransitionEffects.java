package io.aiw3.nft.upgrade.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.upgrade.live.FeedBodies;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.HistoryStore.Kind;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.Effect;
import io.aiw3.nft.upgrade.saga.Problems;
import io.aiw3.nft.upgrade.saga.Saga;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Turns a transition's effects into messages: participants, other teams, history, the user. */
final class TransitionEffects implements Effect.Visitor<Void> {
  private final StoredSaga stored;
  private final Instant now;
  private final List<HistoryStore.Entry> history = new ArrayList<>();
  private final List<ContractMessage> messages = new ArrayList<>();
  private final List<FeedStore.NewEvent> feed = new ArrayList<>();
  private final String repetition;
  private Step step;
  private long version;

  /**
   * @param before the saga before the transition
   * @param stored the saga after it
   * @param cause the first of the entries
   */
  TransitionEffects(StoredSaga before, StoredSaga stored, HistoryStore.Entry cause) {
    this.stored = stored;
    this.step = before.step();
    this.version = before.changes();
    this.now = cause.at();
    this.repetition = repetition(before, stored);
    history.add(repeating(cause));
  }

  /** What a saga does without leaving its state, it may do again and again: one entry each. */
  private static String repetition(StoredSaga before, StoredSaga after) {
    return before.since().equals(after.since())
        ? Long.toString(after.since().toEpochMilli())
        : null;
  }

  /** A request of another person is another entry. */
  private HistoryStore.Entry repeating(HistoryStore.Entry cause) {
    boolean person = repetition != null && cause.kind() == Kind.REQUEST && cause.detail() != null;
    return new HistoryStore.Entry(
        cause.sagaId(),
        cause.kind(),
        cause.name(),
        cause.state(),
        cause.status(),
        cause.transactionId(),
        cause.detail(),
        cause.at(),
        person
            ? repetition + " " + UUID.nameUUIDFromBytes(cause.detail().getBytes(UTF_8))
            : repetition);
  }

  @Override
  public Void send(Effect.Send send) {
    messages.add(send.command());
    history.add(entry(Kind.COMMAND, name(send.command()), stored.saga().status(), null, null));
    return null;
  }

  @Override
  public Void reached(Effect.Reached reached) {
    step = reached.step();
    String transaction = reached.transactionId();
    history.add(entry(Kind.STEP, step.wireName(), reached.status(), transaction, null));
    changed(reached.status(), step.transactionStatus(), transaction, null);
    return null;
  }

  @Override
  public Void failedWith(Effect.FailedWith failed) {
    Problem problem = Problems.shown(failed.problem(), stored.saga().claim());
    history.add(
        entry(Kind.FAILURE, problem.code(), OperationStatus.FAILED, null, problem.message()));
    changed(OperationStatus.FAILED, "failed", null, problem);
    return null;
  }

  /** The cause first, then what it led to. */
  List<HistoryStore.Entry> history() {
    return history;
  }

  List<ContractMessage> messages() {
    return messages;
  }

  List<FeedStore.NewEvent> feed() {
    return feed;
  }

  static HistoryStore.Entry reply(Saga after, SagaReply reply, Instant now) {
    return new HistoryStore.Entry(
        after.id(),
        Kind.REPLY,
        name(reply),
        after.state().wireName(),
        after.status(),
        null,
        reply.explanation(),
        now,
        null);
  }

  static HistoryStore.Entry request(Saga after, String name, String by, Instant now) {
    return new HistoryStore.Entry(
        after.id(),
        Kind.REQUEST,
        name,
        after.state().wireName(),
        after.status(),
        null,
        by == null ? null : "by " + by,
        now,
        null);
  }

  private void changed(
      OperationStatus status, String transactionStatus, String transaction, Problem problem) {
    version++;
    Saga saga = stored.saga();
    StoredSaga.Facts facts = stored.facts();
    String transactionId = transaction == null ? saga.id() : transaction;
    messages.add(
        new UpgradeEvent(
            now,
            new UpgradeEvent.Data(
                saga.id(),
                saga.userId(),
                saga.kind(),
                saga.fromLevel(),
                saga.toLevel(),
                status,
                step.wireName(),
                step.progress(),
                transactionId,
                facts.oldMint(),
                facts.newMint(),
                facts.burnTransaction(),
                facts.mintTransaction(),
                problem == null ? null : problem.code(),
                problem == null ? null : problem.message(),
                version)));
    feed.add(
        new FeedStore.NewEvent(
            saga.userId(),
            FeedBodies.transactionStatus(
                saga.userId(), feedBody(transactionId, transactionStatus, problem), now)));
  }

  /** What does not fail may take longer: the saga says why. */
  private FeedBodies.TransactionStatus feedBody(
      String transactionId, String status, Problem problem) {
    Saga saga = stored.saga();
    StoredSaga.Facts facts = stored.facts();
    Problem reason = problem == null ? Problems.shown(facts.problem(), saga.claim()) : problem;
    return new FeedBodies.TransactionStatus(
        transactionId,
        status,
        step.wireName(),
        step.progress(),
        saga.id(),
        saga.kind(),
        saga.toLevel(),
        facts.newMint() == null ? facts.oldMint() : facts.newMint(),
        reason == null ? null : reason.code(),
        reason == null ? null : reason.message());
  }

  private HistoryStore.Entry entry(
      Kind kind, String name, OperationStatus status, String transaction, String detail) {
    Saga saga = stored.saga();
    return new HistoryStore.Entry(
        saga.id(),
        kind,
        name,
        saga.state().wireName(),
        status,
        transaction,
        detail,
        now,
        repetition);
  }

  private static String name(ContractMessage message) {
    return message.type().substring(message.type().lastIndexOf('.') + 1);
  }
}
