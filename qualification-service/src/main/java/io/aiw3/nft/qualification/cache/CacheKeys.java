package io.aiw3.nft.qualification.cache;

import java.util.Arrays;
import java.util.List;

/**
 * The keys of a user.
 *
 * <p>{@code nft_qual} and {@code nft_benefits} are data model v2's, for everybody; the others hold
 * answers ready to send. {@code nft_changed} stands for a while after a change: who began to read
 * the tables before it must not fill the caches after it.
 */
enum CacheKeys {
  CHANGED("nft_changed:"),
  QUALIFICATION("nft_qual:"),
  BENEFITS("nft_benefits:"),
  STATUS_ANSWER("nft_status:"),
  QUALIFICATIONS_ANSWER("nft_qualifications:"),
  BENEFITS_ANSWER("nft_benefit_sources:");

  private final String prefix;

  CacheKeys(String prefix) {
    this.prefix = prefix;
  }

  String of(int user) {
    return prefix + user;
  }

  /** Where the key stands in {@link #all}. */
  int position() {
    return List.of(values()).indexOf(this);
  }

  /** All keys of the user, in the order of the constants. */
  static List<String> all(int user) {
    return Arrays.stream(values()).map(key -> key.of(user)).toList();
  }
}
