package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.persistence.ownership.OwnershipQueue;
import io.aiw3.nft.minting.persistence.ownership.WatchedNft;
import io.aiw3.nft.minting.rpc.RpcException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the checks of NFTs apart: whatever fails puts back the NFTs that it concerns, and no
 * others.
 */
@ApplicationScoped
class OwnershipChecks {
  private static final Logger LOG = Logger.getLogger(OwnershipChecks.class);
  private static final int MOST_HALVINGS = 6;

  private final OwnershipQueue queue;
  private final OwnershipConfig config;
  private final Counter failures;

  OwnershipChecks(OwnershipQueue queue, OwnershipConfig config, MeterRegistry metrics) {
    this.queue = queue;
    this.config = config;
    this.failures = metrics.counter("aiw3.ownership.failures");
  }

  /**
   * So many at a time; those that failed in ever smaller groups, so that one that always does is
   * alone in the end.
   */
  static List<List<WatchedNft>> groups(Collection<WatchedNft> nfts, int most) {
    List<List<WatchedNft>> groups = new ArrayList<>();
    nfts.stream()
        .collect(Collectors.groupingBy(nft -> Math.min(nft.failures(), MOST_HALVINGS + 1)))
        .forEach((failed, some) -> groups.addAll(split(some, Math.max(1, most >> failed))));
    return groups;
  }

  private static List<List<WatchedNft>> split(List<WatchedNft> nfts, int size) {
    List<List<WatchedNft>> parts = new ArrayList<>();
    for (int from = 0; from < nfts.size(); from += size) {
      parts.add(nfts.subList(from, Math.min(from + size, nfts.size())));
    }
    return parts;
  }

  /** What the work gives; {@code otherwise} if it fails, and then the NFTs are put back. */
  <T> Uni<T> isolated(Collection<WatchedNft> nfts, Supplier<Uni<T>> work, T otherwise) {
    return Uni.createFrom()
        .deferred(() -> work.get())
        .onFailure()
        .recoverWithUni(e -> putBack(nfts, e).replaceWith(otherwise));
  }

  /** The work for each, all at once. */
  static <S, T> Uni<List<T>> each(Collection<S> all, Function<S, Uni<T>> work) {
    return all.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Uni.join().all(all.stream().map(work).toList()).andCollectFailures();
  }

  private Uni<Void> putBack(Collection<WatchedNft> nfts, Throwable e) {
    if (isOutage(e)) {
      LOG.warnf("ownership check delayed count=%d cause=%s", nfts.size(), e.getMessage());
      return queue.again(nfts, config.finality());
    }
    failures.increment(nfts.size());
    LOG.warnf(
        "ownership check failed count=%d mint=%s cause=%s",
        nfts.size(), nfts.iterator().next().mint().toBase58(), e.toString());
    return queue.failed(nfts);
  }

  /** Nobody answered: that says nothing of what was asked for. */
  private static boolean isOutage(Throwable e) {
    if (e instanceof RpcException rpc) {
      return switch (rpc.failure().kind()) {
        case UNREACHABLE, THROTTLED, NO_ANSWER, HTTP_STATUS -> true;
        case GARBAGE, REJECTED -> false;
      };
    }
    return SqlFailures.isTransient(e);
  }
}
