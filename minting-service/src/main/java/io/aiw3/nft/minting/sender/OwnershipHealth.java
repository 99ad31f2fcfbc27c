package io.aiw3.nft.minting.sender;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How far the ownership watch is behind: the age of the oldest check. */
@ApplicationScoped
public class OwnershipHealth {
  private static final Logger LOG = Logger.getLogger(OwnershipHealth.class);
  private static final String OLDEST =
      "SELECT COALESCE(TIMESTAMPDIFF(SECOND, MIN(watched_at), UTC_TIMESTAMP(3)), 0) FROM usernft"
          + " WHERE watched_at IS NOT NULL";

  private final Pool pool;
  private final AtomicLong oldest = new AtomicLong();

  OwnershipHealth(Pool pool, MeterRegistry metrics) {
    this.pool = pool;
    metrics.gauge("aiw3.ownership.oldest.check.seconds", oldest);
  }

  @Scheduled(
      every = "{aiw3.sender.health-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return pool.query(OLDEST)
        .execute()
        .invoke(rows -> oldest.set(Math.max(0, rows.iterator().next().getLong(0))))
        .onFailure()
        .invoke(e -> LOG.debugf("ownership watch not looked at errorCode=%s", e))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }
}
