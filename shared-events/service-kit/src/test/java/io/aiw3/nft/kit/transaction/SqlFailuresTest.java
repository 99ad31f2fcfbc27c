package io.aiw3.nft.kit.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.MalformedInputException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.JDBCConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFailuresTest {
  @ParameterizedTest(name = "{0} ({1}) is {2}: {3}")
  @CsvSource({
    "1264, 22003, DATA, a number out of a column's range: the sum of two trades",
    "1690, 22003, DATA, an expression out of range",
    "1366, HY000, DATA, not a number",
    "1292, 22007, DATA, a time that is none",
    "1406, 22001, DATA, a text too long",
    "1048, 23000, DATA, a NULL",
    "3819, HY000, DATA, a CHECK",
    "3988, HY000, DATA, characters that the column does not have",
    "1153, 08S01, DATA, a packet too large: the SQLSTATE alone would say connection",
    "9999, 22042, DATA, of the class of data",
    "1205, HY000, CONFLICT, lock wait",
    "1213, 40001, CONFLICT, deadlock",
    "3572, HY000, CONFLICT, NOWAIT",
    "3101, 40000, CONFLICT, chosen by the cluster",
    "9999, 40001, CONFLICT, of the class of rollbacks",
    "1040, 08004, SYSTEM, too many connections",
    "1045, 28000, SYSTEM, a password that is being changed",
    "1053, 08S01, SYSTEM, shutdown",
    "1114, HY000, SYSTEM, disk full",
    "1290, HY000, SYSTEM, read-only after a fail-over",
    "1146, 42S02, SYSTEM, a table that is not there yet",
    "1054, 42S22, SYSTEM, a column that is not there yet",
    "1364, HY000, SYSTEM, a column that this version does not know",
    "3032, HY000, SYSTEM, offline",
    "4031, HY000, SYSTEM, disconnected for inactivity",
    "9999, 08006, SYSTEM, of the class of connections",
    "1062, 23000, OTHER, a duplicate may be a race",
    "1452, 23000, OTHER, a parent row that may come",
    "1390, HY000, OTHER, too many placeholders",
    "1835, HY000, OTHER, a malformed packet",
    "1105, HY000, OTHER, unknown error",
    "9999, HY000, OTHER, a code of a later MySQL",
  })
  void aFailureOfTheServerIsClassifiedByItsCode(
      int code, String state, FailureKind kind, String what) {
    SQLException jdbc = new SQLException(what, state, code);

    assertThat(SqlFailures.kind(new MySQLException(what, code, state))).isEqualTo(kind);
    assertThat(SqlFailures.kind(new CompletionException(jdbc))).isEqualTo(kind);
    assertThat(SqlFailures.kind(new JDBCConnectionException("as Hibernate wraps it", jdbc)))
        .isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("withoutCode")
  void aFailureWithoutACodeIsClassifiedByItsOwnClass(Throwable failure, FailureKind kind) {
    assertThat(SqlFailures.kind(failure)).isEqualTo(kind);
    assertThat(SqlFailures.kind(new IllegalStateException(failure))).isEqualTo(kind);
  }

  static Stream<Arguments> withoutCode() {
    return Stream.of(
        Arguments.of(
            new VertxException("Timeout waiting for connection", true), FailureKind.SYSTEM),
        Arguments.of(ClosedConnectionException.INSTANCE, FailureKind.SYSTEM),
        Arguments.of(
            new NoStackTraceThrowable("Connection is not active now, current status: CLOSING"),
            FailureKind.SYSTEM),
        Arguments.of(
            new NoStackTraceThrowable("Parameter at position[0] can not be coerced"),
            FailureKind.OTHER),
        Arguments.of(new VertxException("of a subclass", true) {}, FailureKind.OTHER),
        Arguments.of(new ConnectException("refused"), FailureKind.SYSTEM),
        Arguments.of(new IOException("Connection reset by peer"), FailureKind.SYSTEM),
        Arguments.of(new TimeoutException(), FailureKind.SYSTEM),
        Arguments.of(
            new UncheckedIOException(new JsonParseException(null, "not JSON")), FailureKind.OTHER),
        Arguments.of(new MalformedInputException(1), FailureKind.OTHER),
        Arguments.of(new ConcurrentChangeException("the user"), FailureKind.CONFLICT),
        Arguments.of(new IllegalStateException("a fault of ours"), FailureKind.OTHER));
  }

  @Test
  void knowsDuplicatesAndLockConflicts() {
    SQLException duplicate = new SQLException("Duplicate entry", "23000", 1062);
    SQLException deadlock = new SQLException("Deadlock found", "40001", 1213);

    assertThat(
            SqlFailures.isDuplicate(
                new CompletionException(
                    new ConstraintViolationException("insert", duplicate, "one_open"))))
        .isTrue();
    assertThat(SqlFailures.isDuplicate(new MySQLException("Duplicate entry", 1062, "23000")))
        .isTrue();
    assertThat(SqlFailures.isDuplicate(deadlock)).isFalse();
    assertThat(SqlFailures.isLockConflict(new CompletionException(deadlock))).isTrue();
    assertThat(SqlFailures.isTransient(deadlock)).isTrue();
    assertThat(SqlFailures.isTransient(duplicate)).isFalse();
  }

  @Test
  void aSpoiltConnectionMayBeTriedAgainOnAnother() {
    MySQLException spoilt = new MySQLException("Malformed communication packet", 1835, "HY000");

    assertThat(SqlFailures.isSpoiling(spoilt)).isTrue();
    assertThat(SqlFailures.isTransient(spoilt)).isTrue();
  }
}
