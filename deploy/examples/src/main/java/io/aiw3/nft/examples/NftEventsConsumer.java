package io.aiw3.nft.examples;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.schema.MessageSchemas;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints who holds which NFT, from {@code nft-events}. Argument, if any: the bootstrap servers. */
public final class NftEventsConsumer {
  private NftEventsConsumer() {}

  public static void main(String[] args) throws Exception {
    Map<String, Object> settings;
    try {
      settings =
          ConsumerSettings.of(
              System.getenv(), args.length > 0 ? args[0] : null, Path.of("").toAbsolutePath());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    // In a service: a table with this pair as its key, written in the transaction of the effect.
    Set<String> seen = new HashSet<>();
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(List.of(Topics.NFT_EVENTS));
      while (true) {
        for (var message : consumer.poll(Duration.ofSeconds(1))) {
          String id =
              header(message, MessageHeaders.SOURCE) + " " + header(message, MessageHeaders.ID);
          String type = header(message, MessageHeaders.TYPE);
          if (!MessageSchemas.types().containsKey(type) || !seen.add(id)) {
            // Types are added: one that this version does not know is passed over.
            continue;
          }
          NftEvent event = ContractJson.mapper().readValue(message.value(), NftEvent.class);
          System.out.println(event.data().userId() + " " + event.type() + " " + event.data());
        }
        // After the effects: a commit before them would lose what is under way when this dies.
        consumer.commitSync();
      }
    }
  }

  private static String header(ConsumerRecord<String, String> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
