package io.aiw3.nft.qualification.domain;

/**
 * Which event about an NFT or a badge is the newer one. Each change has a number; an event without
 * one was published before there were numbers, and is older than any with one.
 */
public final class NftVersions {
  private NftVersions() {}

  /**
   * Whether an event changes what is known.
   *
   * @param known version of what is known, null when it has none
   * @param event version of the event; two without one are taken as they come
   */
  public static boolean isNewer(Long event, Long known) {
    return known == null || (event != null && event > known);
  }
}
