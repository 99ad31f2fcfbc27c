package io.aiw3.nft.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementLogTest {
  @Test
  void keepsWhatTheServicePrepares() {
    String log =
        """
        /usr/sbin/mysqld, Version: 8.0.31. started with:
        2026-01-01T00:00:00.000001Z\t   11 Connect\tbadge-service@127.0.0.1 on badge using TCP/IP
        2026-01-01T00:00:00.000002Z\t   12 Connect\tbadge@127.0.0.1 on badge using TCP/IP
        2026-01-01T00:00:00.000003Z\t   11 Prepare\tSELECT a
        FROM b   WHERE c = ?
        2026-01-01T00:00:00.000004Z\t   11 Execute\tSELECT a FROM b WHERE c = 1
        2026-01-01T00:00:00.000005Z\t   12 Prepare\tSELECT of a test
        2026-01-01T00:00:00.000006Z\t   11 Query\tCOMMIT
        """;

    assertThat(StatementLog.prepared(log)).containsExactly("SELECT a FROM b WHERE c = ?");
  }

  @Test
  void anyNumberOfRowsIsOneStatement() {
    assertThat(StatementLog.normal("INSERT INTO a (b, c) VALUES (?, ?), (?, ?), (?, ?)"))
        .isEqualTo("INSERT INTO a (b, c) VALUES (?, ?)");
    assertThat(StatementLog.normal("SELECT a FROM b WHERE c IN (?, ?, ?) AND d = ?"))
        .isEqualTo("SELECT a FROM b WHERE c IN (?) AND d = ?");
    assertThat(StatementLog.normal("SELECT ? a UNION ALL SELECT ? UNION ALL SELECT ?"))
        .isEqualTo("SELECT ? a UNION ALL SELECT ?");
  }
}
