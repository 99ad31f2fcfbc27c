package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditRulesTest {
  private static final List<WalletLink> LINKS =
      List.of(link(1, 7, 10), link(2, 8, 20), link(3, 7, 20), link(4, 9, 30));

  @ParameterizedTest
  @CsvSource({"0, 7", "10, 7", "19, 7", "20, 7", "29, 7", "30, 9", "99, 9", ", 9"})
  void theNewestLinkThatIsNotLaterDecides(Integer second, int user) {
    assertThat(CreditRules.creditedTo(LINKS, second == null ? null : Instant.ofEpochSecond(second)))
        .isEqualTo(user);
  }

  @ParameterizedTest
  @CsvSource({"0", "15", "99"})
  void theOnlyUserHasAll(int second) {
    assertThat(CreditRules.creditedTo(LINKS.subList(0, 1), Instant.ofEpochSecond(second)))
        .isEqualTo(7);
  }

  private static WalletLink link(int position, int user, int second) {
    return new WalletLink(position, user, Instant.ofEpochSecond(second));
  }
}
