package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operators' commands in the cluster, and the script that makes Jobs of them. */
class OperatorTest {
  private static final List<String> COMMANDS =
      List.of("replay", "timeline", "reconcile", "backfill");

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void everyCommandHasATemplateThatNeverRunsByItself(Overlay overlay) {
    List<JsonNode> jobs = overlay.jobs("operator");
    assertThat(jobs)
        .extracting(job -> job.at("/metadata/name").asText())
        .containsExactlyInAnyOrderElementsOf(COMMANDS);
    for (JsonNode job : jobs) {
      String name = job.at("/metadata/name").asText();
      assertThat(job.at("/spec/suspend").asBoolean()).as(name).isTrue();
      assertThat(job.at("/spec/jobTemplate/spec/backoffLimit").asInt(-1)).as(name).isZero();
      assertThat(Overlay.template(job).at("/spec/restartPolicy").asText()).isEqualTo("Never");
      assertThat(Overlay.container(job).at("/args/0").asText()).isEqualTo(name);
      assertThat(Overlay.template(job).at("/metadata/labels/aiw3.io~1command").asText())
          .isEqualTo(name);
    }
  }

  /** What a command keeps lies on a volume that outlives its pod. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void aBackfillGoesOnInAnotherPod(Overlay overlay) {
    JsonNode job = overlay.find("CronJob", "backfill");
    List<String> arguments = new ArrayList<>();
    Overlay.container(job).path("args").forEach(argument -> arguments.add(argument.asText()));
    String claim =
        Overlay.items(Overlay.template(job).at("/spec/volumes"))
            .filter(volume -> volume.path("name").asText().equals("data"))
            .map(volume -> volume.at("/persistentVolumeClaim/claimName").asText())
            .findFirst()
            .orElseThrow();

    assertThat(arguments).contains("/data/backfill.json", "/data/rejected.csv");
    assertThat(overlay.find("PersistentVolumeClaim", claim).at("/spec/accessModes/0").asText())
        .isEqualTo("ReadWriteOnce");
  }

  @Test
  void theScriptAppendsEveryArgumentAsItIs() throws Exception {
    List<String> arguments =
        List.of("task-events", "--reason", "no \"such\" \\ user's $HOME", "--send");

    List<String> calls = run("replay", arguments);

    assertThat(calls.get(0))
        .contains("create job replay-")
        .contains("--from=cronjob/replay --dry-run=client");
    Matcher patch = Pattern.compile("-p (\\[.*\\]) -o yaml").matcher(calls.get(1));
    assertThat(patch.find()).as(calls.get(1)).isTrue();
    List<String> appended = new ArrayList<>();
    for (JsonNode operation : Yaml.JSON.readTree(patch.group(1))) {
      assertThat(operation.path("path").asText())
          .isEqualTo("/spec/template/spec/containers/0/args/-");
      appended.add(operation.path("value").asText());
    }
    assertThat(appended).isEqualTo(arguments);
    assertThat(calls).anyMatch(call -> call.contains("logs -f job/replay-"));
  }

  /** With the template of production, by kubectl itself: only what asks a cluster is played. */
  @Test
  void whatTheScriptPatchesIsAJobWithTheArguments() throws Exception {
    JsonNode template =
        Overlay.render("production").find("CronJob", "timeline").at("/spec/jobTemplate");
    Path job = folder.resolve("job.json");
    Map<String, Object> whole =
        Map.of(
            "apiVersion",
            "batch/v1",
            "kind",
            "Job",
            "metadata",
            Map.of("name", "timeline-1", "namespace", "aiw3-nft"),
            "spec",
            template.path("spec"));
    Files.writeString(job, Yaml.JSON.writeValueAsString(whole));
    String patch =
        "[{\"op\":\"add\",\"path\":\"/spec/template/spec/containers/0/args/-\",\"value\":\"--json\"}]";

    Process process =
        new ProcessBuilder(
                "kubectl",
                "patch",
                "--local",
                "-f",
                job.toString(),
                "--type=json",
                "-p",
                patch,
                "-o",
                "yaml")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    JsonNode patched = Yaml.one(new String(process.getInputStream().readAllBytes()));

    assertThat(process.waitFor()).isZero();
    JsonNode before = template.at("/spec/template/spec/containers/0/args");
    JsonNode after = patched.at("/spec/template/spec/containers/0/args");
    assertThat(after).hasSize(before.size() + 1);
    assertThat(after.get(before.size()).asText()).isEqualTo("--json");
  }

  @Test
  void anUnknownCommandIsRefused() throws Exception {
    assertThat(start(List.of("upgrade")).waitFor()).isEqualTo(2);
  }

  /** What the script calls kubectl with, a line a call. */
  private List<String> run(String command, List<String> arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(arguments);
    assertThat(start(words).waitFor()).isZero();
    // Those of one pipe come in any order.
    List<String> calls = new ArrayList<>(Files.readAllLines(folder.resolve("calls")));
    calls.sort((a, b) -> Boolean.compare(b.contains("--dry-run"), a.contains("--dry-run")));
    calls
        .subList(1, calls.size())
        .sort((a, b) -> Boolean.compare(b.contains("patch"), a.contains("patch")));
    return calls;
  }

  private Process start(List<String> arguments) throws IOException {
    Path kubectl = folder.resolve("kubectl");
    Files.writeString(
        Files.createFile(
            kubectl,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
        "#!/bin/sh\nprintf '%s\\n' \"$*\" >>" + folder.resolve("calls") + "\n");
    List<String> words = new ArrayList<>();
    words.add(Repository.K8S.resolve("operator").toString());
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    return builder.start();
  }
}
