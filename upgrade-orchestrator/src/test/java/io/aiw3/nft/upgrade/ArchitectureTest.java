package io.aiw3.nft.upgrade;

import io.aiw3.nft.testkit.ServiceArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsThePackageRules() {
    ServiceArchitecture.check("upgrade");
  }
}
