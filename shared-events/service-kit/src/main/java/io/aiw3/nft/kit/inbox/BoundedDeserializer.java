package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.contract.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Keeps of a key, a value and its headers no more than a message can need: what a producer has
 * compressed may be a thousand times larger once it is read, and a poll holds hundreds of records.
 * What was cut is said in the header {@link DeadLetterHeaders#CUT}, and {@link #requireWhole}
 * refuses such a record; its dead letter says where the whole of it is.
 *
 * <p>The consumer's property {@code aiw3.longest.value} sets the limit of values, in bytes.
 */
public final class BoundedDeserializer implements Deserializer<byte[]> {
  /** Consumer property. */
  public static final String LONGEST_VALUE = "aiw3.longest.value";

  static final int DEFAULT_LONGEST_VALUE = 256 * 1024;
  static final int LONGEST_KEY = 1024;
  static final int LONGEST_HEADERS = 64 * 1024;

  private int longest = DEFAULT_LONGEST_VALUE;
  private boolean key;

  /** For a consumer that is made by hand. */
  public static BoundedDeserializer keys() {
    return configured(Map.of(), true);
  }

  /**
   * For a consumer that is made by hand.
   *
   * @param longest limit in bytes
   */
  public static BoundedDeserializer values(int longest) {
    return configured(Map.of(LONGEST_VALUE, longest), false);
  }

  private static BoundedDeserializer configured(Map<String, ?> settings, boolean key) {
    BoundedDeserializer deserializer = new BoundedDeserializer();
    deserializer.configure(settings, key);
    return deserializer;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    key = isKey;
    Object limit = configs.get(LONGEST_VALUE);
    longest =
        isKey
            ? LONGEST_KEY
            : limit == null ? DEFAULT_LONGEST_VALUE : Integer.parseInt(limit.toString().strip());
  }

  @Override
  public byte[] deserialize(String topic, byte[] data) {
    return data;
  }

  @Override
  public byte[] deserialize(String topic, Headers headers, byte[] data) {
    return deserialize(topic, headers, data == null ? null : ByteBuffer.wrap(data));
  }

  @Override
  public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
    List<String> cut = new ArrayList<>();
    if (key) {
      // Keys are read first: no header of this name is anybody's but ours from here on.
      headers.remove(DeadLetterHeaders.CUT);
      bound(headers, cut);
    }
    int size = data == null ? 0 : data.remaining();
    if (size > longest) {
      cut.add("%s of %d bytes".formatted(key ? "key" : "value", size));
    }
    if (!cut.isEmpty()) {
      Header before = headers.lastHeader(DeadLetterHeaders.CUT);
      String all =
          (before == null ? "" : new String(before.value(), StandardCharsets.UTF_8) + ", ")
              + String.join(", ", cut);
      headers.remove(DeadLetterHeaders.CUT);
      headers.add(DeadLetterHeaders.CUT, all.getBytes(StandardCharsets.UTF_8));
    }
    if (data == null) {
      return null;
    }
    byte[] kept = new byte[Math.min(size, longest)];
    data.duplicate().get(kept);
    return kept;
  }

  /** Copies what is kept: a header that was read lazily holds the buffer of the whole record. */
  private static void bound(Headers headers, List<String> cut) {
    Header[] all = headers.toArray();
    List<Header> kept = new ArrayList<>(all.length);
    long size = 0;
    int dropped = 0;
    for (Header header : all) {
      String name = header.key();
      byte[] value = header.value();
      size += name.length() + (value == null ? 0 : value.length);
      if (size <= LONGEST_HEADERS) {
        kept.add(header);
      } else {
        dropped++;
      }
    }
    if (dropped > 0) {
      Arrays.stream(all).map(Header::key).distinct().forEach(headers::remove);
      kept.forEach(header -> headers.add(new RecordHeader(header.key(), header.value())));
      cut.add("%d headers, of %d bytes all together".formatted(dropped, size));
    }
  }

  /**
   * @throws BadMessageException if the record was too large to be read whole
   */
  public static void requireWhole(ConsumerRecord<byte[], byte[]> message) {
    Header cut = message.headers().lastHeader(DeadLetterHeaders.CUT);
    if (cut != null) {
      throw new BadMessageException(
          "the record is too large: " + new String(cut.value(), StandardCharsets.UTF_8));
    }
  }
}
