package io.aiw3.nft.examples;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.schema.MessageSchemas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints who holds which NFT, from {@code nft-events}. Argument: the bootstrap servers. */
public final class NftEventsConsumer {
  private NftEventsConsumer() {}

  public static void main(String[] args) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            args[0],
            "group.id",
            "example-java",
            "auto.offset.reset",
            "earliest");
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(List.of(Topics.NFT_EVENTS));
      while (true) {
        for (var message : consumer.poll(Duration.ofSeconds(1))) {
          if (!MessageSchemas.types().containsKey(type(message))) {
            // Types are added: one that this version does not know is passed over.
            continue;
          }
          NftEvent event = ContractJson.mapper().readValue(message.value(), NftEvent.class);
          System.out.println(event.data().userId() + " " + event.type() + " " + event.data());
        }
      }
    }
  }

  private static String type(ConsumerRecord<String, String> message) {
    Header type = message.headers().lastHeader(MessageHeaders.TYPE);
    return type == null ? "" : new String(type.value(), StandardCharsets.UTF_8);
  }
}
