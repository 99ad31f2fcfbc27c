package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.KafkaProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Runs the commands of {@code deploy/RUNBOOK.md} against a running suite, in need of them. */
final class Runbook implements AutoCloseable {
  private static final String TOPIC = "runbook";
  private static final String BURNED =
      "SELECT nft_mint_address FROM usernft WHERE status = 'burned'";
  private static final String GROUP = "runbook-service." + TOPIC;

  /** What a block prints that did what it is there for, by a part of the block. */
  private static final Map<String, String> EXPECTED =
      Map.of(
          "deploy/operations/lost-nfts", "(?s)0 NFTs lost, 0 recorded.*0 NFTs lost, 0 recorded",
          "$INSTANCE/q/health", "(?s)\"status\": \"UP\".*\"status\": \"UP\".*",
          "getHealth", "\"result\" ?: ?\"ok\"",
          "getSlot", "\"result\" ?: ?[0-9]+",
          "upgrades/$ID/retry", "(?s)(\"success\" ?: ?true.*){3}",
          // The story's burned NFTs are followed by others.
          "/reissue", "NFT_NOT_REISSUABLE",
          "deploy/operations/timeline", "(?s)(mint_nft.*){3}",
          "deploy/operations/replay", "(?s)2 chosen of 2 pending.*1 sent to task-events.*1 dropped",
          "kafka-consumer-groups.sh", GROUP,
          "kafka-topics.sh", "PartitionCount: 12");

  private final StorySuite suite;
  private final JsonNode run;
  private final Shell shell;
  private final RunbookSql sql;
  private final KafkaProbe kafka;
  private final Admin admin;

  Runbook(StorySuite suite) throws IOException {
    this.suite = suite;
    this.run = suite.run();
    String bootstrap = run.at("/kafka/bootstrap").asText();
    this.sql = new RunbookSql(run.path("mysql"));
    this.shell = new Shell(Path.of("target/runbook").toAbsolutePath());
    this.kafka = new KafkaProbe(bootstrap);
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    shell.set("AIW3_RUN_FILE", suite.runFile().toString());
    shell.set("AIW3_KAFKA_BOOTSTRAP", bootstrap);
    shell.set("API", run.path("gateway").asText());
    shell.set("INSTANCE", run.at("/services/badge-service/0").asText());
    shell.set("RPC", run.at("/chain/rpc").asText());
    shell.set("TOPIC", TOPIC);
    shell.set("GROUP", GROUP);
    shell.set("WHY", "burned by a faulty page");
    shell.set("COMPETITION", "cup-1");
    shell.set("BACKUP_TIME", "2026-01-01T00:00:00.000");
  }

  /**
   * All blocks: those for a saga while one waits for a minting service that does not answer, the
   * others while it goes on.
   *
   * @param story number of the story that the saga belongs to
   */
  void runAll(int story) throws IOException, InterruptedException, ExecutionException {
    List<RunbookBlock> blocks = RunbookBlock.all();
    setUp(blocks);
    List<RunbookBlock> forSagas =
        blocks.stream().filter(block -> block.text().contains("$ID")).toList();
    assertThat(forSagas).isNotEmpty();

    Story trader = followWaitingSaga(story, forSagas);
    deadLetters();
    topicWithReaders();
    burnedNfts();
    for (RunbookBlock block : blocks) {
      if (block.is("sh", "run") && !forSagas.contains(block)) {
        check(block);
      }
    }
    assertThat(position()).as("position that the group was set back to").isZero();
    sql.run(blocks);

    assertThat(trader.awaitExit(Duration.ofMinutes(4))).as(trader.output()).isZero();
  }

  /** The setup block makes the token; everything else it would set is the suite's already. */
  private void setUp(List<RunbookBlock> blocks) throws IOException, InterruptedException {
    RunbookBlock setup =
        blocks.stream().filter(block -> block.is("sh", "setup")).findFirst().orElseThrow();
    String token = shell.run(setup.text() + "\nprintf %s \"$TOKEN\"");
    assertThat(token).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    shell.set("TOKEN", token);
  }

  private Story followWaitingSaga(int number, List<RunbookBlock> blocks)
      throws IOException, InterruptedException {
    long minting = suite.pid("minting-service");
    shell.run("kill -STOP " + minting);
    try {
      Story trader = suite.play(number);
      Awaitility.await("a saga that waits for its mint")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                String id = waitingForMint();
                shell.set("ID", id);
                return !id.isEmpty();
              });
      for (RunbookBlock block : blocks) {
        check(block);
      }
      return trader;
    } finally {
      shell.run("kill -CONT " + minting);
    }
  }

  /** Id of an operation that is being minted; empty if there is none. */
  private String waitingForMint() throws IOException, InterruptedException {
    String page =
        shell.run(
            "curl -sS --fail-with-body -H \"Authorization: Bearer $TOKEN\""
                + " \"$API/api/v1/admin/upgrades?status=pending\"");
    for (JsonNode item : new ObjectMapper().readTree(page).at("/data/items")) {
      if (item.path("state").asText().equals("minting")) {
        return item.at("/operation/id").asText();
      }
    }
    return "";
  }

  /** Two messages that can never be right, for reasons that differ. */
  private void deadLetters() {
    String key = "4711";
    kafka.send(Topics.TASK_EVENTS, key, "not JSON");
    kafka.send(Topics.TASK_EVENTS, key, "{\"userId\":\"4711\"}");
    List<ConsumerRecord<String, String>> letters =
        kafka.awaitCount(
            Topics.deadLetter(Topics.TASK_EVENTS), letter -> key.equals(letter.key()), 2);
    List<String> reasons =
        letters.stream()
            .map(letter -> KafkaProbe.header(letter, DeadLetterHeaders.REASON).orElseThrow())
            .toList();
    assertThat(reasons).doesNotHaveDuplicates();
    shell.set("REASON", reasons.get(0));
    shell.set("OFFSETS", Long.toString(letters.get(1).offset()));
  }

  /** A topic with a message, and a group that has read it and is gone. */
  private void topicWithReaders() throws InterruptedException, ExecutionException {
    admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    kafka.send(TOPIC, "1", "{}");
    admin
        .alterConsumerGroupOffsets(
            GROUP, Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(1)))
        .all()
        .get();
  }

  private void burnedNfts() throws IOException {
    String mints = String.join("\n", sql.column("minting", BURNED)) + "\n";
    assertThat(mints).isNotBlank();
    Path list = Files.createTempFile(Path.of("target"), "mints", ".txt");
    shell.set("MINTS", Files.writeString(list, mints).toAbsolutePath().toString());
  }

  private long position() throws InterruptedException, ExecutionException {
    return admin
        .listConsumerGroupOffsets(GROUP)
        .partitionsToOffsetAndMetadata()
        .get()
        .get(new TopicPartition(TOPIC, 0))
        .offset();
  }

  private void check(RunbookBlock block) throws IOException, InterruptedException {
    String expected =
        EXPECTED.entrySet().stream()
            .filter(entry -> block.text().contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing is expected of\n" + block.text()));
    assertThat(shell.run(block.text())).as(block.text()).containsPattern(Pattern.compile(expected));
  }

  @Override
  public void close() {
    admin.close();
    kafka.close();
  }
}
