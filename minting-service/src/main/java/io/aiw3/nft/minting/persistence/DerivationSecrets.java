package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The fingerprint of the derivation secret that each version was first used with. */
@ApplicationScoped
public class DerivationSecrets {
  private static final String KEEP_FIRST =
      "INSERT INTO derivation_secret (version, fingerprint) VALUES (?, ?)"
          + " ON DUPLICATE KEY UPDATE version = version";
  private static final String KNOWN = "SELECT fingerprint FROM derivation_secret WHERE version = ?";

  private final Statements statements;

  DerivationSecrets(Statements statements) {
    this.statements = statements;
  }

  /** Keeps the fingerprint if it is the version's first; returns the first one. */
  public Uni<String> keepFirst(int version, String fingerprint) {
    return statements
        .update(KEEP_FIRST, version, fingerprint)
        .chain(() -> statements.select(KNOWN, version))
        .map(rows -> rows.iterator().next().getString(0));
  }
}
