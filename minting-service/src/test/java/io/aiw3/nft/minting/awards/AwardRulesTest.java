package io.aiw3.nft.minting.awards;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.awards.Awards.Recipient;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AwardRulesTest {
  @Test
  void aListHasAtMostFiftyUsersEachOnce() {
    assertThat(AwardRules.recipients(null, recipients(50, null))).isEmpty();
    assertThat(sentence(recipients(51, null))).isEqualTo("Name at most 50 recipients.");
    assertThat(sentence(List.of(recipient(1, null), recipient(1, 2))))
        .isEqualTo("Name each user once.");
    assertThat(sentence(List.of(recipient(1, 4)))).isEqualTo("A rank is 1 to 3.");
    assertThat(sentence(List.of(recipient(1, 0)))).isEqualTo("A rank is 1 to 3.");
    assertThat(sentence(List.of(new Recipient(null, 1))))
        .isEqualTo("Each recipient needs a userId.");
    assertThat(AwardRules.recipients("x".repeat(501), List.of())).isPresent();
  }

  @Test
  void aManagerMayLetUsersShareARankAndResultsMayNot() {
    List<Recipient> tied = List.of(recipient(1, 3), recipient(2, 3));
    assertThat(AwardRules.recipients(null, tied)).isEmpty();
    assertThat(AwardRules.winners(null, tied)).isPresent();
    assertThat(AwardRules.winners(null, recipients(60, 1))).isPresent();
    assertThat(AwardRules.winners(null, List.of(recipient(1, 1), recipient(2, 3)))).isEmpty();
  }

  @Test
  void aCompetitionHasAnIdThatItsPathCanHold() {
    assertThat(AwardRules.competition("cup-2026.1:a_b")).isEmpty();
    for (String id : new String[] {null, "", "a b", "é", "x".repeat(101)}) {
      assertThat(AwardRules.competition(id)).isPresent();
    }
  }

  private static String sentence(List<Recipient> recipients) {
    return AwardRules.recipients(null, recipients).orElseThrow().sentence();
  }

  private static List<Recipient> recipients(int count, Integer rank) {
    return IntStream.rangeClosed(1, count).mapToObj(user -> recipient(user, rank)).toList();
  }

  private static Recipient recipient(int user, Integer rank) {
    return new Recipient(new UserId(user), rank);
  }
}
