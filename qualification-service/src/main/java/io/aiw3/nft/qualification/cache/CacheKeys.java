package io.aiw3.nft.qualification.cache;

import java.util.Arrays;
import java.util.List;

/**
 * The keys of a user.
 *
 * <p>{@code nft_qual} and {@code nft_benefits} are data model v2's, for all readers; the others
 * hold responses ready to send. {@code nft_version} decides who may fill them, see {@link
 * CacheScripts}.
 */
enum CacheKeys {
  VERSION("nft_version:"),
  QUALIFICATION("nft_qual:"),
  BENEFITS("nft_benefits:"),
  STATUS_RESPONSE("nft_status:"),
  QUALIFICATIONS_RESPONSE("nft_qualifications:"),
  BENEFITS_RESPONSE("nft_benefit_sources:");

  private final String prefix;

  CacheKeys(String prefix) {
    this.prefix = prefix;
  }

  String of(int user) {
    return prefix + user;
  }

  /** Where the key is in {@link #all}. */
  int position() {
    return List.of(values()).indexOf(this);
  }

  /** All keys of the user, in the order of the constants. */
  static List<String> all(int user) {
    return Arrays.stream(values()).map(key -> key.of(user)).toList();
  }
}
