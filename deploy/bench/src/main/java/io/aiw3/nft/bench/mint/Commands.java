package io.aiw3.nft.bench.mint;

import io.aiw3.nft.bench.saga.Wallet;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays the orchestrator: claims out, and their confirmations in. */
final class Commands implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;
  private int nextUser = 1;

  Commands(String bootstrapServers) {
    Properties out = new Properties();
    out.put("bootstrap.servers", bootstrapServers);
    out.put("linger.ms", 0);
    producer = new KafkaProducer<>(out, new StringSerializer(), new StringSerializer());
    Properties in = new Properties();
    in.put("bootstrap.servers", bootstrapServers);
    in.put("group.id", "bench");
    in.put("auto.offset.reset", "earliest");
    consumer = new KafkaConsumer<>(in, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(Topics.SAGA_REPLIES));
  }

  /**
   * Has so many minted, with so many under way at a time.
   *
   * @return seconds from command to confirmation, by saga
   */
  Map<String, Double> mint(int count, int atOnce)
      throws IOException, InterruptedException, ExecutionException {
    Map<String, Long> sent = new HashMap<>();
    Map<String, Double> took = new HashMap<>();
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (took.size() < count) {
      while (sent.size() < count && sent.size() - took.size() < atOnce) {
        send(sent);
      }
      for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(100))) {
        long now = System.nanoTime();
        SagaReply reply = ContractJson.mapper().readValue(message.value(), SagaReply.class);
        if (reply instanceof MintConfirmed && sent.containsKey(reply.sagaId())) {
          took.putIfAbsent(reply.sagaId(), (now - sent.get(reply.sagaId())) / 1e9);
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(took.size() + " of " + count + " mints in " + TIMEOUT);
      }
    }
    return took;
  }

  private void send(Map<String, Long> sent)
      throws IOException, InterruptedException, ExecutionException {
    String saga = UUID.randomUUID().toString();
    MintNft command =
        new MintNft(
            saga,
            new UserId(nextUser++),
            OperationKind.CLAIM,
            new Wallet().address().toBase58(),
            1,
            0,
            null);
    sent.put(saga, System.nanoTime());
    producer
        .send(
            new ProducerRecord<>(
                command.topic(), command.key(), ContractJson.mapper().writeValueAsString(command)))
        .get();
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
