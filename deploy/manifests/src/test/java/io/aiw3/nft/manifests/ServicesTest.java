package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SuiteService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What cannot read the list of the services names the same ones. */
class ServicesTest {
  @Test
  void eachIsAModuleWithItsPackageAndListensOnItsPort() {
    String pom = Repository.text(Repository.ROOT.resolve("pom.xml"));
    for (SuiteService service : SuiteService.all()) {
      assertThat(pom).contains("<module>" + service.name() + "</module>");
      Path main = Repository.ROOT.resolve(service.name()).resolve("src/main");
      assertThat(main.resolve("java").resolve(service.packageName().replace('.', '/')))
          .isDirectory();
      assertThat(Repository.text(main.resolve("resources/application.properties")))
          .contains("quarkus.http.port=" + service.port() + "\n");
    }
  }

  @Test
  void eachOwnsOneSchema() {
    assertThat(SuiteService.all())
        .extracting(SuiteService::schema)
        .containsExactlyInAnyOrder(Schema.values());
  }

  @Test
  void theImagesAndComposeKnowThemAll() {
    String dockerfile = Repository.text(Repository.ROOT.resolve("deploy/images/Dockerfile"));
    String ignored =
        Repository.text(Repository.ROOT.resolve("deploy/images/Dockerfile.dockerignore"));
    String passwords = Repository.text(Repository.COMPOSE.resolve("scripts/prepare.js"));
    assertThat(dockerfile).contains("\"" + String.join(",", SuiteService.names()) + ",");
    for (SuiteService service : SuiteService.all()) {
      assertThat(dockerfile).contains("ENV " + variable(service) + "=http://127.0.0.1:1\n");
      assertThat(ignored).contains("!" + service.name() + "/\n");
      assertThat(passwords).contains("'" + service.name() + "': '" + service.schema().user() + "'");
    }
  }

  @Test
  void theGatewayRoutesToThemAndToNoOther() throws Exception {
    List<String> routed =
        Yaml.JSON
            .readTree(Files.readString(Repository.ROOT.resolve("deploy/gateway/routes.json")))
            .findValuesAsText("service");
    assertThat(routed).containsOnly(SuiteService.names().toArray(String[]::new));
  }

  /** That the gateway reads for the service's address. */
  private static String variable(SuiteService service) {
    return service.name().toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
  }
}
