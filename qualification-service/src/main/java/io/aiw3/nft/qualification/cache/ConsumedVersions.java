package io.aiw3.nft.qualification.cache;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.KnownVersions;
import io.aiw3.nft.kit.api.StateVersion;
import io.aiw3.nft.kit.api.VersionReader;
import io.aiw3.nft.qualification.persistence.VersionRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/**
 * Changes of NFTs and badges are shown here once their events are consumed. What the caches hold of
 * the user may be from before: the replica that consumed the event drops it after the commit, which
 * a read that names the change does not wait for. A user drops their own caches and nobody else's.
 */
@ApplicationScoped
class ConsumedVersions implements KnownVersions {
  private final VersionRows rows;
  private final CacheInvalidation invalidation;

  ConsumedVersions(VersionRows rows, CacheInvalidation invalidation) {
    this.rows = rows;
    this.invalidation = invalidation;
  }

  @Override
  public boolean shows(String kind) {
    return rows.holds(kind);
  }

  @Override
  public Uni<Boolean> visible(VersionReader reader, List<StateVersion> wanted) {
    return rows.owners(reader, wanted)
        .chain(
            owners ->
                owners.size() == wanted.size()
                    ? invalidation.drop(dropped(reader, owners)).replaceWith(true)
                    : Uni.createFrom().item(false));
  }

  private static Collection<Integer> dropped(VersionReader reader, List<Integer> owners) {
    return reader
        .user()
        .map(UserId::value)
        .map(List::of)
        .orElseGet(() -> owners.stream().distinct().toList());
  }
}
