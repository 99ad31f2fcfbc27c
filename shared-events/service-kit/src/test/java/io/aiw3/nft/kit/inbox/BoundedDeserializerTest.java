package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class BoundedDeserializerTest {
  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void whatIsOrdinaryIsKeptAsItIs() {
    headers.add("ce_id", Records.utf8("7")).add("none", null);

    assertThat(key().deserialize("users", headers, ByteBuffer.wrap(Records.utf8("7"))))
        .isEqualTo(Records.utf8("7"));
    assertThat(value().deserialize("users", headers, Records.utf8("{}")))
        .isEqualTo(Records.utf8("{}"));
    assertThat(value().deserialize("users", headers, (byte[]) null)).isNull();
    assertThat(headers.toArray()).hasSize(2);
  }

  @Test
  void aValueThatGrewIsCutAndTheRecordRefused() {
    key().deserialize("users", headers, Records.utf8("7"));
    byte[] kept = value().deserialize("users", headers, new byte[3 * 1024 * 1024]);

    assertThat(kept).hasSize(1000);
    var message = Records.of("users", 1, Records.utf8("7"), kept);
    headers.forEach(message.headers()::add);
    assertThatThrownBy(() -> BoundedDeserializer.requireWhole(message))
        .isInstanceOf(BadMessageException.class)
        .hasMessage("the record is too large: value of 3145728 bytes");
  }

  @Test
  void headersAreCutByTheirBytesTogether() {
    headers.add("first", new byte[10]);
    for (int i = 0; i < 100; i++) {
      headers.add("more", new byte[1000]);
    }

    key().deserialize("users", headers, Records.utf8("7"));

    assertThat(headers.headers("first")).hasSize(1);
    assertThat(headers.headers("more")).hasSize(65);
    assertThat(new String(headers.lastHeader("dlq_cut").value()))
        .isEqualTo("35 headers, of 100415 bytes all together");
  }

  @Test
  void nobodyElseSaysWhatWasCut() {
    headers.add("dlq_cut", Records.utf8("all"));

    key().deserialize("users", headers, (byte[]) null);

    assertThat(headers.toArray()).isEmpty();
  }

  private static BoundedDeserializer key() {
    return configured(true);
  }

  private static BoundedDeserializer value() {
    return configured(false);
  }

  private static BoundedDeserializer configured(boolean key) {
    BoundedDeserializer deserializer = new BoundedDeserializer();
    deserializer.configure(Map.of(BoundedDeserializer.LONGEST_VALUE, "1000"), key);
    return deserializer;
  }
}
