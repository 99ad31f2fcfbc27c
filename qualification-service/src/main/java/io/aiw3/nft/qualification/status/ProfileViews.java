package io.aiw3.nft.qualification.status;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.qualification.persistence.Profiles;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads public profiles. */
@ApplicationScoped
public class ProfileViews {
  private static final Pattern ADDRESS = Pattern.compile("[1-9A-HJ-NP-Za-km-z]{32,44}");

  private final Profiles profiles;
  private final StandingViews standings;

  ProfileViews(Profiles profiles, StandingViews standings) {
    this.profiles = profiles;
    this.standings = standings;
  }

  /**
   * @throws NotFoundException also where the owner does not show it: the two look the same
   */
  public Uni<ProfileView> of(String wallet) {
    if (!ADDRESS.matcher(wallet).matches()) {
      // Compared with a text of other characters, every row would be read.
      throw new NotFoundException("public profile", "unknown");
    }
    return profiles
        .owner(wallet)
        .map(owner -> owner.orElseThrow(() -> new NotFoundException("public profile", "unknown")))
        .chain(
            user ->
                Uni.combine()
                    .all()
                    .unis(standings.of(new UserId(user)), profiles.badges(user))
                    .with((standing, badges) -> view(wallet, standing, badges)));
  }

  /** The wallet may have passed to another user since its owner was read: then there is nothing. */
  private static ProfileView view(String wallet, StandingView standing, List<String> badges) {
    if (!wallet.equals(standing.walletAddress())) {
      throw new NotFoundException("public profile", "unknown");
    }
    return new ProfileView(
        wallet,
        standing.currentLevel(),
        Stream.concat(
                standing.tiers().stream().map(StandingView.TierView::nft).filter(Objects::nonNull),
                standing.competitionNfts().stream())
            .filter(nft -> nft.status() == NftStatus.UNLOCKED || nft.status() == NftStatus.ACTIVE)
            .toList(),
        badges);
  }
}
