package io.aiw3.nft.examples;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
          NftEvent event = ContractJson.mapper().readValue(message.value(), NftEvent.class);
          System.out.println(event.data().userId() + " " + event.type() + " " + event.data());
        }
      }
    }
  }
}
