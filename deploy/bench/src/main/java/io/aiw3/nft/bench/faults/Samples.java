package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.Curve;
import io.aiw3.nft.bench.Jvm;
import io.aiw3.nft.bench.Machine;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What could leak in the services of a suite, sampled while it runs. */
final class Samples implements AutoCloseable {
  private static final double MIB = 1024 * 1024;

  private final LocalSuite suite;
  private final Admin kafka;
  private final long began = System.nanoTime();
  private final Map<Quantity, Map<String, Curve>> curves = new EnumMap<>(Quantity.class);

  Samples(LocalSuite suite) {
    this.suite = suite;
    this.kafka =
        Admin.create(Map.of("bootstrap.servers", suite.run().at("/kafka/bootstrap").asText()));
  }

  /** What is sampled of each service. */
  enum Quantity {
    HEAP("heap", "heap after a collection, MiB"),
    RESIDENT("resident", "resident memory, MiB"),
    THREADS("threads", "threads"),
    FILES("files", "open files and sockets"),
    CONNECTIONS("connections", "connections to MySQL"),
    LAG("lag", "records not yet taken from Kafka"),
    OUTBOX("outbox", "messages in the outbox");

    private final String key;
    private final String title;

    Quantity(String key, String title) {
      this.key = key;
      this.title = title;
    }

    String key() {
      return key;
    }

    String title() {
      return title;
    }
  }

  /** Takes one of each. */
  void take() throws Exception {
    JsonNode run = suite.run();
    Map<String, Long> lags = lags();
    for (Map.Entry<String, JsonNode> each : run.get("services").properties()) {
      String service = each.getKey();
      String schema = service.substring(0, service.indexOf('-')); // named by its first part
      Jvm jvm = new Jvm(run.get("pids").get(service).asLong(), each.getValue().get(0).asText());
      add(Quantity.HEAP, service, jvm.heapAfterCollection() / MIB);
      add(Quantity.RESIDENT, service, Machine.resident(jvm.pid()) / MIB);
      add(Quantity.THREADS, service, jvm.threads());
      add(Quantity.FILES, service, jvm.openFiles());
      // A user sees its own threads only; one of them is this question's.
      add(
          Quantity.CONNECTIONS,
          service,
          suite.number(schema, "SELECT COUNT(*) - 1 FROM information_schema.processlist"));
      add(Quantity.LAG, service, lags.getOrDefault(service, 0L));
      add(Quantity.OUTBOX, service, suite.number(schema, "SELECT COUNT(*) FROM outbox"));
    }
  }

  private void add(Quantity quantity, String service, Number value) {
    curves
        .computeIfAbsent(quantity, q -> new LinkedHashMap<>())
        .computeIfAbsent(service, name -> new Curve())
        .add(minutes(), value.doubleValue());
  }

  double minutes() {
    return (System.nanoTime() - began) / 60e9;
  }

  /** By service. */
  Map<String, Curve> curves(Quantity quantity) {
    return curves.get(quantity);
  }

  /** Records behind, by service: its groups are named after it and the topic. */
  private Map<String, Long> lags() throws ExecutionException, InterruptedException {
    Map<String, Long> lags = new LinkedHashMap<>();
    List<String> groups =
        kafka.listGroups().all().get().stream().map(group -> group.groupId()).toList();
    for (String group : groups) {
      Map<TopicPartition, Long> taken = taken(group);
      long lag =
          ends(taken).entrySet().stream()
              .mapToLong(end -> end.getValue() - taken.get(end.getKey()))
              .sum();
      lags.merge(group.split("\\.", 2)[0], lag, Long::sum);
    }
    return lags;
  }

  private Map<TopicPartition, Long> taken(String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return offsets.entrySet().stream()
        .filter(partition -> partition.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, partition -> partition.getValue().offset()));
  }

  private Map<TopicPartition, Long> ends(Map<TopicPartition, Long> partitions)
      throws ExecutionException, InterruptedException {
    return kafka
        .listOffsets(
            partitions.keySet().stream()
                .collect(
                    Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  @Override
  public void close() {
    kafka.close();
  }
}
