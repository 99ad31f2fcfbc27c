package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.minting.burn.BurnWork;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.domain.Observation;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.minting.mint.MintWork;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.queue.Pace;
import io.aiw3.nft.minting.rpc.RpcException;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.sender.Loop.Pause;
import io.aiw3.nft.minting.sender.Watch.Look;
import io.aiw3.nft.minting.signing.SignerException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Drives the queue: one loop signs what is queued, one watches what is signed. Everything that a
 * restart must not forget is in the rows.
 */
@ApplicationScoped
public class Sender {
  private static final Logger LOG = Logger.getLogger(Sender.class);
  private static final long DRAIN_STEP_MILLIS = 20;
  private static final int DRAIN_STEPS = 500;

  private final SenderConfig config;
  private final Queue queue;
  private final Spending spending;
  private final MintWork mints;
  private final BurnWork burns;
  private final Observer observer;
  private final Watch watch;
  private final Confirmations confirmations;
  private final Pace pace;
  private final Loop signing;
  private final Loop watching;

  Sender(
      Vertx vertx,
      Heartbeats heartbeats,
      SenderConfig config,
      Queue queue,
      Spending spending,
      MintWork mints,
      BurnWork burns,
      Observer observer,
      Watch watch,
      Confirmations confirmations,
      Pace pace) {
    this.config = config;
    this.queue = queue;
    this.spending = spending;
    this.mints = mints;
    this.burns = burns;
    this.observer = observer;
    this.watch = watch;
    this.confirmations = confirmations;
    this.pace = pace;
    this.signing =
        new Loop(
            "signing",
            vertx,
            heartbeats,
            pause(queue::untilQueued),
            () -> signQueued().invoke(this::watchAfter));
    this.watching =
        new Loop(
            "watching",
            vertx,
            heartbeats,
            pause(queue::untilSigned),
            () -> watchSigned().invoke(this::signAfter));
  }

  /** What was signed is to be watched. */
  private void watchAfter(int signed) {
    if (signed > 0) {
      watching.nudge();
    }
  }

  /** What did not land is to be signed again, and what did makes room for others. */
  private void signAfter(int watched) {
    if (watched > 0) {
      signing.nudge();
    }
  }

  private Pause pause(Supplier<Uni<Duration>> untilDue) {
    return new Pause(config.poll(), config.idlePoll(), untilDue);
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      nudge();
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    signing.stop();
    watching.stop();
    for (int i = 0; i < DRAIN_STEPS && (signing.isRunning() || watching.isRunning()); i++) {
      Thread.sleep(DRAIN_STEP_MILLIS);
    }
  }

  /** Something was queued or changed: poll the table now. */
  public void nudge() {
    if (config.enabled()) {
      signing.nudge();
      watching.nudge();
    }
  }

  private Uni<Integer> signQueued() {
    return queue
        .leaseQueued()
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().item(0)
                    : spending
                        .room()
                        .onItem()
                        .transformToUni(room -> advance(rows, room))
                        .onFailure()
                        .recoverWithUni(e -> giveBack(rows, e))
                        .replaceWith(rows.size()));
  }

  /** Burns too wait for the day's ceiling: their mints could not follow. */
  private Uni<Void> advance(List<QueueRow> rows, long room) {
    int allowed = (int) Math.min(room, rows.size());
    return Uni.join()
        .all(
            each(rows.subList(0, allowed), this::advance),
            each(rows.subList(allowed, rows.size()), this::waitForTomorrow))
        .andCollectFailures()
        .replaceWithVoid();
  }

  private Uni<Void> advance(QueueRow row) {
    return row.kind() == TransactionKind.MINT ? mints.advance(row) : burns.advance(row);
  }

  private Uni<Void> waitForTomorrow(QueueRow row) {
    return row.kind() == TransactionKind.MINT
        ? mints.waitForTomorrow(row)
        : queue.later(row, config.ownerPoll());
  }

  private Uni<Void> giveBack(List<QueueRow> rows, Throwable e) {
    LOG.warnf("chain steps delayed count=%d cause=%s", rows.size(), e.toString());
    return queue.later(rows, config.backOff().multipliedBy(2));
  }

  private Uni<Integer> watchSigned() {
    return queue
        .leaseSigned(SolanaRpc.MOST_ACCOUNTS)
        .chain(
            rows ->
                rows.isEmpty()
                    ? Uni.createFrom().item(0)
                    : observer
                        .observe(rows)
                        .onItem()
                        .transformToUni(seen -> actOnEach(rows, seen))
                        .onFailure()
                        .recoverWithUni(e -> unavailable(rows, e))
                        .replaceWith(rows.size()));
  }

  /** Most looks find nothing new: such rows take one statement, however many they are. */
  private Uni<Void> actOnEach(List<QueueRow> rows, Map<Long, Observation> seen) {
    Map<Look, List<QueueRow>> looks =
        rows.stream().collect(Collectors.groupingBy(row -> watch.look(row, seen.get(row.id()))));
    return Uni.join()
        .all(
            together(looks.getOrDefault(Look.UNCHANGED, List.of()), pace::release),
            together(looks.getOrDefault(Look.CONFIRMED, List.of()), confirmations::noteConfirmed),
            each(
                looks.getOrDefault(Look.OTHER, List.of()),
                row -> watch.act(row, seen.get(row.id()))))
        .andCollectFailures()
        .replaceWithVoid();
  }

  /** Where it fails the rows are as they were, and given back. */
  private Uni<Void> together(List<QueueRow> rows, Function<List<QueueRow>, Uni<Void>> work) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .deferred(() -> work.apply(rows))
            .onFailure()
            .recoverWithUni(
                e -> {
                  LOG.warnf("chain steps delayed count=%d cause=%s", rows.size(), e.toString());
                  return queue.later(rows, config.backOff().multipliedBy(2));
                });
  }

  private Uni<Void> unavailable(List<QueueRow> rows, Throwable e) {
    LOG.warnf("chain observation failed count=%d cause=%s", rows.size(), e.toString());
    return watch.unavailable(rows);
  }

  /** All at once; a row that fails is given back and does not disturb the others. */
  private Uni<Void> each(List<QueueRow> rows, Function<QueueRow, Uni<Void>> work) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Uni<Void>> all = new ArrayList<>(rows.size());
    for (QueueRow row : rows) {
      all.add(
          Uni.createFrom()
              .deferred(() -> work.apply(row))
              .onFailure()
              .recoverWithUni(e -> failed(row, e)));
    }
    return Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  private Uni<Void> failed(QueueRow row, Throwable e) {
    if (isAway(e)) {
      LOG.warnf("chain step delayed requestId=%s cause=%s", row.requestId(), e.getMessage());
    } else {
      LOG.errorf(e, "chain step failed requestId=%s state=%s", row.requestId(), row.state());
    }
    return queue.later(row, config.backOff().multipliedBy(2));
  }

  /** The chain, the signer or the database is unavailable: waiting helps. */
  static boolean isAway(Throwable failure) {
    return failure instanceof RpcException
        || failure instanceof SignerException
        || SqlFailures.isTransient(failure);
  }
}
