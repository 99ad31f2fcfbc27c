package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release pushes is what the overlays deploy, by digest. */
class ReleaseTest {
  private static final String DIGEST = "sha256:" + "ab12".repeat(16);

  @TempDir Path folder;

  /** docker is played: it writes what buildx writes of an image that it has pushed. */
  @Test
  void thePushedDigestsAreWrittenIntoTheValues() throws Exception {
    Path values = folder.resolve("values.yaml");
    Files.copy(Repository.K8S.resolve("overlays/production/values.yaml"), values);
    docker("{\n  \"containerimage.digest\": \"" + DIGEST + "\",\n  \"x\": 1\n}");

    int code =
        build("--push", "--values", values.toString(), "badge-service", "gateway", "console");

    assertThat(code).isZero();
    JsonNode images = Yaml.one(Repository.text(values)).at("/spec/images");
    for (String image : List.of("badge-service", "gateway", "console")) {
      assertThat(images.path(image).asText())
          .matches(Pattern.quote("registry.other.org/nft/" + image) + ":[^:@]+@" + DIGEST);
    }
    assertThat(images.path("operator")).isEqualTo(Overlay.PRODUCTION.at("/spec/images/operator"));
    Overlay overlay = Overlay.of("by digest", Yaml.one(Repository.text(values)), "vault");
    assertThat(Overlay.container(overlay.find("Deployment", "gateway")).path("image").asText())
        .endsWith("@" + DIGEST);
    // The names of the images are keys elsewhere too: those keep what they have.
    for (String other : List.of("/spec/sizes", "/spec/console")) {
      assertThat(Yaml.one(Repository.text(values)).at(other))
          .isEqualTo(Overlay.PRODUCTION.at(other));
    }
  }

  /** cosign is played: what it is asked to sign is the digest, never a tag. */
  @Test
  void whatIsPushedIsSignedByItsDigest() throws Exception {
    docker("{\"containerimage.digest\": \"" + DIGEST + "\"}");
    program("cosign", "printf '%s\\n' \"$*\" >>'" + folder.resolve("signed") + "'\n");

    assertThat(build("--push", "--sign", "gateway", "operator")).isZero();

    assertThat(Files.readAllLines(folder.resolve("signed")))
        .filteredOn(line -> line.startsWith("sign "))
        .containsExactly(
            "sign --yes registry.other.org/nft/gateway@" + DIGEST,
            "sign --yes registry.other.org/nft/operator@" + DIGEST);
    assertThat(build("--sign", "gateway")).isEqualTo(2);
  }

  @Test
  void withoutADigestNothingIsWritten() throws Exception {
    Path values = folder.resolve("values.yaml");
    Files.copy(Repository.K8S.resolve("overlays/production/values.yaml"), values);
    docker("{}");

    assertThat(build("--push", "--values", values.toString(), "gateway")).isNotZero();
    assertThat(Yaml.one(Repository.text(values))).isEqualTo(Overlay.PRODUCTION);
    assertThat(build("--values", values.toString(), "gateway")).isEqualTo(2);
  }

  private void docker(String metadata) throws IOException {
    Path written = Files.writeString(folder.resolve("metadata.json"), metadata);
    program(
        "docker",
        """
        while [ $# -gt 0 ]; do
          [ "$1" != --metadata-file ] || cat '%s' >"$2"
          shift
        done
        """
            .formatted(written));
  }

  private void program(String name, String body) throws IOException {
    Files.writeString(
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
        "#!/bin/sh\n" + body);
  }

  private int build(String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of(Repository.ROOT.resolve("deploy/images/build").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    builder.environment().put("AIW3_REGISTRY", "registry.other.org/nft");
    return builder.start().waitFor();
  }
}
