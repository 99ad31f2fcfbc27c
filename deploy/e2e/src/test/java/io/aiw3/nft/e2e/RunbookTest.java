package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be checked of the runbook's commands without running them. */
class RunbookTest {
  private static final Pattern COMMAND =
      Pattern.compile(
          "`(?:curl|kafka-[a-z-]+\\.sh|mysql\\w*|kubectl|deploy/operations/\\w+|deploy/local/\\w+"
              + "|SELECT|SHOW|KILL|UPDATE|DELETE|ALTER|INSERT) [^`]*`");

  @Test
  void everyCommandIsInABlock() {
    assertThat(COMMAND.matcher(RunbookBlock.prose()).results().map(hit -> hit.group())).isEmpty();
    assertThat(COMMAND.matcher("see `curl http://x`").find()).isTrue();
  }

  @Test
  void everyBlockSaysHowItIsRun() {
    List<String> schemas = Stream.of(Schema.values()).map(Schema::user).toList();

    assertThat(RunbookBlock.all())
        .hasSizeGreaterThan(10)
        .hasSameSizeAs(
            Pattern.compile("(?m)^ *```\\w").matcher(RunbookBlock.runbook()).results().toList())
        .allSatisfy(
            block -> {
              switch (block.language()) {
                // FeedOperationsIT runs those of the feeds.
                case "sh" -> assertThat(block.mark()).isIn("setup", "run", "cluster", "feeds");
                case "sql" -> assertThat(block.mark()).isIn(schemas);
                default -> throw new AssertionError("neither sh nor sql: " + block);
              }
            });
  }

  /** A command that is not run at least names what is there: a schema, or a script. */
  @Test
  void whatOnlyAClusterRunsNamesWhatIsThere() {
    Pattern dump = Pattern.compile("mysqldump .*--databases (\\w+) >");
    Pattern script = Pattern.compile("(?m)^(deploy/\\S+) ");
    assertThat(RunbookBlock.all())
        .filteredOn(block -> block.is("sh", "cluster"))
        .isNotEmpty()
        .allSatisfy(
            block -> {
              List<MatchResult> dumps = dump.matcher(block.text()).results().toList();
              List<MatchResult> scripts = script.matcher(block.text()).results().toList();
              assertThat(
                      !dumps.isEmpty() || !scripts.isEmpty() || block.text().contains("kubectl "))
                  .as(block.text())
                  .isTrue();
              assertThat(dumps).allSatisfy(hit -> assertThat(Schema.of(hit.group(1))).isNotNull());
              assertThat(scripts)
                  .allSatisfy(hit -> assertThat(Path.of("../..", hit.group(1))).isExecutable());
            });
  }
}
