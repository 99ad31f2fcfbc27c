package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that a user's qualification depends on.
 *
 * @param volume USDT, exact
 * @param badges bound and unconsumed
 * @param held tiered NFTs in the user's wallet: several, if some were bought
 * @param resumable tiered NFTs that were burned and from which an upgrade can still continue
 * @param issued levels that were minted to the user, burned NFTs included
 */
public record Standing(
    BigDecimal volume,
    List<BoundBadge> badges,
    List<TieredNft> held,
    List<TieredNft> resumable,
    Set<Integer> issued) {
  /** A user about which nothing is known yet. */
  public static final Standing EMPTY =
      new Standing(BigDecimal.ZERO, List.of(), List.of(), List.of(), Set.of());

  public Standing {
    badges = List.copyOf(badges);
    held = List.copyOf(held);
    resumable = List.copyOf(resumable);
    issued = Set.copyOf(issued);
  }

  /**
   * From an NFT of the highest level no upgrade leads on, nor from one whose next level was issued.
   *
   * @param burned tiered NFTs that were burned and not replaced
   */
  public static Standing of(
      TierCatalogue tiers,
      BigDecimal volume,
      List<BoundBadge> badges,
      List<TieredNft> held,
      List<TieredNft> burned,
      Set<Integer> issued) {
    List<TieredNft> resumable =
        burned.stream()
            .filter(nft -> tiers.next(nft.level()) > 0)
            .filter(nft -> !issued.contains(tiers.next(nft.level())))
            .toList();
    return new Standing(volume, badges, held, resumable, issued);
  }

  /** The NFT that the user is shown with: the highest active one, else the highest. */
  public Optional<TieredNft> current() {
    return held.stream()
        .max(Comparator.comparing(TieredNft::active).thenComparing(TieredNft::level));
  }

  /** Level of the current NFT, 0 for none. */
  public int heldLevel() {
    return current().map(TieredNft::level).orElse(0);
  }

  /** Mint address of the current NFT, or null. */
  public String heldMint() {
    return current().map(TieredNft::mint).orElse(null);
  }

  public Optional<TieredNft> held(int level) {
    return held.stream().filter(nft -> nft.level() == level).findFirst();
  }

  /** The burned NFT of this level from which an upgrade can still continue. */
  public Optional<TieredNft> resumable(int level) {
    return resumable.stream().filter(nft -> nft.level() == level).findFirst();
  }

  /** Level of the highest burned NFT without a successor; 0 for none, or while one is held. */
  public int resumableLevel() {
    return held.isEmpty()
        ? resumable.stream().map(TieredNft::level).max(Comparator.naturalOrder()).orElse(0)
        : 0;
  }

  /** The level from which the next upgrade starts, 0 before the first claim. */
  public int startingLevel() {
    return held.isEmpty() ? resumableLevel() : heldLevel();
  }

  /** Of these, the levels that the user qualifies for or has. */
  public List<Integer> eligibleLevels(List<Qualification> levels) {
    return levels.stream()
        .filter(level -> level.qualified() || level.level() <= heldLevel())
        .map(Qualification::level)
        .toList();
  }

  /** Whether an upgrade can start from this level. */
  public boolean startsFrom(int level) {
    return held(level).isPresent() || resumable(level).isPresent();
  }
}
