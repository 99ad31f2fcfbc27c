package io.aiw3.nft.qualification.persistence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerSqlTest {
  @Test
  void valuesAreWrittenOut() {
    assertThat(LedgerSql.insert(List.of(trade("t1"), trade("t2")), -5))
        .endsWith(
            "VALUES  ('t1','w',0.0000001,'perpetual',1,NULL,TIMESTAMP'1970-01-01 00:00:00.001',-5)"
                + ",('t2','w',0.0000001,'perpetual',1,NULL,TIMESTAMP'1970-01-01 00:00:00.001',-5)");
  }

  @Test
  void whatNeedsEscapingIsHexadecimal() {
    String sql = LedgerSql.insert(List.of(trade("a'\\")), 1);

    assertThat(sql).contains("(_ascii 0x61275c,'w'").doesNotContain("a'");
  }

  private static LedgerTrade trade(String id) {
    return new LedgerTrade(
        id, "w", "perpetual", new BigDecimal("1E-7"), true, null, Instant.ofEpochMilli(1), null);
  }
}
