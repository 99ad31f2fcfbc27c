package io.aiw3.nft.qualification.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeParserTest {
  private static final String WALLET = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";
  private static final String GOOD =
      "{\"tradeId\":\"t1\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\",\"totalUsdPrice\":12.3456789012,"
              .formatted(WALLET)
          + "\"executedAt\":\"2026-01-01T00:00:00.123456Z\",\"more\":{\"a\":[1]}}";

  private final TradeParser parser = new TradeParser(Set.of("perpetual"));

  @Test
  void aTradeIsReadExactly() {
    LedgerTrade trade = parser.parse(message(WALLET, GOOD));

    assertThat(trade.id()).isEqualTo("t1");
    assertThat(trade.wallet()).isEqualTo(WALLET);
    assertThat(trade.price().toPlainString()).isEqualTo("12.3456789012");
    assertThat(trade.counts()).isTrue();
    assertThat(trade.executedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
  }

  @Test
  void otherTypesAreRecordedAndDoNotCount() {
    for (String type : List.of("spot", "pepetual", "Perpetual", "it's")) {
      LedgerTrade trade = parser.parse(message(WALLET, GOOD.replace("perpetual", type)));
      assertThat(trade.counts()).isFalse();
      assertThat(trade.type()).isEqualTo(type);
    }
    for (String type : List.of("ü", "x".repeat(33))) {
      assertThat(parser.parse(message(WALLET, GOOD.replace("perpetual", type))).type())
          .isEqualTo("(unprintable)");
    }
  }

  @Test
  void withoutAListAllTypesCountButReversals() {
    TradeParser all = new TradeParser(Set.of());

    assertThat(all.parse(message(WALLET, GOOD.replace("perpetual", "spot"))).counts()).isTrue();
    assertThat(
            all.parse(
                    message(
                        WALLET,
                        GOOD.replace("perpetual", "reversal")
                            .replace("\"more\"", "\"reverses\":\"t0\",\"more\"")))
                .counts())
        .isFalse();
  }

  @Test
  void aReversalNamesItsOriginalAndNeedsNoPrice() {
    LedgerTrade trade =
        parser.parse(
            message(
                WALLET,
                "{\"tradeId\":\"r1\",\"walletAddress\":\"%s\",\"tradeType\":\"reversal\",\"reverses\":\"t1\"}"
                    .formatted(WALLET)));

    assertThat(trade.reversal()).isTrue();
    assertThat(trade.reverses()).isEqualTo("t1");
    assertThat(trade.counts()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.3456789012 | 1e3 | 1000",
        "12.3456789012 | 99999999999999999999.9999999999 | 99999999999999999999.9999999999",
        "12.3456789012 | 0.10000000000000 | 0.1",
        "12.3456789012 | 0 | 0",
        "12.3456789012 | 1e-10 | 0.0000000001"
      })
  void pricesThatFit(String from, String to, String price) {
    assertThat(parser.parse(message(WALLET, GOOD.replace(from, to))).price())
        .isEqualByComparingTo(price);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.3456789012 | -1 | negative",
        "12.3456789012 | NaN | not JSON",
        "12.3456789012 | \"12\" | not a number",
        "12.3456789012 | null | totalUsdPrice is missing",
        "12.3456789012 | true | not a number",
        "12.3456789012 | 1.00000000001 | more than 10 fraction digits",
        "12.3456789012 | 100000000000000000000 | more than 20 integer digits",
        "12.3456789012 | 1e999999999 | more than 20 integer digits",
        "12.3456789012 | 1e-999999999 | more than 10 fraction digits",
        "\"perpetual\" | \" \" | tradeType is missing",
        "\"t1\" | \"\" | tradeId is missing",
        "\"t1\" | null | tradeId is missing",
        "\"t1\" | 7 | tradeId is not a string",
        "\"t1\" | \"a b\" | printable ASCII",
        "TokenkegQ | Tokenkeg0 | not a Solana",
        "\"more\" | \"tradeId\" | not JSON",
        "2026-01-01T00 | yesterday | not an ISO-8601 time",
        "2026-01-01T | +10000-01-01T | before the year 2000 or more than a day ahead",
        "}} | }}x | not JSON",
        "}} | }}{} | continues after its end",
        "{\"tradeId\" | [\"tradeId\" | not a JSON object",
        "\"more\" | \"reverses\":\"t0\",\"more\" | only for trades of type reversal",
        "\"perpetual\" | \"reversal\" | reverses is missing"
      })
  void whatIsWrongIsNamed(String from, String to, String reason) {
    assertThat(GOOD).contains(from);

    assertThatThrownBy(() -> parser.parse(message(WALLET, GOOD.replace(from, to))))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void keysMustBeTheWallet() {
    assertThatThrownBy(() -> parser.parse(message(null, GOOD))).hasMessage("the record has no key");
    assertThatThrownBy(() -> parser.parse(message("other", GOOD)))
        .hasMessage("the key is not the walletAddress");
    assertThatThrownBy(() -> parser.parse(message(WALLET, null)))
        .hasMessage("the record has no value");
  }

  @Test
  void typesMustBePlain() {
    assertThatThrownBy(() -> new TradeParser(Set.of("perpetual\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use 1 to 32 of printable ASCII");
  }

  private static ConsumerRecord<byte[], byte[]> message(String key, String value) {
    return new ConsumerRecord<>("trades", 0, 7, bytes(key), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
