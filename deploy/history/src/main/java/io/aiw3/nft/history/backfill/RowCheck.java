package io.aiw3.nft.history.backfill;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.qualification.ingest.TradeParser;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the record of a row. The row is written as a body and read by the very parser that the
 * service reads the topic with: what passes here is no dead letter there.
 */
final class RowCheck {
  private static final String LEGACY = "legacy-";
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** MySQL's form of a time; the sources give it in UTC. */
  private static final Pattern MYSQL_TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?");

  private static final int DATE_END = 10;

  private final TradeParser parser = new TradeParser(Set.of());
  private final Set<String> types;
  private final ObjectWriter writer = ContractJson.mapper().writerFor(Trade.class);

  /**
   * @param types the trade types that are sent, reversals aside; all if there are none
   */
  RowCheck(Set<String> types) {
    this.types = Set.copyOf(types);
  }

  /**
   * The record as it goes into the topic.
   *
   * @throws BadMessageException with the reason, if the row is no trade
   */
  ProducerRecord<byte[], byte[]> message(LegacyRow row) {
    if (row.fault() != null) {
      throw new BadMessageException(row.fault());
    }
    if (row.price() != null && !NUMBER.matcher(row.price()).matches()) {
      throw new BadMessageException("totalUsdPrice is not a number");
    }
    byte[] key =
        row.wallet() == null ? new byte[0] : row.wallet().getBytes(StandardCharsets.US_ASCII);
    LedgerTrade trade =
        parser.parse(new ConsumerRecord<>(Topics.TRADES, 0, 0, key, asWritten(row)));
    if (!types.isEmpty()
        && !types.contains(trade.type())
        && !trade.type().equals(LedgerTrade.REVERSAL)) {
      throw new BadMessageException("tradeType is not known: " + trade.type());
    }
    // No timestamp of the trade's own: the topic keeps records for days, and would drop old ones.
    return new ProducerRecord<>(Topics.TRADES, key, body(trade));
  }

  private byte[] body(LedgerTrade trade) {
    try {
      return writer.writeValueAsBytes(
          new Trade(
              trade.id(),
              trade.wallet(),
              trade.type(),
              trade.price(),
              trade.reverses(),
              trade.executedAt()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] asWritten(LegacyRow row) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    try (JsonGenerator out = ContractJson.mapper().createGenerator(body)) {
      out.writeStartObject();
      text(out, "tradeId", tradeId(row));
      text(out, "walletAddress", row.wallet());
      text(out, "tradeType", row.type());
      text(out, "reverses", row.reverses());
      text(out, "executedAt", time(row.time()));
      if (row.price() != null) {
        out.writeFieldName("totalUsdPrice");
        out.writeNumber(row.price());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }

  private static void text(JsonGenerator out, String name, String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  /** The same at every run, so that the ledger takes the trade once. */
  static String tradeId(LegacyRow row) {
    if (row.tradeId() != null) {
      return row.tradeId();
    }
    return row.id() == null ? null : LEGACY + row.id();
  }

  private static String time(String text) {
    return text != null && MYSQL_TIME.matcher(text).matches()
        ? text.substring(0, DATE_END) + "T" + text.substring(DATE_END + 1) + "Z"
        : text;
  }
}
