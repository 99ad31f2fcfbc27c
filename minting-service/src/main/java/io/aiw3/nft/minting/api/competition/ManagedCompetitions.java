package io.aiw3.nft.minting.api.competition;

import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.TreeSet;

/** Which competitions the caller manages, by the token. Others look as if they did not exist. */
@ApplicationScoped
class ManagedCompetitions {
  private static final String ALL = "*";
  private static final int MOST = 1000;

  private final Caller caller;

  ManagedCompetitions(Caller caller) {
    this.caller = caller;
  }

  /** The first thousand; null for all there are. */
  Set<String> ids() {
    Set<String> given = caller.competitions();
    if (given.contains(ALL)) {
      return null;
    }
    Set<String> ids = new TreeSet<>();
    given.stream().sorted().limit(MOST).forEach(ids::add);
    return ids;
  }

  /**
   * @throws NotFoundException if the caller does not manage it
   */
  void require(String id) {
    Set<String> given = caller.competitions();
    if (!given.contains(ALL) && !given.contains(id)) {
      throw new NotFoundException("competition", id);
    }
  }
}
