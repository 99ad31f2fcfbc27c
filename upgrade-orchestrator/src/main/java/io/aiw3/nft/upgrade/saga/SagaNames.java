package io.aiw3.nft.upgrade.saga;

import java.util.Locale;

/**
 * Names of types as tables, metrics and logs write them: {@code AwaitingSignature} in snake case.
 */
final class SagaNames {
  private SagaNames() {}

  static String of(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
