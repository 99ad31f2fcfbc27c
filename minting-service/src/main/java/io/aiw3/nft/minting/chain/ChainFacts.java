package io.aiw3.nft.minting.chain;

import io.aiw3.nft.minting.chain.SolanaRpc.Blockhash;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What changes slowly on the chain, read now and then instead of for every transaction. */
@ApplicationScoped
public class ChainFacts {
  private static final Logger LOG = Logger.getLogger(ChainFacts.class);
  private static final Duration BLOCKHASH_AGE = Duration.ofMillis(800);
  private static final Duration BALANCE_AGE = Duration.ofSeconds(3);
  private static final Duration FEE_AGE = Duration.ofSeconds(10);

  private final SolanaRpc rpc;
  private final SolanaConfig config;
  private final WalletSigner wallet;
  private final Remembered<Blockhash> blockhash = new Remembered<>(BLOCKHASH_AGE);
  private final Remembered<Long> balance = new Remembered<>(BALANCE_AGE);
  private final AtomicBoolean low = new AtomicBoolean();
  private final Remembered<Long> fee = new Remembered<>(FEE_AGE);

  ChainFacts(SolanaRpc rpc, SolanaConfig config, WalletSigner wallet, MeterRegistry metrics) {
    this.rpc = rpc;
    this.config = config;
    this.wallet = wallet;
    metrics.gauge(
        "aiw3.solana.wallet.lamports",
        balance,
        b -> b.last().map(Long::doubleValue).orElse(Double.NaN));
    metrics.gauge("aiw3.solana.wallet.low", low, flag -> flag.get() ? 1 : 0);
  }

  /** A recent blockhash, less than a second old. */
  public Uni<Blockhash> blockhash() {
    return blockhash.get(() -> rpc.calls().latestBlockhash());
  }

  /** Lamports of the system wallet, a few seconds old at most. */
  public Uni<Long> balance() {
    return balance.get(() -> rpc.calls().balance(wallet.address()).invoke(this::alarm));
  }

  /** Whether the wallet must be filled before another command is carried out. */
  public Uni<Boolean> isBalanceLow() {
    return balance().map(lamports -> lamports < config.minimumBalance());
  }

  /** What readiness and the gauge tell; operators are told of each change once. */
  private void alarm(long lamports) {
    boolean now = lamports < config.minimumBalance();
    if (low.getAndSet(now) == now) {
      return;
    }
    if (now) {
      LOG.errorf(
          "system wallet is low, commands wait wallet=%s lamports=%d minimum=%d",
          wallet.address().toBase58(), lamports, config.minimumBalance());
    } else {
      LOG.infof(
          "system wallet is filled again wallet=%s lamports=%d",
          wallet.address().toBase58(), lamports);
    }
  }

  /** The balance that was read last, if any was. */
  public Optional<Long> lastBalance() {
    return balance.last();
  }

  /** Micro-lamports to offer for a compute unit; what is configured if the node cannot tell. */
  public Uni<Long> priorityFee() {
    SolanaConfig.PriorityFee settings = config.priorityFee();
    long fixed = Math.min(settings.price(), settings.ceiling());
    if (!settings.mode().equals("auto")) {
      return Uni.createFrom().item(fixed);
    }
    return fee.get(
            () ->
                rpc.calls()
                    .recentPriorityFees(List.of(wallet.address()))
                    .map(
                        fees ->
                            PriorityFees.offer(
                                fees, settings.percentile(), settings.price(), settings.ceiling())))
        .onFailure(RpcException.class)
        .recoverWithItem(fixed);
  }

  /** A value with its age. Who asks while it is being read waits for that, failure included. */
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
      long asked = System.nanoTime();
      Uni<T> mine =
          Uni.createFrom()
              .deferred(read::get)
              .invoke(value -> held.set(new Held<>(value, asked)))
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
