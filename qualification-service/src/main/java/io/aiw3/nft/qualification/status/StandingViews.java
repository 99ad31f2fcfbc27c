package io.aiw3.nft.qualification.status;

import static io.aiw3.nft.contract.ContractJson.text;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.qualification.domain.BenefitRules;
import io.aiw3.nft.qualification.domain.HeldNft;
import io.aiw3.nft.qualification.domain.KnownNft;
import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.Standing;
import io.aiw3.nft.qualification.domain.TierStatus;
import io.aiw3.nft.qualification.domain.Verdict;
import io.aiw3.nft.qualification.domain.VerificationRules;
import io.aiw3.nft.qualification.persistence.KnownNfts;
import io.aiw3.nft.qualification.persistence.UserState;
import io.aiw3.nft.qualification.persistence.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Reads a user's state, from one consistent view of the tables; nothing is cached. */
@ApplicationScoped
public class StandingViews {
  private static final int READ_RETRIES = 2;
  private static final Duration RETRY_DELAY = Duration.ofMillis(50);
  private static final Comparator<KnownNft> SHOWN_FIRST =
      Comparator.comparing((KnownNft nft) -> nft.status() != NftStatus.ACTIVE)
          .thenComparing(nft -> nft.status() != NftStatus.UNLOCKED);

  private final Statements statements;
  private final Users users;
  private final KnownNfts nfts;
  private final TierCatalogue tiers;
  private final QualificationRules qualifications;
  private final VerificationRules verification;
  private final BenefitRules benefits;

  StandingViews(
      Statements statements,
      Users users,
      KnownNfts nfts,
      TierCatalogue tiers,
      QualificationRules qualifications,
      VerificationRules verification,
      BenefitRules benefits) {
    this.statements = statements;
    this.users = users;
    this.nfts = nfts;
    this.tiers = tiers;
    this.qualifications = qualifications;
    this.verification = verification;
    this.benefits = benefits;
  }

  /** The user's state; empty if the user is not known. */
  public Uni<StandingView> of(UserId user) {
    return statements
        .inOneView(
            sql ->
                users
                    .read(sql, List.of(user.value()))
                    .chain(
                        states ->
                            nfts.of(sql, user.value())
                                .map(
                                    known ->
                                        view(
                                            user, states.isEmpty() ? null : states.get(0), known))))
        .onFailure(SqlFailures::isTransient)
        .retry()
        .withBackOff(RETRY_DELAY)
        .atMost(READ_RETRIES);
  }

  private StandingView view(UserId user, UserState state, List<KnownNft> known) {
    Standing standing = state == null ? Standing.EMPTY : state.standing();
    String wallet = state == null ? null : state.wallet();
    int next = qualifications.nextLevel(standing);
    return new StandingView(
        user,
        wallet,
        standing.volume(),
        text(standing.volume()),
        standing.heldLevel(),
        next == 0 ? null : next,
        benefits.of(held(known)),
        qualifications.all(standing).stream()
            .map(level -> tier(standing, wallet, level, known))
            .toList(),
        known.stream()
            .filter(nft -> tiers.isCompetition(nft.level()))
            .map(StandingViews::nft)
            .toList());
  }

  private static List<HeldNft> held(List<KnownNft> known) {
    return known.stream()
        .filter(nft -> nft.status() == NftStatus.UNLOCKED || nft.status() == NftStatus.ACTIVE)
        .map(nft -> new HeldNft(nft.mintAddress(), nft.level(), nft.status()))
        .toList();
  }

  private StandingView.TierView tier(
      Standing standing, String wallet, Qualification level, List<KnownNft> known) {
    Tier tier = tiers.level(level.level());
    List<KnownNft> own =
        known.stream().filter(nft -> nft.level() == level.level()).sorted(SHOWN_FIRST).toList();
    Verdict verdict = verification.decide(standing, wallet, level.level());
    TierStatus status =
        TierStatus.of(
            verdict,
            own.stream().map(KnownNft::status).toList(),
            standing.issued().contains(level.level()));
    return new StandingView.TierView(
        tier.level(),
        tier.name(),
        tier.description(),
        status.wireName(),
        StandingView.Obstacle.of(verdict),
        new StandingView.Requirement(
            level.requiredVolume(), text(level.requiredVolume()), level.badgesRequired()),
        new StandingView.Progress(
            level.progress(),
            level.currentVolume(),
            text(level.currentVolume()),
            level.shortfall(),
            text(level.shortfall()),
            level.badgesCollected(),
            level.badgesMissing(),
            level.qualified()),
        new StandingView.Gives(tier.feeReduction(), tier.aiagentUses(), tier.rights()),
        own.stream().findFirst().map(StandingViews::nft).orElse(null));
  }

  private static StandingView.NftView nft(KnownNft nft) {
    return new StandingView.NftView(
        nft.mintAddress(),
        nft.level(),
        nft.tierName(),
        nft.status(),
        nft.status() == NftStatus.ACTIVE,
        nft.mintedAt(),
        nft.burnedAt());
  }
}
