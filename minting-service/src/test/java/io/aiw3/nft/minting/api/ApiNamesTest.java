package io.aiw3.nft.minting.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.minting.api.definition.DefinitionView;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.minting.persistence.award.AwardLists;
import io.aiw3.nft.minting.persistence.operator.OperatorRows;
import io.aiw3.nft.minting.rpc.OnChainNft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

/**
 * The API's description lists exactly the names that are sent: those of the tables and the code.
 */
class ApiNamesTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Pattern NAME = Pattern.compile("'([a-z_]+)'");

  @Test
  void listsEveryStateOfATransaction() throws Exception {
    List<String> states = column("chain_transaction", "state");

    assertThat(states).contains("offered", "signed");
    assertThat(listed(OperatorRows.ChainTransactionRow.class, "state"))
        .containsExactlyInAnyOrderElementsOf(states);
    assertThat(listed(OperatorRows.Queued.class, "state"))
        .containsExactlyInAnyOrderElementsOf(states);
  }

  /** An award is shown with its own state, or with that of its mint. */
  @Test
  void listsEveryStateOfAnAward() throws Exception {
    List<String> own = column("competition_award", "state");

    assertThat(listed(OperatorRows.UserAward.class, "state"))
        .containsExactlyInAnyOrderElementsOf(own);
    assertThat(listed(AwardLists.Award.class, "state"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(own.stream(), column("chain_transaction", "state").stream())
                .distinct()
                .toList());
  }

  @Test
  void listsEveryKindPurposeCommitmentAndPinningState() throws Exception {
    List<String> kinds = Arrays.stream(TransactionKind.values()).map(k -> k.wireName()).toList();
    assertThat(listed(OperatorRows.ChainTransactionRow.class, "kind"))
        .containsExactlyElementsOf(kinds);
    assertThat(listed(OperatorRows.Queued.class, "kind")).containsExactlyElementsOf(kinds);
    assertThat(listed(OperatorRows.ChainTransactionRow.class, "purpose"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MintPurpose.values()).map(MintPurpose::wireName).toList());
    assertThat(Arrays.stream(Commitment.values()).map(Commitment::wireName))
        .containsAll(listed(OnChainNft.class, "commitment"));
    assertThat(listed(DefinitionView.class, "pinningState"))
        .containsExactlyElementsOf(column("nftdefinition", "pinning_state"));
  }

  /** What the newest migration that declares the column allows. */
  private static List<String> column(String table, String column) throws IOException {
    Pattern declaration =
        Pattern.compile("\\b" + column + " ENUM\\(([^)]*)\\)", Pattern.CASE_INSENSITIVE);
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files
          .sorted(Comparator.comparingInt(ApiNamesTest::number))
          .flatMap(file -> Arrays.stream(text(file).split(";", -1)))
          .filter(
              statement -> statement.matches("(?s).*\\bTABLE (IF NOT EXISTS )?" + table + "\\b.*"))
          .flatMap(statement -> declaration.matcher(statement).results())
          .map(found -> found.group(1))
          .reduce((older, newer) -> newer)
          .map(names -> NAME.matcher(names).results().map((MatchResult n) -> n.group(1)).toList())
          .orElseThrow();
    }
  }

  private static int number(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceFirst("^V(\\d+)__.*", "$1"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> listed(Class<?> view, String field) throws NoSuchFieldException {
    return List.of(view.getDeclaredField(field).getAnnotation(Schema.class).enumeration());
  }
}
