package io.aiw3.nft.qualification.status;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.qualification.domain.BenefitRules;
import io.aiw3.nft.qualification.domain.HeldNft;
import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.Standing;
import io.aiw3.nft.qualification.persistence.Nfts;
import io.aiw3.nft.qualification.persistence.UserState;
import io.aiw3.nft.qualification.persistence.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;

/**
 * Reads what is answered about a user; of a user that was never published, that nothing is known.
 */
@ApplicationScoped
public class UserViews {
  private static final BigDecimal COMPLETE = BigDecimal.ONE;

  private final Transactions transactions;
  private final Users users;
  private final Nfts nfts;
  private final TierCatalogue tiers;
  private final QualificationRules rules;
  private final BenefitRules benefits;

  UserViews(
      Transactions transactions,
      Users users,
      Nfts nfts,
      TierCatalogue tiers,
      QualificationRules rules,
      BenefitRules benefits) {
    this.transactions = transactions;
    this.users = users;
    this.nfts = nfts;
    this.tiers = tiers;
    this.rules = rules;
    this.benefits = benefits;
  }

  /** Of a user whom nothing has named. */
  public UserView ofNobody() {
    return view(null, List.of());
  }

  /**
   * One consistent read: all of it is of one transaction's view of the tables. It ends within a
   * bounded time, also when its connection is lost.
   */
  public Uni<UserView> load(int user) {
    return transactions.run(
        tx ->
            users
                .read(tx, List.of(user))
                .chain(
                    states ->
                        nfts.held(tx, user)
                            .map(held -> view(states.isEmpty() ? null : states.get(0), held))));
  }

  private UserView view(UserState user, List<HeldNft> held) {
    Standing standing = user == null ? Standing.EMPTY : user.standing();
    List<Qualification> levels = rules.all(standing);
    StatusView.CurrentNft current =
        user == null
            ? null
            : held.stream()
                .filter(nft -> nft.mintAddress().equals(user.standing().heldMint()))
                .findFirst()
                .map(this::current)
                .orElse(null);
    return new UserView(
        user == null ? 0 : user.version(),
        standing,
        levels,
        new StatusView(current, next(rules.nextLevel(standing), levels)),
        benefits.of(held));
  }

  private StatusView.CurrentNft current(HeldNft nft) {
    Tier tier = tiers.level(nft.level());
    return new StatusView.CurrentNft(
        nft.level(),
        tier.name(),
        nft.mintAddress(),
        new StatusView.Gives(tier.feeReduction(), tier.aiagentUses()),
        nft.status(),
        nft.status() == NftStatus.ACTIVE);
  }

  private static StatusView.Next next(int level, List<Qualification> levels) {
    if (level == 0) {
      return new StatusView.Next(null, COMPLETE, StatusView.Requirements.NONE);
    }
    Qualification next =
        levels.stream().filter(one -> one.level() == level).findFirst().orElseThrow();
    return new StatusView.Next(
        level,
        next.progress(),
        StatusView.Requirements.of(next.requiredVolume(), next.badgesMissing()));
  }
}
