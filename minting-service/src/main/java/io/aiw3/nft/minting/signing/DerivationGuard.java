package io.aiw3.nft.minting.signing;

import io.aiw3.nft.minting.persistence.DerivationSecrets;
import io.quarkus.runtime.StartupEvent;
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

  private final DerivationSecrets secrets;
  private final MintKeys keys;

  DerivationGuard(DerivationSecrets secrets, MintKeys keys) {
    this.secrets = secrets;
    this.keys = keys;
  }

  /**
   * @throws IllegalStateException if the secret of a version is not the one it was used with
   */
  void check(@Observes @Priority(FIRST) StartupEvent event) {
    for (Map.Entry<Integer, String> secret : keys.fingerprints().entrySet()) {
      String first = secrets.keepFirst(secret.getKey(), secret.getValue()).await().indefinitely();
      if (!first.equals(secret.getValue())) {
        throw new IllegalStateException(
            "The derivation secret of version %1$d is not the one that version %1$d was used with:"
                    .formatted(secret.getKey())
                + " configure that one, or give the new secret a new version"
                + " (AIW3_SOLANA_DERIVATION_VERSION)");
      }
    }
  }
}
