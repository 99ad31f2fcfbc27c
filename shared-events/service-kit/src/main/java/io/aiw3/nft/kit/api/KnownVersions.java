package io.aiw3.nft.kit.api;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What a service that shows things of others, or its own, knows of their changes. */
public interface KnownVersions {
  /** Whether it shows things of this kind; of others every read is new enough. */
  boolean shows(String kind);

  /**
   * Whether all of these versions, or later ones, are visible to a read that begins now.
   *
   * @param reader who names them
   * @param wanted of kinds that it shows
   */
  Uni<Boolean> visible(VersionReader reader, List<StateVersion> wanted);
}
