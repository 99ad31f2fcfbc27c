package io.aiw3.nft.qualification.persistence.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A valid trade as it goes into the ledger.
 *
 * @param price USDT, at most 20 integer and 10 fraction digits
 * @param type as the record has it; printable ASCII, at most 32 characters
 * @param counts towards volume
 * @param reverses in a reversal: the reversed trade; else null
 * @param executedAt whole milliseconds, or null
 * @param origin the record that it came from
 */
public record LedgerTrade(
    String id,
    String wallet,
    String type,
    BigDecimal price,
    boolean counts,
    String reverses,
    Instant executedAt,
    ConsumerRecord<byte[], byte[]> origin) {
  /** The type of a trade that takes another one back. */
  public static final String REVERSAL = "reversal";

  public boolean reversal() {
    return reverses != null;
  }

  /** Whether both are the same trade. */
  public boolean sameAs(LedgerTrade other) {
    return wallet.equals(other.wallet)
        && type.equals(other.type)
        && price.compareTo(other.price) == 0
        && Objects.equals(reverses, other.reverses)
        && Objects.equals(executedAt, other.executedAt);
  }
}
