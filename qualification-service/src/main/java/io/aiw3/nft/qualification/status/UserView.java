package io.aiw3.nft.qualification.status;

import io.aiw3.nft.qualification.domain.Benefits;
import io.aiw3.nft.qualification.domain.BoundBadge;
import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything that is answered about one user, from one read of the tables.
 *
 * @param version of the user's row, 0 without one; every change of what is answered raises it
 */
public record UserView(
    long version,
    Standing standing,
    List<Qualification> levels,
    StatusView status,
    Benefits benefits) {
  public QualificationsView qualifications() {
    return QualificationsView.of(standing, levels);
  }

  public CachedQualification cachedQualification(Instant now, Duration ttl) {
    return new CachedQualification(
        standing.volume(),
        standing.badges().stream().map(BoundBadge::badge).sorted().toList(),
        standing.eligibleLevels(levels),
        now,
        ttl.toSeconds());
  }

  public CachedBenefits cachedBenefits(Instant now) {
    return new CachedBenefits(
        benefits.level(), benefits.feeReduction(), benefits.aiagentUses(), now);
  }
}
