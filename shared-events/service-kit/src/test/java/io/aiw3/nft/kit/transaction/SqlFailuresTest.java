package io.aiw3.nft.kit.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

class SqlFailuresTest {
  @Test
  void knowsTheClientsOwnFailures() {
    assertThat(SqlFailures.isDuplicate(new MySQLException("Duplicate entry", 1062, "23000")))
        .isTrue();
    assertThat(SqlFailures.isLockConflict(new MySQLException("Deadlock", 1213, "40001"))).isTrue();
    assertThat(SqlFailures.isDuplicate(new MySQLException("Deadlock", 1213, "40001"))).isFalse();
  }

  @Test
  void knowsThemInHibernatesWrapping() {
    SQLException duplicate = new SQLException("Duplicate entry", "23000", 1062);
    SQLException deadlock = new SQLException("Deadlock found", "40001", 1213);

    assertThat(
            SqlFailures.isDuplicate(
                new CompletionException(
                    new ConstraintViolationException("insert", duplicate, "one_open"))))
        .isTrue();
    assertThat(SqlFailures.isLockConflict(new CompletionException(deadlock))).isTrue();
    assertThat(SqlFailures.isTransient(new CompletionException(deadlock))).isTrue();
    assertThat(SqlFailures.isTransient(duplicate)).isFalse();
  }

  @Test
  void aPoolWithoutAFreeConnectionIsADatabaseThatIsBusy() {
    assertThat(SqlFailures.isTransient(new VertxException("Timeout waiting for connection", true)))
        .isTrue();
  }
}
