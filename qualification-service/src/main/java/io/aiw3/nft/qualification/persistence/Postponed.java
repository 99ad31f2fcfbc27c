package io.aiw3.nft.qualification.persistence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Users whose snapshots are published later, by the time at which they are due. */
public final class Postponed {
  /** Users who are due within so many milliseconds share a row of the queue. */
  private static final long TICK = 100;

  private final SortedMap<Instant, List<Integer>> users = new TreeMap<>();

  /**
   * @param soonest never earlier than this
   * @return when it is due
   */
  public Instant add(int user, Instant soonest) {
    Instant due = Instant.ofEpochMilli((soonest.toEpochMilli() / TICK + 1) * TICK);
    users.computeIfAbsent(due, time -> new ArrayList<>()).add(user);
    return due;
  }

  SortedMap<Instant, List<Integer>> users() {
    return users;
  }

  boolean isEmpty() {
    return users.isEmpty();
  }
}
