package io.aiw3.nft.deadletter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which letters of a partition have been dealt with: all before the committed position, and those
 * that the position's metadata lists, as {@code 12,15-17}. So letters can be dealt with in any
 * order, and the mark is a position like any consumer's.
 */
public final class HandledOffsets {
  /** Broker setting {@code offset.metadata.max.bytes}, by default. */
  private static final int LONGEST = 4096;

  private final long position;
  private final TreeSet<Long> beyond;

  private HandledOffsets(long position, Collection<Long> beyond) {
    this.position = position;
    this.beyond = new TreeSet<>(beyond);
  }

  /** As committed; null for a partition where nothing ever was. */
  public static HandledOffsets of(OffsetAndMetadata committed) {
    if (committed == null) {
      return new HandledOffsets(0, List.of());
    }
    List<Long> beyond = new ArrayList<>();
    for (String range : committed.metadata().split(",", -1)) {
      if (!range.isBlank()) {
        String[] ends = range.split("-", 2);
        long last = Long.parseLong(ends[ends.length - 1]);
        for (long offset = Long.parseLong(ends[0]); offset <= last; offset++) {
          beyond.add(offset);
        }
      }
    }
    return new HandledOffsets(committed.offset(), beyond);
  }

  public boolean has(long offset) {
    return offset < position || beyond.contains(offset);
  }

  /**
   * With more letters marked.
   *
   * @param all the offsets of all letters that the partition still holds, ascending; what lies
   *     between them are no letters
   * @param end the offset after the last record
   */
  public HandledOffsets with(Collection<Long> marked, List<Long> all, long end) {
    TreeSet<Long> done = new TreeSet<>(beyond);
    done.addAll(marked);
    long next =
        all.stream()
            .filter(offset -> offset >= position && !done.contains(offset))
            .findFirst()
            .orElse(Math.max(position, end));
    return new HandledOffsets(next, done.tailSet(next));
  }

  /**
   * With one more letter marked, where the others of the partition have not been read.
   *
   * @param beginning offset of the first record that the partition still holds
   */
  public HandledOffsets with(long letter, long beginning) {
    TreeSet<Long> done = new TreeSet<>(beyond);
    done.add(letter);
    long next = Math.max(position, beginning);
    while (done.contains(next)) {
      next++;
    }
    return new HandledOffsets(next, done.tailSet(next));
  }

  /**
   * What is committed.
   *
   * @throws IllegalArgumentException if too many letters are marked out of order
   */
  public OffsetAndMetadata toCommit() {
    StringBuilder text = new StringBuilder();
    Long first = null;
    long last = -1;
    for (long offset : beyond) {
      if (first == null || offset != last + 1) {
        append(text, first, last);
        first = offset;
      }
      last = offset;
    }
    append(text, first, last);
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "too many letters before these are not dealt with: send or drop the older ones first");
    }
    return new OffsetAndMetadata(position, text.toString());
  }

  private static void append(StringBuilder text, Long first, long last) {
    if (first != null) {
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        text.append('-').append(last);
      }
    }
  }
}
