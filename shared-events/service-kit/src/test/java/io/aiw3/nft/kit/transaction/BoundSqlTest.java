package io.aiw3.nft.kit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundSqlTest {
  @Test
  void marksWithoutNumbersAreTakenInTheirOrder() {
    BoundSql bound = BoundSql.of("UPDATE t SET a = ? WHERE b = ?", 1, "two");
    assertThat(bound.sql()).isEqualTo("UPDATE t SET a = ? WHERE b = ?");
    assertThat(values(bound.parameters())).containsExactly(1, "two");
  }

  @Test
  void aNumberedValueMayStandInSeveralPlaces() {
    BoundSql bound = BoundSql.of("SELECT ?2, ?10, ?1, ?2", 1, "two", 3, 4, 5, 6, 7, 8, 9, null);
    assertThat(bound.sql()).isEqualTo("SELECT ?, ?, ?, ?");
    assertThat(values(bound.parameters())).containsExactly("two", null, 1, "two");
  }

  @Test
  void aMarkWithoutAValueIsAFault() {
    assertThatThrownBy(() -> BoundSql.of("SELECT ?3", 1, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void timesAndBytesAreTakenAsTheClientTakesThem() {
    BoundSql bound =
        BoundSql.of(
            "SELECT ?, ?",
            Instant.parse("2026-11-30T07:00:00.000001Z"),
            "bytes".getBytes(StandardCharsets.UTF_8));
    assertThat(bound.parameters().getValue(0))
        .isEqualTo(LocalDateTime.parse("2026-11-30T07:00:00.000001"));
    assertThat(bound.parameters().getValue(1)).hasToString("bytes");
  }

  private static List<Object> values(Tuple tuple) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < tuple.size(); i++) {
      values.add(tuple.getValue(i));
    }
    return values;
  }
}
