package io.aiw3.nft.bench.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.contract.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads the topic on a thread of its own; a message that comes twice or out of order ends it. */
final class Reader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final long[] readAt;
  private final int[] lastOfKey = new int[Rows.KEYS];
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicInteger seen = new AtomicInteger();
  private volatile boolean closed;
  private volatile long lastAt;

  Reader(Servers servers, int expected) {
    readAt = new long[expected];
    Arrays.fill(lastOfKey, -1);
    Thread thread = new Thread(() -> read(servers), "reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Servers servers) {
    try (KafkaConsumer<byte[], byte[]> consumer = servers.reader(Topics.BADGE_EVENTS)) {
      while (!closed) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
          take(JSON.readTree(message.value()).get("number").asInt(), System.nanoTime());
        }
      }
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    }
  }

  private void take(int number, long now) {
    int key = number % Rows.KEYS;
    if (number <= lastOfKey[key]) {
      throw new IllegalStateException(number + " came after " + lastOfKey[key]);
    }
    lastOfKey[key] = number;
    readAt[number] = now;
    lastAt = now;
    seen.incrementAndGet();
  }

  /** Waits until so many have been read. */
  void await(int count, Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (seen.get() < count) {
      if (failure.get() != null) {
        throw new IllegalStateException("the reader ended", failure.get());
      }
      if (System.nanoTime() > until) {
        throw new IllegalStateException("%d of %d in %s".formatted(seen.get(), count, limit));
      }
      Thread.sleep(10);
    }
  }

  long readAt(int number) {
    return readAt[number];
  }

  long lastAt() {
    return lastAt;
  }

  @Override
  public void close() {
    closed = true;
  }
}
