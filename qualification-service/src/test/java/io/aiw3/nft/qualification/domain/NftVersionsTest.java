package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NftVersionsTest {
  @ParameterizedTest
  @CsvSource({"2, 1, true", "1, 1, false", "1, 2, false", "1, , true", ", 1, false", ", , true"})
  void onlyANewerEventChangesWhatIsKnown(Long event, Long known, boolean newer) {
    assertThat(NftVersions.isNewer(event, known)).isEqualTo(newer);
  }
}
