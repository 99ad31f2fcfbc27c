package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierStatusTest {
  private static final Verdict ACCEPTED = new Verdict.Verified("wallet", 0, null, false, 0);
  private static final Verdict REFUSED =
      new Verdict.Refused(Verdict.Reason.INSUFFICIENT_VOLUME, null, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // accepted | NFTs, newest first | issued | status
        "false | -                 | false | locked",
        "true  | -                 | false | unlockable",
        "false | unlocked          | true  | unlocked",
        "false | active            | true  | active",
        "false | unlocked active   | true  | active",
        "false | burned            | true  | burned",
        "false | inactive          | true  | inactive",
        "false | -                 | true  | inactive", // sold to another user
        "false | burned inactive   | true  | burned",
        "false | inactive burned   | true  | inactive",
        "false | burned unlocked   | true  | unlocked", // bought after its own was burned
        "true  | inactive          | false | unlockable" // bought, sold again, own one not minted
      })
  void aTierIsShownByWhatCanBeDoneWithIt(
      boolean accepted, String nfts, boolean issued, String expected) {
    List<NftStatus> statuses =
        nfts.equals("-")
            ? List.of()
            : Arrays.stream(nfts.split(" "))
                .map(name -> NftStatus.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();

    TierStatus status = TierStatus.of(accepted ? ACCEPTED : REFUSED, statuses, issued);

    assertThat(status.wireName()).isEqualTo(expected);
  }
}
