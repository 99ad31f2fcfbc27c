package io.aiw3.nft.badge.domain;

import io.aiw3.nft.contract.BadgeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which badges an upgrade takes: all that it needs, or none. */
public sealed interface Reservation {
  <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused);

  /** These are reserved; catalogue identifiers, sorted. */
  record Granted(List<String> badges) implements Reservation {
    @Override
    public <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused) {
      return granted.apply(this);
    }

    public Granted {
      badges = List.copyOf(badges);
    }
  }

  /**
   * @param missing badges of the level that the user has not bound, or that are taken; catalogue
   *     identifiers, sorted
   */
  record Refused(int required, int available, List<String> missing) implements Reservation {
    @Override
    public <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused) {
      return refused.apply(this);
    }

    public Refused {
      missing = List.copyOf(missing);
    }
  }

  /** A badge of the user that belongs to the target level. */
  record Candidate(String badge, BadgeState state) {}

  /**
   * Decides on a reservation.
   *
   * @param owned the user's badges of the target level
   * @param catalogue all badges of that level
   * @param count how many the upgrade consumes
   */
  static Reservation decide(List<Candidate> owned, Set<String> catalogue, int count) {
    List<String> bound =
        owned.stream()
            .filter(candidate -> candidate.state() == BadgeState.BOUND)
            .map(Candidate::badge)
            .sorted()
            .toList();
    if (bound.size() >= count) {
      return new Granted(bound.subList(0, count));
    }
    Set<String> missing = new TreeSet<>(catalogue);
    bound.forEach(missing::remove);
    return new Refused(count, bound.size(), new ArrayList<>(missing));
  }
}
