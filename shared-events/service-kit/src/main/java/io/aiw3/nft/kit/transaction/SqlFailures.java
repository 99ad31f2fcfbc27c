package io.aiw3.nft.kit.transaction;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.hibernate.exception.JDBCConnectionException;

/**
 * What a failed statement means for the caller. The server's failures are classified by their code
 * alone ({@link MySqlErrors}), never by the classes that clients put around it; only what has no
 * code is classified by its own class, exactly where a superclass means more than one thing.
 */
public final class SqlFailures {
  private static final Set<Integer> LOCK_CONFLICTS = Set.of(1205, 1213, 3572);
  private static final Set<Integer> DUPLICATES = Set.of(1062, 1586);

  /** A prepared statement was run without its types: one of its parameters was refused before. */
  private static final Set<Integer> MISSING_TYPES = Set.of(1210, 1835);

  private static final int REFUSED_PARAMETER = 3988;
  private static final int DEEPEST_CAUSE = 20;

  private SqlFailures() {}

  /** What the failure says about the next attempt. */
  public static FailureKind kind(Throwable failure) {
    return first(failure, SqlFailures::byCode)
        .or(() -> first(failure, SqlFailures::byClass))
        .orElse(FailureKind.OTHER);
  }

  /** A deadlock or a lock wait that timed out: the same transaction may succeed at once. */
  public static boolean isLockConflict(Throwable failure) {
    return hasCode(failure, LOCK_CONFLICTS);
  }

  /** A UNIQUE or PRIMARY KEY constraint refused the row. */
  public static boolean isDuplicate(Throwable failure) {
    return hasCode(failure, DUPLICATES);
  }

  /** The database cannot hold the value: the caller's fault, and no attempt will change it. */
  public static boolean isBadValue(Throwable failure) {
    return kind(failure) == FailureKind.DATA;
  }

  /**
   * The connection must not be used again. The server refuses a parameter before it has noted the
   * types of the cached statement, and the client (Vert.x 4.5.23) believes it has: the next
   * execution of the statement on that connection fails, with any values.
   */
  public static boolean isSpoiling(Throwable failure) {
    return hasCode(failure, Set.of(REFUSED_PARAMETER)) || hasCode(failure, MISSING_TYPES);
  }

  /** The database is unavailable, busy or restarting, or was in another's way: waiting helps. */
  public static boolean isTransient(Throwable failure) {
    FailureKind kind = kind(failure);
    return kind == FailureKind.CONFLICT
        || kind == FailureKind.SYSTEM
        || hasCode(failure, MISSING_TYPES);
  }

  private static Optional<FailureKind> byCode(Throwable e) {
    int code = code(e);
    return code == 0 ? Optional.empty() : Optional.of(MySqlErrors.kind(code, state(e)));
  }

  private static Optional<FailureKind> byClass(Throwable e) {
    if (e instanceof ConcurrentChangeException) {
      return Optional.of(FailureKind.CONFLICT);
    }
    return isUnavailable(e) ? Optional.of(FailureKind.SYSTEM) : Optional.empty();
  }

  private static boolean isUnavailable(Throwable e) {
    // The pool's own failures are plain VertxExceptions; everything else that extends it is not.
    return e.getClass() == VertxException.class
        || e instanceof ClosedConnectionException
        || e instanceof HttpClosedException
        || e instanceof JDBCConnectionException
        || e instanceof TimeoutException
        || e instanceof io.smallrye.mutiny.TimeoutException
        || (e instanceof IOException && !isContent(e))
        || (e instanceof NoStackTraceThrowable && !isParameter(e));
  }

  /** What Java calls input and output, and is about what was read. */
  private static boolean isContent(Throwable e) {
    return e instanceof JacksonException
        || e instanceof CharacterCodingException
        || e instanceof FileNotFoundException;
  }

  /** The client refuses a statement's parameters by the same class as it reports a connection. */
  private static boolean isParameter(Throwable e) {
    return e.getMessage() != null && e.getMessage().contains("arameter");
  }

  /** Hibernate Reactive drops the client's exception and keeps its code in one of JDBC's. */
  private static int code(Throwable e) {
    if (e instanceof MySQLException mysql) {
      return mysql.getErrorCode();
    }
    return e instanceof SQLException jdbc ? jdbc.getErrorCode() : 0;
  }

  private static String state(Throwable e) {
    if (e instanceof MySQLException mysql) {
      return mysql.getSqlState();
    }
    return e instanceof SQLException jdbc ? jdbc.getSQLState() : null;
  }

  private static boolean hasCode(Throwable failure, Set<Integer> codes) {
    return first(failure, e -> codes.contains(code(e)) ? Optional.of(e) : Optional.empty())
        .isPresent();
  }

  private static <T> Optional<T> first(
      Throwable failure, Function<Throwable, Optional<T>> classify) {
    Throwable e = failure;
    for (int depth = 0; e != null && depth < DEEPEST_CAUSE; depth++) {
      Optional<T> found = classify.apply(e);
      if (found.isPresent()) {
        return found;
      }
      e = e.getCause();
    }
    return Optional.empty();
  }
}
