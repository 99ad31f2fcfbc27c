package io.aiw3.nft.history.backfill;

import static io.aiw3.nft.history.backfill.Rows.WALLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.kit.inbox.BadMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowCheckTest {
  private final RowCheck check = new RowCheck(Set.of("perpetual", "spot"));

  @Test
  void aRowBecomesTheMessageOfTheContract() {
    ProducerRecord<byte[], byte[]> message = check.message(Rows.priced("12.3456789000"));

    assertThat(message.topic()).isEqualTo("trades");
    assertThat(message.key()).isEqualTo(WALLET.getBytes(StandardCharsets.US_ASCII));
    assertThat(message.timestamp()).isNull();
    assertThat(new String(message.value(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"tradeId\":\"legacy-7\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\",\"totalUsdPrice\":12.3456789,\"executedAt\":\"2024-01-31T23:59:59Z\"}"
                .formatted(WALLET));
  }

  @Test
  void theTradesOwnIdGoesFirst() {
    assertThat(body(Rows.row("7", "t-1", WALLET, "spot", "1", null)))
        .contains("\"tradeId\":\"t-1\"")
        .doesNotContain("executedAt");
  }

  @ParameterizedTest
  @CsvSource({
    "1e3,1000",
    "99999999999999999999.9999999999,99999999999999999999.9999999999",
    "0.0000000001,0.0000000001",
    "1.50000000000000,1.5",
    "0,0"
  })
  void pricesAreExactAndPlain(String written, String sent) {
    assertThat(body(Rows.priced(written))).contains("\"totalUsdPrice\":" + sent + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "null | totalUsdPrice is missing",
        "-0.01 | totalUsdPrice is negative",
        "NaN | totalUsdPrice is not a number",
        "'1,\"tradeId\":\"x\"' | totalUsdPrice is not a number",
        "'1,5' | totalUsdPrice is not a number",
        "1.00000000001 | totalUsdPrice has more than 10 fraction digits",
        "100000000000000000000 | totalUsdPrice has more than 20 integer digits",
        "1e999999999 | totalUsdPrice has more than 20 integer digits"
      })
  void pricesThatAreRefused(String price, String reason) {
    assertRefused(Rows.priced(price), reason);
  }

  @Test
  void whatElseIsRefused() {
    assertRefused(Rows.row(null, null, WALLET, "spot", "1", null), "tradeId is missing");
    assertRefused(
        Rows.row("7 8", null, WALLET, "spot", "1", null),
        "tradeId has characters other than printable ASCII");
    assertRefused(Rows.row("7", null, null, "spot", "1", null), "walletAddress is missing");
    assertRefused(
        Rows.row("7", null, WALLET + "A", "spot", "1", null),
        "walletAddress is not a Solana address");
    assertRefused(Rows.row("7", null, WALLET, "spto", "1", null), "tradeType is not known: spto");
    assertRefused(
        Rows.row("7", null, WALLET, "spot", "1", "0000-00-00 00:00:00"),
        "executedAt is not an ISO-8601 time in UTC");
    assertRefused(LegacyRow.unreadable("line 3", "5 fields, not 6"), "5 fields, not 6");
  }

  private String body(LegacyRow row) {
    return new String(check.message(row).value(), StandardCharsets.UTF_8);
  }

  private void assertRefused(LegacyRow row, String reason) {
    assertThatThrownBy(() -> check.message(row))
        .isInstanceOf(BadMessageException.class)
        .hasMessage(reason);
  }
}
