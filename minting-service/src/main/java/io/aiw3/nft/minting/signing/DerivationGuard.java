package io.aiw3.nft.minting.signing;

import io.aiw3.nft.kit.transaction.Statements;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Holds each version of the derivation secret to the secret that it was first used with. With
 * another one a request that was minted already would get another address, and nothing on the chain
 * would prevent a second mint.
 */
@ApplicationScoped
class DerivationGuard {
  /** Before the channels and the sender, which start later in the same event. */
  private static final int FIRST = 1;

  private static final String KEEP_FIRST =
      "INSERT INTO derivation_secret (version, fingerprint) VALUES (?, ?)"
          + " ON DUPLICATE KEY UPDATE version = version";
  private static final String KNOWN = "SELECT fingerprint FROM derivation_secret WHERE version = ?";

  private final Statements statements;
  private final MintKeys keys;

  DerivationGuard(Statements statements, MintKeys keys) {
    this.statements = statements;
    this.keys = keys;
  }

  /**
   * @throws IllegalStateException if the secret of a version is not the one it was used with
   */
  void check(@Observes @Priority(FIRST) StartupEvent event) {
    for (Map.Entry<Integer, String> secret : keys.fingerprints().entrySet()) {
      if (!isTheFirst(secret.getKey(), secret.getValue()).await().indefinitely()) {
        throw new IllegalStateException(
            "The derivation secret of version %1$d is not the one that version %1$d was used with:"
                    .formatted(secret.getKey())
                + " configure that one, or give the new secret a new version"
                + " (AIW3_SOLANA_DERIVATION_VERSION)");
      }
    }
  }

  private Uni<Boolean> isTheFirst(int version, String fingerprint) {
    return statements
        .run(KEEP_FIRST, Tuple.of(version, fingerprint))
        .chain(() -> statements.run(KNOWN, Tuple.of(version)))
        .map(rows -> rows.iterator().next().getString(0).equals(fingerprint));
  }
}
