package io.aiw3.nft.testkit;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.aiw3.nft.infrastructure.SuiteService;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The package rules that every service keeps. */
public final class ServiceArchitecture {
  private static final String ROOT = "io.aiw3.nft.";
  private static final String SCHEDULED = "io.quarkus.scheduler.Scheduled";

  private static final String BODY =
      "org.eclipse.microprofile.openapi.annotations.parameters.RequestBody";

  private ServiceArchitecture() {}

  /**
   * Checks all rules for one service.
   *
   * @param service its package below {@code io.aiw3.nft}
   */
  public static void check(String service) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT + service);
    if (classes.isEmpty()) {
      throw new IllegalStateException("no classes below " + ROOT + service);
    }
    rules(service).forEach(rule -> rule.check(classes));
    bodies().check(classes);
    heartbeats()
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT + service, ROOT + "kit"));
  }

  /** One whose schedule has stopped is named by the liveness check. */
  private static ArchRule heartbeats() {
    return classes()
        .that(
            DescribedPredicate.describe(
                "have a scheduled method",
                c -> c.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(SCHEDULED))))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.aiw3\\.nft\\.kit\\.liveness\\.Heartbeats?")
        .because("what a scheduler runs has a heartbeat");
  }

  /** What names no type is read by any reader that fits, one of plain text among them. */
  private static ArchRule bodies() {
    return methods()
        .that(
            DescribedPredicate.describe(
                "take a body",
                method ->
                    method.getParameters().stream()
                        .anyMatch(parameter -> parameter.isAnnotatedWith(BODY))))
        .should()
        .beAnnotatedWith("jakarta.ws.rs.Consumes")
        .because("a body is JSON");
  }

  private static List<ArchRule> rules(String service) {
    Set<String> others = new TreeSet<>();
    SuiteService.all().forEach(one -> others.add(one.packageName().substring(ROOT.length())));
    others.remove(service);
    return List.of(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                others.stream().map(other -> ROOT + other + "..").toArray(String[]::new))
            .because("services speak to each other only over Kafka"),
        noClasses()
            .that()
            .resideInAPackage(ROOT + service + ".domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.quarkus..",
                "io.vertx..",
                "io.smallrye..",
                "jakarta..",
                "org.hibernate..",
                "org.apache.kafka..",
                ROOT + "kit..")
            .because("the rules are pure")
            .allowEmptyShould(true),
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients.producer..")
            .because("nothing is sent to Kafka past the outbox"),
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "org\\.eclipse\\.microprofile\\.reactive\\.messaging\\.(Emitter|Outgoing)")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("io\\.smallrye\\.reactive\\.messaging\\.MutinyEmitter")
            .because("nothing is sent to Kafka past the outbox"),
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.mutiny.sqlclient.Pool")
            .because("the kit's statements and transactions end when their connection is lost"),
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + service + ".persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.mutiny.sqlclient..")
            .orShould()
            .callMethodWhere(
                target(owner(assignableTo("io.aiw3.nft.kit.transaction.Sql")))
                    .and(target(nameMatching("run|update|select"))))
            .because("SQL is in persistence alone"));
  }
}
