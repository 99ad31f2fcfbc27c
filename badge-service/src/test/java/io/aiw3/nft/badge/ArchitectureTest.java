package io.aiw3.nft.badge;

import io.aiw3.nft.testkit.ServiceArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsThePackageRules() {
    ServiceArchitecture.check("badge");
  }
}
