package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Sources, documents and configuration are written in words that every engineer knows. */
class VocabularyTest {
  private static final Set<String> TEXT =
      Set.of(
          "css",
          "html",
          "java",
          "js",
          "json",
          "md",
          "mjs",
          "properties",
          "sh",
          "sql",
          "ts",
          "tsx",
          "txt",
          "xml",
          "yaml",
          "yml");

  /** Parts of paths that are left out. */
  private static final List<String> ALLOWED =
      List.of(
          // Released: they change only with a release.
          "src/test/resources/openapi-1.0.json",
          "shared-events/contract/released/",
          // Applied: Flyway compares their checksums.
          "src/main/resources/db/migration/",
          // Other packages' texts.
          "package-lock.json",
          // Texts for users, reviewed with their pages.
          "deploy/console/",
          "shared-events/client/",
          // The list itself.
          "io/aiw3/nft/manifests/Vocabulary");

  @Test
  void noWordNeedsDecoding() throws IOException {
    assertThat(faults(name -> true, Vocabulary::words)).isEmpty();
  }

  @Test
  void logMessagesAreConstantAndErrorCodesAreCodes() throws IOException {
    assertThat(faults(name -> name.contains("/src/main/java/"), Vocabulary::logs)).isEmpty();
  }

  @Test
  void findsEachKindOfFault() {
    assertThat(Vocabulary.words("a\nwas told anew; not as told"))
        .containsExactly(
            "line 2: \"told\"; write: published, notified, reported, shown",
            "line 2: \"anew\"; write: again");
    assertThat(
            Vocabulary.logs(
                "LOG.warnf(\"failed; retrying id=%s errorCode=%s\", id, e.getMessage());"))
        .containsExactly("line 1: errorCode= with an exception's text; write: cause=");
    assertThat(Vocabulary.logs("x();\nLOG.warnf(\n\"%s failed\", name);"))
        .containsExactly("line 2: the message is not constant; write keys after it");
    assertThat(Vocabulary.logs("LOG.warnf(\"refused id=%s errorCode=%s\", id, reason);")).isEmpty();
  }

  private static List<String> faults(Predicate<String> which, Function<String, List<String>> check)
      throws IOException {
    List<String> faults = new ArrayList<>();
    for (Path file : RepositoryFiles.named(which.and(VocabularyTest::isChecked))) {
      if (isText(file)) {
        String name = Repository.ROOT.relativize(file).toString();
        check.apply(Repository.text(file)).forEach(fault -> faults.add(name + ", " + fault));
      }
    }
    return faults;
  }

  private static boolean isChecked(String name) {
    return ALLOWED.stream().noneMatch(name::contains);
  }

  private static boolean isText(Path file) throws IOException {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? isScript(file) : TEXT.contains(name.substring(dot + 1));
  }

  private static boolean isScript(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(2), StandardCharsets.US_ASCII).equals("#!");
    }
  }
}
