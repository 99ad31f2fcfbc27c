package io.aiw3.nft.minting;

import io.aiw3.nft.testkit.ServiceArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsThePackageRules() {
    ServiceArchitecture.check("minting");
  }
}
