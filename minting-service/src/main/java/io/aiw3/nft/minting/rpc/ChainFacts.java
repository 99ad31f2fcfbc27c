package io.aiw3.nft.minting.rpc;

import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.Cost;
import io.aiw3.nft.minting.rpc.SolanaRpc.Blockhash;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.ComputeBudget;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What changes slowly on the chain, read now and then instead of for every transaction. */
@ApplicationScoped
public class ChainFacts {
  private static final Logger LOG = Logger.getLogger(ChainFacts.class);
  private static final Duration BLOCKHASH_AGE = Duration.ofMillis(800);
  private static final Duration BALANCE_AGE = Duration.ofSeconds(3);

  private final SolanaRpc rpc;
  private final ClusterRent rent;
  private final SolanaConfig config;
  private final SenderConfig sender;
  private final WalletSigner wallet;
  private final Remembered<Blockhash> blockhash = new Remembered<>(BLOCKHASH_AGE);
  private final Remembered<Long> balance = new Remembered<>(BALANCE_AGE);
  private final AtomicBoolean low = new AtomicBoolean();
  private final AtomicLong minimum = new AtomicLong();

  ChainFacts(
      SolanaRpc rpc,
      ClusterRent rent,
      SolanaConfig config,
      SenderConfig sender,
      WalletSigner wallet,
      MeterRegistry metrics) {
    this.rpc = rpc;
    this.rent = rent;
    this.config = config;
    this.sender = sender;
    this.wallet = wallet;
    metrics.gauge(
        "aiw3.solana.wallet.lamports",
        balance,
        b -> b.last().map(Long::doubleValue).orElse(Double.NaN));
    metrics.gauge("aiw3.solana.wallet.low", low, flag -> flag.get() ? 1 : 0);
    metrics.gauge("aiw3.solana.wallet.minimum.lamports", minimum);
  }

  /** A recent blockhash, less than a second old. */
  public Uni<Blockhash> blockhash() {
    return blockhash.get(() -> rpc.calls().latestBlockhash());
  }

  /** Lamports of the system wallet, a few seconds old at most. */
  public Uni<Long> balance() {
    return balance.get(() -> rpc.calls().balance(wallet.address()));
  }

  /** Whether the wallet must be filled before another command is carried out. */
  public Uni<Boolean> isBalanceLow() {
    return minimumBalance().chain(least -> balance().map(lamports -> isLow(lamports, least)));
  }

  /** Lamports below which commands wait. */
  public Uni<Long> minimumBalance() {
    Uni<Long> least =
        config.minimumBalance().isPresent()
            ? Uni.createFrom().item(config.minimumBalance().getAsLong())
            : mostOfAMint().map(lamports -> lamports * sender.maxInFlight());
    return least.invoke(minimum::set);
  }

  /** Lamports that a mint takes at most with the cluster's rent of now. */
  public Uni<Long> mostOfAMint() {
    ComputeBudget dearest =
        new ComputeBudget(config.computeUnitLimit(), config.priorityFee().ceiling());
    return rent.get().map(now -> Cost.ofMint(now, dearest).total());
  }

  /** Whether the wallet was below its minimum when that was last read. */
  public boolean wasBalanceLow() {
    return low.get();
  }

  /** What readiness and the gauge report; each change is logged once. */
  private boolean isLow(long lamports, long least) {
    boolean now = lamports < least;
    if (low.getAndSet(now) == now) {
      return now;
    }
    if (now) {
      LOG.errorf(
          "system wallet balance is below the minimum; commands are delayed wallet=%s lamports=%d"
              + " minimum=%d",
          wallet.address().toBase58(), lamports, least);
    } else {
      LOG.infof(
          "system wallet balance is sufficient again wallet=%s lamports=%d",
          wallet.address().toBase58(), lamports);
    }
    return now;
  }

  /** The balance that was read last, if any was. */
  public Optional<Long> lastBalance() {
    return balance.last();
  }

  /** A value with its age. A caller while it is being read waits for that, failure included. */
  private static final class Remembered<T> {
    private final long keepNanos;
    private final AtomicReference<Held<T>> held = new AtomicReference<>();
    private final AtomicReference<Uni<T>> reading = new AtomicReference<>();

    Remembered(Duration keep) {
      this.keepNanos = keep.toNanos();
    }

    Uni<T> get(Supplier<Uni<T>> read) {
      return Uni.createFrom()
          .deferred(
              () -> {
                Held<T> now = held.get();
                return now != null && System.nanoTime() - now.at() < keepNanos
                    ? Uni.createFrom().item(now.value())
                    : readOnce(read);
              });
    }

    private Uni<T> readOnce(Supplier<Uni<T>> read) {
      long requestedAt = System.nanoTime();
      Uni<T> mine =
          Uni.createFrom()
              .deferred(read::get)
              .invoke(value -> held.set(new Held<>(value, requestedAt)))
              .onTermination()
              .invoke(() -> reading.set(null))
              .memoize()
              .indefinitely();
      Uni<T> others = reading.compareAndExchange(null, mine);
      return others == null ? mine : others;
    }

    Optional<T> last() {
      return Optional.ofNullable(held.get()).map(Held::value);
    }

    private record Held<T>(T value, long at) {}
  }
}
