package io.aiw3.nft.qualification.config;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.qualification.domain.BenefitRules;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.SnapshotRules;
import io.aiw3.nft.qualification.domain.VerificationRules;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The rules as beans, with the catalogues in force. */
public class Rules {
  @Produces
  @Singleton
  QualificationRules qualification(TierCatalogue tiers, BadgeCatalogue badges) {
    return new QualificationRules(tiers, badges);
  }

  @Produces
  @Singleton
  VerificationRules verification(QualificationRules rules) {
    return new VerificationRules(rules);
  }

  @Produces
  @Singleton
  SnapshotRules snapshots(TierCatalogue tiers, SnapshotConfig config) {
    return new SnapshotRules(tiers, config.interval());
  }

  @Produces
  @Singleton
  BenefitRules benefits(TierCatalogue tiers) {
    return new BenefitRules(tiers);
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
