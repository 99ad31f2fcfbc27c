package io.aiw3.nft.history.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.history.backfill.TradeSource.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {
  private static final String HEADER = "id,wallet_address,trade_type,total_usd_price,note\n";

  @TempDir private Path folder;

  @Test
  void aBrokenLineCostsNoOther() throws IOException {
    List<String> rows =
        read(
            HEADER
                + "1,w,spot,1,\r\n"
                + "\n"
                + "2,w,spot,2\n"
                + "3,\"w,spot,3,\n"
                + "4,w,spot,4,\"a \"\"b\"\"\nü, c\"\n"
                + "5,w,spot,5,"
                + "x".repeat(70_000)
                + "\n"
                + "6,w,spot,6,\\N");

    assertThat(rows)
        .containsExactly(
            "line 2: 1",
            "line 4: 4 fields, not 5",
            "line 5: not CSV",
            "line 6: 4",
            "line 8: the line is longer than 65536 bytes",
            "line 9: 6");
  }

  @Test
  void everyPositionIsWhereTheRestBegins() throws IOException {
    Path file =
        write(
            "\uFEFF"
                + HEADER
                + "1,ü,spot,1,\r\n\n2,w,spot,2,\"a\nb\"\n3,\"w,spot,3,\n4,w,s,4\n5,w,s,5,");
    List<String> all = new ArrayList<>();
    List<Position> positions = new ArrayList<>();
    try (CsvSource source = new CsvSource(file, ',', Map.of())) {
      positions.add(source.start());
      for (LegacyRow row = source.next(); row != null; row = source.next()) {
        all.add(describe(row));
        positions.add(source.position());
      }
    }

    assertThat(all).hasSize(5);
    for (int i = 0; i < positions.size(); i++) {
      try (CsvSource source = new CsvSource(file, ',', Map.of())) {
        source.seek(positions.get(i));
        assertThat(rest(source)).isEqualTo(all.subList(i, all.size()));
      }
    }
  }

  @Test
  void columnsAreFoundOrNamed() throws IOException {
    Path file = write("id;owner;trade_type;total_price\n1;w;spot;5\n");

    try (CsvSource source =
        new CsvSource(file, ';', Map.of(Field.WALLET, "owner", Field.PRICE, "total_price"))) {
      LegacyRow row = source.next();
      assertThat(row.wallet()).isEqualTo("w");
      assertThat(row.price()).isEqualTo("5");
      assertThat(row.time()).isNull();
    }
    assertThatThrownBy(() -> new CsvSource(file, ';', Map.of(Field.WALLET, "owner")))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("--column price=COLUMN");
  }

  private List<String> read(String content) throws IOException {
    try (CsvSource source = new CsvSource(write(content), ',', Map.of())) {
      return rest(source);
    }
  }

  private static List<String> rest(CsvSource source) throws IOException {
    List<String> rows = new ArrayList<>();
    for (LegacyRow row = source.next(); row != null; row = source.next()) {
      rows.add(describe(row));
    }
    return rows;
  }

  private static String describe(LegacyRow row) {
    String fault =
        row.fault() != null && row.fault().startsWith("not CSV") ? "not CSV" : row.fault();
    return row.origin() + ": " + (fault == null ? row.id() : fault);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("trades.csv"), content);
  }
}
