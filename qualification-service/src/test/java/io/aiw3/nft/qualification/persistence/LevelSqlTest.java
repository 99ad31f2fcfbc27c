package io.aiw3.nft.qualification.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.testkit.AddedTier;
import org.junit.jupiter.api.Test;

class LevelSqlTest {
  @Test
  void isWhatTheCatalogueSays() {
    LevelSql sql = new LevelSql(TierCatalogue.standard());

    assertThat(sql.tiered()).isEqualTo("(1,2,3,4,5)");
    assertThat(sql.starts()).isEqualTo("(1,2,3,4)");
    assertThat(sql.next("x"))
        .isEqualTo(
            "CASE x WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 3 WHEN 3 THEN 4 WHEN 4 THEN 5"
                + " ELSE 0 END");
  }

  @Test
  void anAddedTierHasANumberOfItsOwn() {
    LevelSql sql = new LevelSql(AddedTier.catalogue());

    assertThat(sql.tiered()).isEqualTo("(1,2,3,4,5,7)");
    assertThat(sql.starts()).isEqualTo("(1,2,3,4,5)");
    assertThat(sql.next("x")).endsWith(" WHEN 4 THEN 5 WHEN 5 THEN 7 ELSE 0 END");
  }
}
