package io.aiw3.nft.qualification;

import io.aiw3.nft.testkit.ServiceArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsThePackageRules() {
    ServiceArchitecture.check("qualification");
  }
}
