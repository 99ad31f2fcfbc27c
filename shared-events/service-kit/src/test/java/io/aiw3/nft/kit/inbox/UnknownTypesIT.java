package io.aiw3.nft.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a newer producer may send, by each of the ways in which services read messages. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class UnknownTypesIT {
  private static final String BODY =
      "{\"eventType\":\"%s\",\"commandType\":\"%s\",\"timestamp\":\"2026-01-01T00:00:00Z\","
          + "\"sagaId\":\"s\",\"userId\":\"7\",\"data\":{\"userId\":\"7\",\"nftLevel\":1,"
          + "\"tierName\":\"t\",\"mintAddress\":\"m\"}}";

  @Inject MessageProcessor processor;
  @Inject BatchProcessor batches;
  @Inject MeterRegistry metrics;

  private final List<Object> taken = new CopyOnWriteArrayList<>();
  private double before;
  private double deadBefore;

  @BeforeEach
  void count() {
    before = counted("aiw3.inbox.unknown.types");
    deadBefore = counted("aiw3.inbox.dead.letters");
  }

  @Test
  void oneByOne() throws Throwable {
    await(() -> processor.process(event("renamed"), effect(NftEvent.class)));

    passedOver(1);
  }

  @Test
  void oneByOneWithEntities() throws Throwable {
    await(() -> processor.process(event("renamed"), effect(NftEvent.class).withEntities()));

    passedOver(1);
  }

  @Test
  void ofACompactedTopic() throws Throwable {
    await(() -> processor.process(event("renamed"), effect(NftEvent.class).withTombstones()));

    passedOver(1);
  }

  @Test
  void aCommand() throws Throwable {
    await(() -> processor.process(event("renamed"), effect(BadgeCommand.class)));

    passedOver(1);
  }

  @Test
  void amongKnownOnesOfABatch() throws Throwable {
    await(
        () ->
            batches.process(
                records(List.of(event("activated"), event("renamed"), event("activated"))),
                effect(NftEvent.class)));

    assertThat(taken).hasSize(2).allMatch(NftEvent.Activated.class::isInstance);
    assertThat(counted("aiw3.inbox.unknown.types") - before).isEqualTo(1);
    assertThat(counted("aiw3.inbox.dead.letters")).isEqualTo(deadBefore);
  }

  @Test
  void aBatchOfNothingElse() throws Throwable {
    await(
        () ->
            batches.process(
                records(List.of(event("renamed"), event("renamed"))), effect(NftEvent.class)));

    passedOver(2);
  }

  private <T> Effect<T> effect(Class<T> type) {
    return Effect.of(type, (inbound, tx) -> take(inbound));
  }

  private void passedOver(int count) {
    assertThat(taken).isEmpty();
    assertThat(counted("aiw3.inbox.unknown.types") - before).isEqualTo(count);
    assertThat(counted("aiw3.inbox.dead.letters")).isEqualTo(deadBefore);
  }

  private double counted(String name) {
    return metrics.counter(name, "topic", Topics.NFT_EVENTS).count();
  }

  private Uni<Void> take(Inbound<?> inbound) {
    taken.add(inbound.body());
    return Uni.createFrom().voidItem();
  }

  private static ConsumerRecord<byte[], byte[]> event(String type) {
    return Records.of(
        Topics.NFT_EVENTS,
        1,
        "7",
        BODY.formatted(type, type),
        "ce_id",
        UUID.randomUUID().toString(),
        "ce_source",
        "/newer");
  }

  private static ConsumerRecords<byte[], byte[]> records(List<ConsumerRecord<byte[], byte[]>> all) {
    return new ConsumerRecords<>(Map.of(new TopicPartition(Topics.NFT_EVENTS, 2), all), Map.of());
  }

  private static void await(Supplier<Uni<Void>> work) throws Throwable {
    VertxContextSupport.subscribeAndAwait(work);
  }
}
