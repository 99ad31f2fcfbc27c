package io.aiw3.nft.operations;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The brokers that a command works on.
 *
 * @param bootstrap host:port with commas
 * @param config client properties (TLS, SASL); null for none
 */
record Brokers(String bootstrap, Path config) {
  /**
   * A consumer with {@code settings} over what the file says. It sees what was committed, from the
   * beginning where nothing else is said, and commits nothing by itself.
   */
  KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    Map<String, Object> all = over(settings);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer with {@code settings} over what the file says. */
  KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(
        over(settings), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> over(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    if (config != null) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
        file.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      file.forEach((name, value) -> all.put(name.toString(), value));
    }
    all.putAll(settings);
    all.put("bootstrap.servers", bootstrap);
    return all;
  }
}
