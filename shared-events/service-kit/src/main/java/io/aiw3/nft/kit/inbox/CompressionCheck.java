package io.aiw3.nft.kit.inbox;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.SimpleRecord;

/**
 * Refuses the start where a codec of Kafka does not work, before any consumer reads.
 *
 * <p>zstd and snappy are native libraries, which are unpacked into a temporary folder and loaded
 * from there. Where that is not allowed the first batch fails with an {@link Error}, which Kafka's
 * consumer does not keep: its next poll goes on with the batch after, and the records are lost.
 */
@ApplicationScoped
class CompressionCheck {
  /** Right after the migrations; the channels connect later. */
  private static final int EARLY = Integer.MIN_VALUE + 1;

  private static final byte[] SAMPLE = "{\"a\":1}".repeat(8).getBytes(StandardCharsets.UTF_8);

  /** Compresses and reads with one codec. */
  interface Attempt {
    void with(CompressionType codec);
  }

  void run(@Observes @Priority(EARLY) StartupEvent event) {
    requireAll(CompressionCheck::roundTrip);
  }

  /**
   * @throws IllegalStateException that names the codec and what to change
   */
  static void requireAll(Attempt attempt) {
    for (CompressionType codec : CompressionType.values()) {
      try {
        attempt.with(codec);
      } catch (RuntimeException | LinkageError e) {
        throw new IllegalStateException(
            "Records that are compressed with %s cannot be read, so the service does not start: %s."
                    .formatted(codec.name, e)
                + " Allow the execution of files in java.io.tmpdir (%s), e.g. tmpfs with exec."
                    .formatted(System.getProperty("java.io.tmpdir")),
            e);
      }
    }
  }

  private static void roundTrip(CompressionType codec) {
    MemoryRecords batch =
        MemoryRecords.withRecords(Compression.of(codec).build(), new SimpleRecord(SAMPLE));
    for (Record record : batch.records()) {
      if (record.valueSize() != SAMPLE.length) {
        throw new IllegalStateException("what was read is not what was written");
      }
    }
  }
}
