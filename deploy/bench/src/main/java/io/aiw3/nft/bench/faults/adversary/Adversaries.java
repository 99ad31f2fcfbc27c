package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.faults.LocalSuite;
import io.aiw3.nft.bench.faults.Trading;
import io.aiw3.nft.bench.saga.Suite;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** All of them, side by side with the honest users of a fault run. */
public final class Adversaries implements AutoCloseable {
  /** Ids from here on are theirs; those of the honest users are lower. */
  public static final int FIRST_USER = 7_000_000;

  private static final List<Function<Arena, Adversary>> KINDS =
      List.of(
          OtherSpellings::new,
          ClaimAgain::burning,
          ClaimAgain::selling,
          OneWalletManyUsers::new,
          DustedBurn::new,
          CancelledBurn::new,
          MovedWallet::new,
          ForeignCloseAuthority::new,
          ReplayedEvents::new,
          ForgedRecords::new,
          CrowdedPodium::new,
          HugeVolumes::new,
          Stampede::new,
          RawConnections::new);

  /** So many ids has each of them. */
  private static final int IDS_EACH = 1000;

  private final LocalSuite local;
  private final Records records;
  private final List<Adversary> adversaries = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> attacks = new ArrayList<>();

  /**
   * @param honest ids of the users that they may try to harm
   */
  public Adversaries(
      LocalSuite local, Suite suite, Trading trading, List<Integer> honest, Random random) {
    this.local = local;
    this.records = new Records(suite.kafka());
    WalletClient chain = new WalletClient(suite.chain());
    for (Function<Arena, Adversary> kind : KINDS) {
      AtomicInteger ids = new AtomicInteger(FIRST_USER + IDS_EACH * adversaries.size());
      adversaries.add(
          kind.apply(new Arena(local, suite, trading, chain, records, honest, ids, random)));
    }
  }

  public void start() {
    for (Adversary adversary : adversaries) {
      attacks.add(
          threads.submit(
              () -> {
                adversary.attack();
                return null;
              }));
    }
  }

  /** Waits until each has ended; one that has not by then is reported in its verdict. */
  public void await(long deadlineNanos) throws InterruptedException {
    for (Future<?> attack : attacks) {
      try {
        attack.get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // What became of it is in breaches().
      }
    }
  }

  /** How many records of a topic have to become dead letters. */
  public long badRecords(String topic) {
    return records.bad(topic);
  }

  /** A sentence for each that gained something, or that could not try; empty when none did. */
  public String breaches() throws SQLException, InterruptedException {
    Map<Integer, Long> mints = mints();
    StringBuilder breaches = new StringBuilder();
    for (int i = 0; i < adversaries.size(); i++) {
      Adversary adversary = adversaries.get(i);
      long minted = mints.getOrDefault(i, 0L);
      String breach = failure(attacks.get(i));
      breach = breach.isEmpty() ? adversary.breach() : breach;
      if (minted > adversary.mostMints()) {
        breach += " %d NFTs were minted, not %d".formatted(minted, adversary.mostMints());
      }
      if (!breach.isEmpty()) {
        breaches.append(adversary.name()).append(": ").append(breach).append("; ");
      }
    }
    return breaches.toString();
  }

  /** Tiered NFTs minted to the users of each, by its index. */
  private Map<Integer, Long> mints() throws SQLException {
    Map<Integer, Long> mints = new HashMap<>();
    for (List<String> row :
        local.rows(
            "minting",
            "SELECT (user_id - %d) DIV %d AS adversary, COUNT(*) FROM chain_transaction"
                    .formatted(FIRST_USER, IDS_EACH)
                + " WHERE kind = 'mint' AND state = 'finalized' AND competition_id IS NULL"
                + " AND user_id >= %d GROUP BY adversary".formatted(FIRST_USER))) {
      mints.put(Integer.parseInt(row.get(0)), Long.parseLong(row.get(1)));
    }
    return mints;
  }

  private static String failure(Future<?> attack) throws InterruptedException {
    if (!attack.isDone()) {
      return "still trying";
    }
    try {
      attack.get();
      return "";
    } catch (ExecutionException e) {
      return "could not try: " + e.getCause();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    records.close();
  }
}
