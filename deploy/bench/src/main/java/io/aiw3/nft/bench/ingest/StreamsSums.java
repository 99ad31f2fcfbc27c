package io.aiw3.nft.bench.ingest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Drops trades that were seen, adds the others to their wallet's volume. */
final class StreamsSums implements Processor<String, byte[], String, String> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String SEEN = "seen";
  private static final String VOLUMES = "volumes";

  private ProcessorContext<String, String> context;
  private KeyValueStore<String, byte[]> seen;
  private KeyValueStore<String, String> volumes;

  @Override
  public void init(ProcessorContext<String, String> context) {
    this.context = context;
    seen = context.getStateStore(SEEN);
    volumes = context.getStateStore(VOLUMES);
  }

  @Override
  public void process(Record<String, byte[]> message) {
    try {
      JsonNode trade = JSON.readTree(message.value());
      if (seen.putIfAbsent(trade.get("tradeId").textValue(), new byte[] {1}) == null) {
        String before = volumes.get(message.key());
        BigDecimal price = trade.get("totalUsdPrice").decimalValue();
        String after =
            before == null ? price.toPlainString() : price.add(new BigDecimal(before)).toString();
        volumes.put(message.key(), after);
        context.forward(message.withValue(after));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With its stores. */
  @FunctionalInterface
  interface Supplier extends ProcessorSupplier<String, byte[], String, String> {
    @Override
    default Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(SEEN), Serdes.String(), Serdes.ByteArray()),
          Stores.keyValueStoreBuilder(
                  Stores.persistentKeyValueStore(VOLUMES), Serdes.String(), Serdes.String())
              .withCachingEnabled());
    }
  }
}
