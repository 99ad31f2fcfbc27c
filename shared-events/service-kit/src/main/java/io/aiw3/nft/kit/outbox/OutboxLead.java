package io.aiw3.nft.kit.outbox;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The lead over one outbox: a named lock of MySQL, which lives and dies with one connection. The
 * lock's name contains the schema, so environments that share a server do not share it.
 *
 * <p>The lead has a short time-out of its own: on its connection {@code wait_timeout} is {@code
 * aiw3.outbox.lead-timeout}, so the server ends it, and with it the lead, when its holder says
 * nothing for so long, even if the holder's host is lost. The holder confirms the lead before it
 * sends anything and while it waits for Kafka, and gives up when that takes half of the time-out:
 * it stops before a successor starts.
 *
 * <p>A process that is paused between the confirmation and the sending may still send what it has
 * read. That repeats what its successor has published, under the same ids, and never puts a row
 * before an earlier one of its key that readers have not seen: every leader starts with the oldest
 * row that is not known to be published.
 */
final class OutboxLead {
  private static final Logger LOG = Logger.getLogger(OutboxLead.class);
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

  /** A name has 64 characters at most. */
  private static final String NAME =
      "IF(CHAR_LENGTH(DATABASE()) > 52, CONCAT('aiw3-outbox-', SHA1(DATABASE())),"
          + " CONCAT('aiw3-outbox-', DATABASE()))";

  private static final String TAKE = "SELECT GET_LOCK(" + NAME + ", 0)";
  private static final String RELEASE = "SELECT RELEASE_LOCK(" + NAME + ")";
  private static final String CONFIRM = "SELECT IS_USED_LOCK(" + NAME + ") <=> CONNECTION_ID()";
  private static final String TIMEOUTS =
      "SET SESSION wait_timeout = %1$s, net_read_timeout = %1$s, net_write_timeout = %1$s";

  private final SqlConnection connection;
  private final Duration timeout;
  private long confirmed;

  private OutboxLead(SqlConnection connection, Duration timeout, long confirmed) {
    this.connection = connection;
    this.timeout = timeout;
    this.confirmed = confirmed;
  }

  /**
   * Tries to take the lead.
   *
   * @return null: another replica leads
   */
  static OutboxLead take(SqlConnection connection, Duration timeout) {
    if (!isTrue(connection, TAKE, STATEMENT_TIMEOUT)) {
      return null;
    }
    long now = System.nanoTime();
    set(connection, Long.toString(Math.max(1, timeout.toSeconds())));
    return new OutboxLead(connection, timeout, now);
  }

  SqlConnection connection() {
    return connection;
  }

  /** How long the holder may be silent and still be far from losing the lead. */
  Duration pause() {
    return timeout.dividedBy(10);
  }

  /**
   * Queries the server unless it was queried just now.
   *
   * @throws IllegalStateException the lead is lost, or not known to be held
   */
  void confirm() {
    long now = System.nanoTime();
    if (now - confirmed < pause().toNanos()) {
      return;
    }
    if (!isTrue(connection, CONFIRM, timeout.dividedBy(2))) {
      throw new IllegalStateException("another replica leads the outbox");
    }
    confirmed = now;
  }

  /**
   * Gives a connection back to the pool; null is taken for none. A pooled connection keeps its
   * named locks and its settings, so they are given up before, by an interrupted thread too.
   */
  static void release(SqlConnection connection) {
    if (connection == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      isTrue(connection, RELEASE, STATEMENT_TIMEOUT);
      set(connection, "DEFAULT");
      connection.close().await().atMost(STATEMENT_TIMEOUT);
    } catch (RuntimeException e) {
      LOG.debugf(e, "outbox connection lost");
      connection.closeAndForget();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void set(SqlConnection connection, String seconds) {
    connection.query(TIMEOUTS.formatted(seconds)).execute().await().atMost(STATEMENT_TIMEOUT);
  }

  private static boolean isTrue(SqlConnection connection, String sql, Duration timeout) {
    Row row = connection.query(sql).execute().await().atMost(timeout).iterator().next();
    Long answer = row.getLong(0);
    return answer != null && answer == 1;
  }
}
