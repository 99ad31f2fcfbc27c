package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents lead somewhere, list every decision, and stay small. */
class DocumentsTest {
  private static final Path INDEX = Repository.ROOT.resolve("deploy/docs/ARCHITECTURE.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern CITATION = Pattern.compile("\\b(?:[\\w-]+/)*[\\w-]+\\.md\\b");
  private static final long LONGEST_PLOT = 100 * 1024;

  @Test
  void everyDecisionIsInTheIndex() throws IOException {
    List<String> decisions =
        RepositoryFiles.named(name -> name.matches(".*/adr/\\d{4}-.*\\.md")).stream()
            .map(file -> INDEX.getParent().relativize(file).toString())
            .toList();
    assertThat(decisions).hasSizeGreaterThan(20);
    assertThat(links(INDEX)).containsAll(decisions);
  }

  @Test
  void everyLinkOfADocumentLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path document : RepositoryFiles.named(name -> name.endsWith(".md"))) {
      for (String link : links(document)) {
        if (!link.contains(":") && !Files.exists(document.resolveSibling(link))) {
          broken.add(Repository.ROOT.relativize(document) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /** A page that a comment names is in the repository: at that path, or in the same module. */
  @Test
  void everyPageThatSourcesNameIsThere() throws IOException {
    List<Path> pages = RepositoryFiles.named(name -> name.endsWith(".md"));
    List<String> missing = new ArrayList<>();
    for (Path source : RepositoryFiles.named(name -> name.endsWith(".java"))) {
      Matcher citation = CITATION.matcher(Repository.text(source));
      while (citation.find()) {
        if (pages.stream().noneMatch(page -> page.endsWith(Path.of(citation.group())))) {
          missing.add(Repository.ROOT.relativize(source) + ": " + citation.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void plotsAreSmall() throws IOException {
    for (Path plot : RepositoryFiles.named(name -> name.endsWith(".svg"))) {
      assertThat(plot)
          .satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(LONGEST_PLOT));
    }
  }

  private static List<String> links(Path document) {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(Repository.text(document));
    while (link.find()) {
      links.add(link.group(1));
    }
    return links;
  }
}
