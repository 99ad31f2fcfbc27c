package io.aiw3.nft.kit.api;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a change led to: a thing, and the number of its newest change. An answer that changed
 * something names it in {@code meta.stateVersion}; a read that names it in {@link #HEADER} never
 * shows the state before.
 *
 * @param kind {@code nft}, {@code badge} or {@code operation}
 * @param id mint address, badge identifier, id of the operation
 * @param version rises with each change of the thing; 0: none
 */
public record StateVersion(String kind, String id, long version) {
  public static final String HEADER = "X-State-Version";

  /** One such version. */
  private static final String ONE = "([a-z]{1,20})/([A-Za-z0-9_.:-]{1,120})/([0-9]{1,18})";

  private static final int MOST = 8;

  /** Several, with commas. */
  public static final String PATTERN =
      "^" + ONE.replaceAll("[()]", "") + "(," + ONE.replaceAll("[()]", "") + ")*$";

  private static final Pattern VERSION = Pattern.compile(ONE);

  /** The text that answers give and reads take. */
  public static String text(List<StateVersion> versions) {
    return versions.stream().map(StateVersion::toString).collect(Collectors.joining(","));
  }

  /**
   * Reads what a request names.
   *
   * @throws IllegalArgumentException if it is no list of versions, or longer than any answer's
   */
  public static List<StateVersion> parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length > MOST) {
      throw new IllegalArgumentException("Name at most " + MOST + " versions.");
    }
    return Arrays.stream(parts).map(StateVersion::one).toList();
  }

  private static StateVersion one(String text) {
    Matcher version = VERSION.matcher(text.strip());
    if (!version.matches()) {
      throw new IllegalArgumentException("Give meta.stateVersion of an answer as it was.");
    }
    return new StateVersion(version.group(1), version.group(2), Long.parseLong(version.group(3)));
  }

  @Override
  public String toString() {
    return kind + "/" + id + "/" + version;
  }
}
