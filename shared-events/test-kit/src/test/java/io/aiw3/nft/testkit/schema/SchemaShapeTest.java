package io.aiw3.nft.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaShapeTest {
  private static final String ID = "column a.id\tint not null, default";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "int null; bigint null",
        "varchar(10) not null, no default; varchar(20) not null, default",
        "varchar(10) not null, no default; text null",
        "enum('a','b') null; enum('a','b','c') null",
        "datetime(3) null; datetime(6) null",
        "decimal(30,10) null; decimal(32,12) null",
        "int not null, default; int null"
      })
  void moreIsAllowed(String before, String after) {
    assertThat(ColumnChange.flaw(before, after)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bigint null; int null",
        "varchar(20) null; varchar(10) null",
        "text null; varchar(100) null",
        "enum('a','b') null; enum('a','c') null",
        "decimal(30,10) null; decimal(30,12) null",
        "int null; int not null, default",
        "int not null, default; int not null, no default",
        "int null; int unsigned null",
        "int null; varchar(10) null"
      })
  void lessIsNot(String before, String after) {
    assertThat(ColumnChange.flaw(before, after)).isPresent();
  }

  @Test
  void whatTheReleaseBeforeUsesStays() {
    assertThat(broken(List.of(ID, "column a.b\tint null", "view v.c\t"), List.of(ID)))
        .containsExactly("column a.b was removed", "view v.c was removed");
  }

  @Test
  void nothingNewIsRequiredOfIt() {
    assertThat(
            broken(
                List.of(ID),
                List.of(
                    ID,
                    "column a.b\tint null",
                    "column a.c\tint not null, no default",
                    "check a (`b` > 0)\t",
                    "unique a (b)\t",
                    "foreign a (b) c\t",
                    "column c.id\tint not null, no default",
                    "unique c (id)\t")))
        .containsExactly(
            "check a (`b` > 0) is required now",
            "column a.c is new, and neither NULL nor has it a default",
            "foreign a (b) c is required now",
            "unique a (b) is required now");
  }

  private static List<String> broken(List<String> before, List<String> after) {
    return SchemaShape.parse(before).brokenBy(SchemaShape.parse(after));
  }
}
