package io.aiw3.nft.minting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingTest {
  private static final Map<String, Holding> HOLDINGS =
      Map.of(
          "OWN", new Holding.WithItsUser(),
          "OTHER", new Holding.WithUser(new UserId(2)),
          "STRANGER", new Holding.WithStranger(),
          "BURNED", new Holding.Burned());

  @ParameterizedTest
  @CsvSource({
    "OWN, UNLOCKED, NONE",
    "OWN, ACTIVE, NONE",
    "OWN, INACTIVE, RETURN",
    "OWN, BURNED, NONE",
    "OTHER, UNLOCKED, PASS",
    "OTHER, ACTIVE, PASS",
    "OTHER, INACTIVE, PASS",
    "OTHER, BURNED, NONE",
    "STRANGER, UNLOCKED, LEAVE",
    "STRANGER, ACTIVE, LEAVE",
    "STRANGER, INACTIVE, NONE",
    "STRANGER, BURNED, NONE",
    "BURNED, UNLOCKED, BURN",
    "BURNED, ACTIVE, BURN",
    "BURNED, INACTIVE, BURN",
    "BURNED, BURNED, NONE"
  })
  void changesTheStatus(String holding, NftStatus status, Holding.Change expected) {
    assertThat(HOLDINGS.get(holding).change(status)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // in wallet, the user's wallet now, users of that wallet, holding
    "W1, W1, '1', OWN",
    "W1, W1, '', OWN",
    "W1, W1, '2 1', OWN",
    "W1, W2, '', STRANGER",
    "W1, , '', STRANGER",
    "W1, W2, '2', OTHER",
    "W1, , '2 3', OTHER"
  })
  void isJudgedByTheWalletThatIsLinkedNow(
      String wallet, String linked, String users, String expected) {
    List<UserId> all =
        Arrays.stream(users.split(" ")).filter(u -> !u.isEmpty()).map(UserId::of).toList();
    assertThat(Holding.inWallet(wallet, new Holding.Owner(new UserId(1), linked), all))
        .isEqualTo(HOLDINGS.get(expected));
  }
}
