package io.aiw3.nft.kit.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every service can be configured with. */
@ConfigMapping(prefix = "aiw3")
public interface KitConfig {
  Catalogue catalogue();

  Http http();

  Outbox outbox();

  Inbox inbox();

  Idempotency idempotency();

  Reads reads();

  Security security();

  Housekeeping housekeeping();

  Transaction transaction();

  Liveness liveness();

  /** Reads that name a version. */
  interface Reads {
    /** How long a read waits for a change that it names, before it is answered with 503. */
    @WithDefault("2s")
    Duration changeLimit();
  }

  /** Replacements of the built-in catalogues. */
  interface Catalogue {
    /** A JSON file in the shape of {@code tier-catalogue.json}; the built-in one by default. */
    Optional<Path> tiers();

    /** A JSON file in the shape of {@code badge-catalogue.json}; the built-in one by default. */
    Optional<Path> badges();
  }

  /** What is taken from callers. */
  interface Http {
    /** A longer body is answered with 413. */
    @WithDefault("64K")
    MemorySize longestBody();

    /** Paths, with all below them, that take longer bodies. */
    Map<String, MemorySize> longerBodies();
  }

  /** The relay from the outbox table to Kafka. */
  interface Outbox {
    /**
     * Off where Debezium's outbox event router does the work. Off for another reason, e.g. to stop
     * publishing for a while, it needs a {@link #retention()} of 0: rows go by their age.
     */
    @WithDefault("true")
    boolean relay();

    /** Rows read, and at most published, at once. */
    @WithDefault("500")
    int batch();

    /** Keys, headers and payloads that are in memory at once; a larger row is alone. */
    @WithDefault("4M")
    MemorySize bytes();

    /**
     * A leader from which the database has received nothing for so long, because its host is lost
     * or paused, leads no more; in whole seconds.
     */
    @WithDefault("10s")
    Duration leadTimeout();

    /**
     * How long to wait for a nudge before the table is polled all the same, while other replicas
     * commit too: their commits do not nudge the one that publishes.
     */
    @WithDefault("100ms")
    Duration poll();

    /** The same while no other replica has committed anything for ten minutes. */
    @WithDefault("1s")
    Duration idlePoll();

    /** How often a replica that does not lead tries to take the lead. */
    @WithDefault("1s")
    Duration candidacy();

    /** How often the unpublished messages are counted. */
    @WithDefault("10s")
    String countEvery();

    /**
     * How long rows are kept where the relay is off; 0 keeps them permanently. Debezium reads the
     * binary log, so a row may go once it is committed; it is kept for a connector that has to
     * begin again with a snapshot of the table. So it must exceed the longest time that the
     * connector may be behind, and be less than the inbox retention of the readers, who get what is
     * kept a second time then.
     */
    @WithDefault("24h")
    Duration retention();

    /** How often rows past {@link #retention()} are looked for. */
    @WithDefault("1m")
    String purgeEvery();
  }

  /** The consumers. */
  interface Inbox {
    /** Ids are kept this long; it must exceed the retention of the topics that are read. */
    @WithDefault("14d")
    Duration retention();

    /** Attempts at a message whose failure is not known to pass, before it is a dead letter. */
    @WithDefault("5")
    int attempts();

    /** First pause between attempts; it doubles up to {@link #maxBackOff()}. */
    @WithDefault("50ms")
    Duration backOff();

    @WithDefault("5s")
    Duration maxBackOff();

    /** Topics that the service reads without a channel; they have dead letters, too. */
    Optional<List<String>> furtherTopics();
  }

  /** Changes of state. */
  interface Transaction {
    /** A transaction or statement that takes longer is given up; it may still commit. */
    @WithDefault("15s")
    Duration limit();

    /**
     * A connection to MySQL on which nothing has come or gone for so long is closed, with the
     * statement or transaction that is open on it. It must exceed {@link #limit()} and {@code
     * quarkus.datasource.reactive.idle-timeout}.
     */
    @WithDefault("20s")
    Duration silence();
  }

  /** The purge of ids that nothing can repeat any more. */
  interface Housekeeping {
    @WithDefault("10m")
    String every();

    /** How long after the start the first one runs. */
    @WithDefault("1m")
    String delay();

    /** Batches of 1,000 rows that one run deletes of each table at most. */
    @WithDefault("500")
    int batches();
  }

  /** Answers kept for repeated requests. */
  interface Idempotency {
    @WithDefault("24h")
    Duration retention();
  }

  /** Bearer tokens. */
  interface Security {
    /**
     * How long a verified token is known without verifying its signature again; a withdrawn key's
     * tokens are accepted that much longer.
     */
    @WithDefault("1m")
    Duration tokenMemory();

    /** How often the keys are fetched from a JWKS address. */
    @WithDefault("1m")
    Duration keyRefresh();

    /**
     * How often a key file is checked, and how long after a fetch the next may be caused by a token
     * whose key is not known.
     */
    @WithDefault("10s")
    Duration keyPause();
  }

  /** When this process counts as stuck. */
  interface Liveness {
    /** An event loop, or the worker threads together, that do nothing for so long are stuck. */
    @WithDefault("30s")
    Duration loopLimit();

    /** More than any single wait of the outbox relay for the database or for Kafka. */
    @WithDefault("2m")
    Duration relayLimit();
  }
}
