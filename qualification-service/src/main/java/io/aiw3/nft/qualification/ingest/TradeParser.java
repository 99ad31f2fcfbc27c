package io.aiw3.nft.qualification.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.BoundedDeserializer;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads and checks one record of the topic {@code trades}. What passes fits the ledger's columns
 * exactly, so that nothing is rounded, truncated or refused by the database.
 *
 * <p>A streaming parser, because this runs for every trade there is.
 *
 * <p>Public for the backfill of {@code deploy/history}, which must refuse exactly what is refused
 * here.
 */
public final class TradeParser {
  private static final String UNPRINTABLE = "(unprintable)";
  private static final int LONGEST_ID = 64;
  private static final int FRACTION_DIGITS = 10;
  private static final int INTEGER_DIGITS = 20;
  private static final Pattern TYPE = Pattern.compile("[ -~]{1,32}");

  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();
  private final Set<String> counting;

  /**
   * @param counting the types that count; all do if there are none
   * @throws IllegalArgumentException if a type is not 1 to 32 of printable ASCII, or is {@code
   *     reversal}
   */
  public TradeParser(Set<String> counting) {
    this.counting = Set.copyOf(counting);
    for (String type : counting) {
      if (!TYPE.matcher(type).matches() || type.equals(LedgerTrade.REVERSAL)) {
        throw new IllegalArgumentException(
            "aiw3.ingest.counting-types: \"%s\": use 1 to 32 of printable ASCII, not \"reversal\""
                .formatted(type));
      }
    }
  }

  /**
   * @throws BadMessageException with the reason, if the record is not a trade
   */
  public LedgerTrade parse(ConsumerRecord<byte[], byte[]> message) {
    BoundedDeserializer.requireWhole(message);
    if (message.key() == null) {
      throw new BadMessageException("the record has no key");
    }
    if (message.value() == null) {
      throw new BadMessageException("the record has no value");
    }
    Fields fields = read(message.value());
    String id = id("tradeId", fields.tradeId);
    String wallet = wallet(fields.walletAddress, message.key());
    String type = type(fields.tradeType);
    boolean reversal = type.equals(LedgerTrade.REVERSAL);
    if (reversal) {
      id("reverses", fields.reverses);
      if (fields.reverses.equals(id)) {
        throw new BadMessageException("the trade reverses itself");
      }
    } else if (fields.reverses != null) {
      throw new BadMessageException("reverses is only for trades of type reversal");
    }
    return new LedgerTrade(
        id,
        wallet,
        type,
        reversal && fields.price == null ? BigDecimal.ZERO : price(fields.price),
        !reversal && (counting.isEmpty() || counting.contains(type)),
        fields.reverses,
        time(fields.executedAt),
        message);
  }

  private Fields read(byte[] body) {
    Fields fields = new Fields();
    try (JsonParser in = json.createParser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new BadMessageException("the body is not a JSON object");
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        switch (name) {
          case "tradeId" -> fields.tradeId = text(in, value, name);
          case "walletAddress" -> fields.walletAddress = text(in, value, name);
          case "tradeType" -> fields.tradeType = text(in, value, name);
          case "reverses" -> fields.reverses = text(in, value, name);
          case "executedAt" -> fields.executedAt = text(in, value, name);
          case "totalUsdPrice" -> fields.price = number(in, value, name);
          default -> in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw new BadMessageException("the body continues after its end");
      }
      return fields;
    } catch (IOException | ArithmeticException | NumberFormatException e) {
      throw new BadMessageException("the body is not JSON: " + firstLine(e.getMessage()), e);
    }
  }

  private static String text(JsonParser in, JsonToken value, String name) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.VALUE_STRING) {
      throw new BadMessageException(name + " is not a string");
    }
    return in.getText();
  }

  private static BigDecimal number(JsonParser in, JsonToken value, String name) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return null;
    }
    if (value != JsonToken.VALUE_NUMBER_FLOAT && value != JsonToken.VALUE_NUMBER_INT) {
      throw new BadMessageException(name + " is not a number");
    }
    return in.getDecimalValue();
  }

  private static String id(String name, String id) {
    if (id == null || id.isBlank()) {
      throw new BadMessageException(name + " is missing");
    }
    if (id.length() > LONGEST_ID) {
      throw new BadMessageException(name + " is longer than " + LONGEST_ID + " characters");
    }
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
        throw new BadMessageException(name + " has characters other than printable ASCII");
      }
    }
    return id;
  }

  private static String wallet(String wallet, byte[] key) {
    if (wallet == null || wallet.isBlank()) {
      throw new BadMessageException("walletAddress is missing");
    }
    MessageChecks.address("walletAddress", wallet);
    if (!Arrays.equals(key, wallet.getBytes(StandardCharsets.US_ASCII))) {
      throw new BadMessageException("the key is not the walletAddress");
    }
    return wallet;
  }

  /** A type that the column cannot hold is recorded under another name. */
  private static String type(String type) {
    if (type == null || type.isBlank()) {
      throw new BadMessageException("tradeType is missing");
    }
    return TYPE.matcher(type).matches() ? type : UNPRINTABLE;
  }

  private static BigDecimal price(BigDecimal price) {
    if (price == null) {
      throw new BadMessageException("totalUsdPrice is missing");
    }
    if (price.signum() < 0) {
      throw new BadMessageException("totalUsdPrice is negative");
    }
    if (price.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = price.scale() > FRACTION_DIGITS ? price.stripTrailingZeros() : price;
    if (exact.scale() > FRACTION_DIGITS) {
      throw new BadMessageException(
          "totalUsdPrice has more than " + FRACTION_DIGITS + " fraction digits");
    }
    if ((long) exact.precision() - exact.scale() > INTEGER_DIGITS) {
      throw new BadMessageException(
          "totalUsdPrice has more than " + INTEGER_DIGITS + " integer digits");
    }
    return exact;
  }

  private static Instant time(String text) {
    if (text == null) {
      return null;
    }
    try {
      return MessageChecks.time("executedAt", UtcTime.parse(text).truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException e) {
      throw new BadMessageException("executedAt is not an ISO-8601 time in UTC", e);
    }
  }

  private static String firstLine(String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }

  /** The fields as they are in the body. */
  private static final class Fields {
    private String tradeId;
    private String walletAddress;
    private String tradeType;
    private String reverses;
    private String executedAt;
    private BigDecimal price;
  }
}
