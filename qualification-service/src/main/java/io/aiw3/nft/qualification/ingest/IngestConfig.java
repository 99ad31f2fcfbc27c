package io.aiw3.nft.qualification.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How trades are ingested. */
@ConfigMapping(prefix = "aiw3.ingest")
public interface IngestConfig {
  /** Off: this replica ingests no trades. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Trade types that count towards volume, for example {@code perpetual,strategy}; without it all
   * do, reversals aside. A trade of another type is recorded and does not count.
   */
  Optional<Set<String>> countingTypes();

  /**
   * Most trades in one transaction; a batch is as large as what waits, up to this. Beyond 20,000
   * MySQL would no longer look the trades up one by one, but scan the ledger.
   */
  @Min(1)
  @Max(20_000)
  @WithDefault("20000")
  int maxBatch();

  /**
   * While fewer trades than this wait, one transaction at a time serves all partitions; a partition
   * with more has its own.
   */
  @Min(1)
  @WithDefault("500")
  int together();

  /** A batch of so many trades shows that the service is behind. */
  @WithDefault("5000")
  int behind();

  /** While behind, progress-only snapshots are delayed this long. */
  @WithDefault("30s")
  Duration delayBehind();

  /**
   * While little comes in, the shortest time between two fetches. Without it every single record
   * costs the broker and the service a fetch of its own.
   */
  @WithDefault("20ms")
  Duration linger();

  /** Most transactions at the same time, each for another partition. */
  @Min(1)
  @WithDefault("2")
  int workers();

  /** Most records of a partition that wait in memory; then the partition is paused. */
  @WithDefault("20000")
  int maxWaiting();

  /** Most bytes of a partition that wait in memory; then the partition is paused. */
  @WithDefault("8388608")
  long maxWaitingBytes();

  /** Most bytes in one transaction; a record that is larger has its own. */
  @WithDefault("8388608")
  long maxBatchBytes();

  /** Most dead letters of one transaction; a batch with more is split. */
  @Min(1)
  @WithDefault("1000")
  int maxDeadLetters();

  /** How long a reversal waits for the trade that it reverses; then it becomes a dead letter. */
  @WithDefault("P30D")
  Duration reversalsWait();

  /** How often reversals that wait are counted, and those that waited too long given up. */
  @WithDefault("1m")
  Duration reversalsPoll();

  /** Most snapshots published in the transaction of a batch; further ones follow shortly after. */
  @WithDefault("200")
  int maxSnapshots();

  /** Attempts at a batch that fails for a reason that is not known to pass. */
  @WithDefault("3")
  int attempts();

  /** First delay while the database is unavailable; it doubles up to {@link #maxBackOff()}. */
  @WithDefault("50ms")
  Duration backOff();

  @WithDefault("2s")
  Duration maxBackOff();

  /** How often positions are committed to Kafka. */
  @WithDefault("500ms")
  Duration commitInterval();
}
