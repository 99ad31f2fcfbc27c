package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Every kind of NFT, in level order; valid by construction: levels contiguous from 1, which is
 * tiered, volumes of tiered levels rising, one competition level without a volume, reductions
 * within 0–1.
 *
 * <p>The competition level may lie among the tiered ones: the level after 5 is then 7. Nobody adds
 * 1 to a level to find the next; {@link #next} and {@link #previous} know it.
 */
public record TierCatalogue(List<Tier> tiers) {
  /**
   * @throws IllegalArgumentException with a sentence that names the first fault
   */
  @JsonCreator
  public TierCatalogue {
    tiers = tiers == null ? List.of() : List.copyOf(tiers);
    require(!tiers.isEmpty() && !tiers.get(0).competition(), "level 1 must be there, and tiered");
    BigDecimal previous = BigDecimal.ZERO;
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier = tiers.get(i);
      String where = "level " + (i + 1) + ": ";
      require(tier.level() == i + 1, where + "levels must be contiguous, found " + tier.level());
      require(fits(tier.name(), 32), where + "name needs 1 to 32 bytes of UTF-8");
      require(fits(tier.symbol(), 10), where + "symbol needs 1 to 10 bytes of UTF-8");
      require(within01(tier.feeReduction()), where + "feeReduction must lie within 0 and 1");
      require(tier.aiagentUses() >= 0, where + "aiagentUses must not be negative");
      require(tier.badgesRequired() >= 0, where + "badgesRequired must not be negative");
      if (tier.competition()) {
        require(tier.requiredVolume() == null, where + "a competition NFT has no requiredVolume");
      } else {
        require(tier.requiredVolume() != null, where + "requiredVolume is missing");
        require(tier.requiredVolume().compareTo(previous) > 0, where + "volumes must rise");
        previous = tier.requiredVolume();
      }
    }
    List<Integer> competitions = tiers.stream().filter(Tier::competition).map(Tier::level).toList();
    require(
        competitions.size() == 1, "one level must be of kind competition, found " + competitions);
  }

  /** The catalogue of the programme. */
  public static TierCatalogue standard() {
    try (InputStream in = TierCatalogue.class.getResourceAsStream("tier-catalogue.json")) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a catalogue in the shape of {@code tier-catalogue.json}. */
  public static TierCatalogue read(InputStream in) throws IOException {
    return ContractJson.mapper().readValue(in, TierCatalogue.class);
  }

  /** The way up, lowest first. */
  public List<Tier> tiered() {
    return tiers.stream().filter(tier -> !tier.competition()).toList();
  }

  /** What competitions award. */
  public Tier competition() {
    return tiers.stream().filter(Tier::competition).findFirst().orElseThrow();
  }

  public Optional<Tier> find(int level) {
    return level >= 1 && level <= tiers.size()
        ? Optional.of(tiers.get(level - 1))
        : Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if there is no such level
   */
  public Tier level(int level) {
    return find(level).orElseThrow(() -> new IllegalArgumentException("no tier " + level));
  }

  /** Whether there is such a level, and it is a step of the way up. */
  public boolean isTiered(int level) {
    return find(level).map(tier -> !tier.competition()).orElse(false);
  }

  /** Whether there is such a level, and competitions award it. */
  public boolean isCompetition(int level) {
    return find(level).map(Tier::competition).orElse(false);
  }

  /** Whether an upgrade leads to the level: it is tiered, and not the one that is claimed. */
  public boolean isUpgrade(int level) {
    return isTiered(level) && previous(level) > 0;
  }

  /** The tiered level above {@code level}, where 0 is the start; 0 if there is none. */
  public int next(int level) {
    for (Tier tier : tiers) {
      if (!tier.competition() && tier.level() > level) {
        return tier.level();
      }
    }
    return 0;
  }

  /** The tiered level below {@code level}; 0 if there is none. */
  public int previous(int level) {
    int below = 0;
    for (Tier tier : tiers) {
      if (!tier.competition() && tier.level() < level) {
        below = tier.level();
      }
    }
    return below;
  }

  private static boolean fits(String text, int bytes) {
    return text != null && !text.isBlank() && text.getBytes(StandardCharsets.UTF_8).length <= bytes;
  }

  private static boolean within01(BigDecimal fraction) {
    return fraction != null && fraction.signum() >= 0 && fraction.compareTo(BigDecimal.ONE) <= 0;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("tier catalogue: " + message);
    }
  }
}
