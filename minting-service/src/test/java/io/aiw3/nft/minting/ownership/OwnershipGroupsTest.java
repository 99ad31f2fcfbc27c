package io.aiw3.nft.minting.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.persistence.ownership.WatchedNft;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.p2p.solanaj.core.PublicKey;

class OwnershipGroupsTest {
  private static final PublicKey KEY = new PublicKey("11111111111111111111111111111111");

  @ParameterizedTest
  @CsvSource({"0, 10", "1, 20", "2, 40", "6, 1000", "7, 1000", "40, 1000"})
  void whatFailedIsReadInEverSmallerGroups(int failures, int groups) {
    assertThat(OwnershipChecks.groups(nfts(1000, failures), 100)).hasSize(groups);
  }

  @Test
  void whatFailsStaysOutOfTheOthersGroups() {
    List<WatchedNft> all = new ArrayList<>(nfts(100, 0));
    all.addAll(nfts(3, 9));
    assertThat(OwnershipChecks.groups(all, 100))
        .extracting(List::size)
        .containsExactly(100, 1, 1, 1);
  }

  private static List<WatchedNft> nfts(int count, int failures) {
    return IntStream.range(0, count)
        .mapToObj(
            id ->
                new WatchedNft(
                    id, new UserId(1), KEY, "W", KEY, NftStatus.ACTIVE, 0, failures, null, null))
        .toList();
  }
}
