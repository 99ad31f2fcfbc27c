package io.aiw3.nft.qualification.cache;

import java.util.Arrays;
import java.util.List;

/**
 * The keys of a user that every release reads: {@code nft_qual} and {@code nft_benefits} are data
 * model v2's, and {@code nft_version} is the mark that decides who may fill them, see {@link
 * CacheScripts}. A release's own are {@link ResponseKeys}.
 */
enum CacheKeys {
  VERSION("nft_version:"),
  QUALIFICATION("nft_qual:"),
  BENEFITS("nft_benefits:");

  private final String prefix;

  CacheKeys(String prefix) {
    this.prefix = prefix;
  }

  String of(int user) {
    return prefix + user;
  }

  /**
   * What a change drops, after the mark: also the responses of the release before, which checks no
   * mark.
   */
  static List<String> dropped(int user) {
    return List.of(
        VERSION.of(user),
        QUALIFICATION.of(user),
        BENEFITS.of(user),
        "nft_status:" + user,
        "nft_qualifications:" + user,
        "nft_benefit_sources:" + user);
  }

  /** All keys of the user, in the order of the constants. */
  static List<String> all(int user) {
    return Arrays.stream(values()).map(key -> key.of(user)).toList();
  }
}
