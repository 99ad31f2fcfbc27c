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
 * The six kinds of NFT, in level order; valid by construction: levels 1–5 contiguous with rising
 * volumes, level 6 without one, reductions within 0–1.
 */
public record TierCatalogue(List<Tier> tiers) {
  private static final int TIERED = 5;

  /**
   * @throws IllegalArgumentException with a sentence that names the first fault
   */
  @JsonCreator
  public TierCatalogue {
    tiers = tiers == null ? List.of() : List.copyOf(tiers);
    require(tiers.size() == TIERED + 1, "the catalogue needs levels 1 to 6, in order");
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

  /** Levels 1–5. */
  public List<Tier> tiered() {
    return tiers.subList(0, TIERED);
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
