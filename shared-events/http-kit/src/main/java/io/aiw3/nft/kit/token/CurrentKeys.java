package io.aiw3.nft.kit.token;

import org.jboss.logging.Logger;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys that {@link TokenKeys} has now, for one algorithm. A token whose key is not known has
 * them read again. Keys that cannot be used leave those before them in use.
 */
public final class CurrentKeys {
  private static final Logger LOG = Logger.getLogger(CurrentKeys.class);

  private final TokenKeys keys;
  private volatile Known known;

  public CurrentKeys(TokenKeys keys) {
    this.keys = keys;
  }

  private record Known(String text, String algorithm, VerificationKeys keys) {
    boolean isOf(String otherText, String otherAlgorithm) {
      return text.equals(otherText) && algorithm.equals(otherAlgorithm);
    }
  }

  /**
   * For the tokens of this moment.
   *
   * @param algorithm RS256 or ES256
   * @throws UnresolvableKeyException as long as no keys could be read
   */
  public VerificationKeyResolver resolver(String algorithm) throws UnresolvableKeyException {
    VerificationKeys now = known(algorithm).keys();
    return (signature, nested) -> {
      if (!now.mayVerify(signature.getKeyIdHeaderValue())) {
        keys.refreshSoon();
      }
      return now.resolveKey(signature, nested);
    };
  }

  private Known known(String algorithm) throws UnresolvableKeyException {
    String text = keys.text().orElse(null);
    if (text == null) {
      keys.refreshSoon();
      throw new UnresolvableKeyException("no keys could be read yet");
    }
    Known before = known;
    if (before != null && before.isOf(text, algorithm)) {
      return before;
    }
    Known now = new Known(text, algorithm, keys(text, algorithm, before));
    known = now;
    return now;
  }

  private static VerificationKeys keys(String text, String algorithm, Known before)
      throws UnresolvableKeyException {
    try {
      return VerificationKeys.of(text, algorithm);
    } catch (IllegalArgumentException e) {
      if (before != null && before.algorithm().equals(algorithm)) {
        LOG.errorf("new keys cannot be used; keeping current keys cause=%s", e.getMessage());
        return before.keys();
      }
      throw new UnresolvableKeyException("the keys cannot be used", e);
    }
  }
}
