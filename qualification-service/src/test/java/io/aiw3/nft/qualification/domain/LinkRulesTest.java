package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LinkRulesTest {
  @Test
  void theNewestRecordThatNamesAWalletHasIt() {
    assertThat(
            LinkRules.links(
                List.of(
                    announcement(1, "w", 5), announcement(2, "w", 6), announcement(3, null, 9))))
        .isEqualTo(Map.of(2, "w"));
  }

  @Property
  void theOrderOfTheRecordsDoesNotMatter(
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 3) Integer> wallets, @ForAll long seed) {
    List<Announcement> all = new ArrayList<>();
    for (int user = 0; user < wallets.size(); user++) {
      all.add(announcement(user + 1, "wallet" + wallets.get(user), wallets.get(user) % 2));
    }
    Map<Integer, String> links = LinkRules.links(all);
    Collections.shuffle(all, new Random(seed));

    assertThat(LinkRules.links(all)).isEqualTo(links);
    assertThat(links.values()).doesNotHaveDuplicates();
  }

  private static Announcement announcement(int user, String wallet, int second) {
    return new Announcement(user, wallet, Instant.ofEpochSecond(second));
  }
}
