package io.aiw3.nft.kit.transaction;

import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.hibernate.exception.JDBCConnectionException;

/** What a failed statement means for whoever ran it. Codes: MySQL reference, "Server Errors". */
public final class SqlFailures {
  private static final Set<Integer> LOCK_CONFLICTS = Set.of(1205, 1213, 3572);
  private static final Set<Integer> DUPLICATES = Set.of(1062, 1586);

  /** Too many connections, shutdown, read-only fail-over, lost connection, packet trouble. */
  private static final Set<Integer> SERVER_AWAY =
      Set.of(
          1040, 1041, 1053, 1077, 1079, 1129, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1290, 1317,
          1836, 2006, 2013, 3024, 4031);

  /** Characters that the column cannot hold, a text too long, a number out of range. */
  private static final Set<Integer> BAD_VALUES = Set.of(1264, 1366, 1406, 3988);

  /** A prepared statement was run without its types: one of its parameters was refused before. */
  private static final Set<Integer> MISSING_TYPES = Set.of(1210, 1835);

  private static final int REFUSED_PARAMETER = 3988;

  private SqlFailures() {}

  /** A deadlock or a lock wait that timed out: the same transaction may succeed at once. */
  public static boolean isLockConflict(Throwable failure) {
    return any(failure, e -> LOCK_CONFLICTS.contains(code(e)));
  }

  /** A UNIQUE or PRIMARY KEY constraint refused the row. */
  public static boolean isDuplicate(Throwable failure) {
    return any(failure, e -> DUPLICATES.contains(code(e)));
  }

  /** The database cannot hold the value: the caller's fault, and no attempt will change it. */
  public static boolean isBadValue(Throwable failure) {
    return any(failure, e -> BAD_VALUES.contains(code(e)));
  }

  /**
   * The connection must not be used again. The server refuses a parameter before it has noted the
   * types of the cached statement, and the client (Vert.x 4.5.23) believes it has: whoever runs the
   * statement on that connection next fails, whatever the values.
   */
  public static boolean isSpoiling(Throwable failure) {
    return any(failure, e -> code(e) == REFUSED_PARAMETER || MISSING_TYPES.contains(code(e)));
  }

  /** The database is away, busy or restarting: waiting helps. */
  public static boolean isTransient(Throwable failure) {
    return isLockConflict(failure) || any(failure, SqlFailures::away);
  }

  private static boolean away(Throwable e) {
    return SERVER_AWAY.contains(code(e))
        || MISSING_TYPES.contains(code(e))
        || e instanceof ClosedConnectionException
        || e instanceof JDBCConnectionException
        || e instanceof IOException
        || e instanceof TimeoutException
        // Of the pool and of a connection that is lost with requests still to be sent.
        || e instanceof VertxException
        || e instanceof io.vertx.core.impl.NoStackTraceThrowable;
  }

  /** Hibernate Reactive drops the client's exception and keeps its code in one of JDBC's. */
  private static int code(Throwable e) {
    if (e instanceof MySQLException mysql) {
      return mysql.getErrorCode();
    }
    return e instanceof SQLException jdbc ? jdbc.getErrorCode() : 0;
  }

  private static boolean any(Throwable failure, Predicate<Throwable> test) {
    Throwable e = failure;
    for (int depth = 0; e != null && depth < 20; depth++) {
      if (test.test(e)) {
        return true;
      }
      e = e.getCause();
    }
    return false;
  }
}
