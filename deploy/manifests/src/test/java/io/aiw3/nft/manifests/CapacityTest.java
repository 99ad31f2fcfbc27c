package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What the capacity page counts on is what the benchmarks have measured, and what is deployed. */
class CapacityTest {
  private static final String CAPACITY =
      Repository.text(Repository.ROOT.resolve("deploy/CAPACITY.md"));

  private static final String BENCH =
      Repository.text(Repository.ROOT.resolve("deploy/bench/README.md"));

  /** The machine is shared: a run differs from the next by so much. */
  private static final Percentage NOISE = Percentage.withPercentage(25);

  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,]*(?:\\.[0-9]+)?");
  private static final int MIB = 1024;

  @Test
  void everyBaseIsWhatItsBenchmarkHasMeasured() {
    Map<String, Double> measured = new LinkedHashMap<>();
    List<String> ingest = row("ingest", "qualification-service");
    measured.put("trades/s that one replica takes in", number(ingest.get(1)));
    measured.put("CPU seconds per million trades, service", number(ingest.get(3)));
    measured.put("CPU seconds per million trades, MySQL", number(ingest.get(4)));
    measured.put(
        "trades/s with a million wallets that trade", number(row("growth", "1,000,000").get(1)));
    measured.put("claims/s, fifty at a time", number(row("saga", "claim").get(1)));
    measured.put("upgrades/s, fifty at a time", number(row("saga", "upgrade").get(1)));
    measured.put(
        "MiB resident of upgrade-orchestrator",
        number(row("footprint", "upgrade-orchestrator").get(1)));
    Matcher memory = Pattern.compile("([0-9.]+) KiB of its resident memory").matcher(part("live"));
    assertThat(memory.find()).isTrue();
    measured.put(
        "KiB resident of upgrade-orchestrator for each WebSocket", number(memory.group(1)));

    Map<String, Double> bases = new LinkedHashMap<>();
    rows(section("Bases"))
        .forEach(
            cells -> {
              if (cells.get(2).startsWith("**[")) {
                bases.put(cells.get(0), number(cells.get(1)));
              }
            });
    assertThat(bases.keySet()).isEqualTo(measured.keySet());
    bases.forEach(
        (base, figure) -> assertThat(figure).as(base).isCloseTo(measured.get(base), NOISE));
  }

  @Test
  void everyTableHasTheSizeThatWasMeasured() {
    Map<String, Double> measured = new LinkedHashMap<>();
    rows(part("storage"))
        .forEach(
            cells -> {
              if (cells.get(0).contains(".")) {
                measured.put(cells.get(0), number(cells.get(1)));
              }
            });
    int compared = 0;
    for (List<String> cells : rows(section("MySQL"))) {
      String table = cells.get(0).replaceFirst(",.*", "");
      if (measured.containsKey(table)) {
        assertThat(number(cells.get(1)))
            .as(table)
            .isCloseTo(measured.get(table), Percentage.withPercentage(5));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(measured.size()).isPositive();
  }

  /** The figures of the services' table are the bases, and not older ones. */
  @Test
  void whatFollowsFromTheBasesNamesThem() {
    String services = section("Services");
    for (List<String> cells : rows(section("Bases"))) {
      if (cells.get(0).matches("(trades|claims|upgrades)/s.*|(MiB|KiB) resident.*")) {
        assertThat(services).as(cells.get(0)).contains(cells.get(1));
      }
    }
  }

  @Test
  void theSocketsOfAReplicaFitItsMemoryAndTheReplicasHoldThemAll() {
    int all = 100_000;
    assertThat(section("Services"))
        .contains("100,000", "10,000 for each replica", "5,000 for each of the gateway");
    Overlay production = Overlay.render("production");
    assertThat(sockets(production, "upgrade-orchestrator")).isEqualTo(10_000);
    assertThat(sockets(production, "gateway")).isEqualTo(5_000);
    for (String name : List.of("upgrade-orchestrator", "gateway")) {
      int most = production.find("ScaledObject", name).at("/spec/maxReplicaCount").asInt();
      assertThat(most * sockets(production, name)).as(name).isGreaterThanOrEqualTo(all);
    }

    double each = number(base("KiB resident of upgrade-orchestrator for each WebSocket")) / MIB;
    double needed = number(base("MiB resident of upgrade-orchestrator")) + 10_000 * each;
    Overlay.all()
        .forEach(
            overlay ->
                assertThat(mebibytes(overlay, "upgrade-orchestrator"))
                    .as(overlay.name())
                    .isGreaterThan(1.1 * needed));
  }

  private static int sockets(Overlay overlay, String name) {
    return Overlay.items(overlay.find("ScaledObject", name).at("/spec/triggers"))
        .filter(trigger -> trigger.path("type").asText().equals("prometheus"))
        .map(trigger -> trigger.at("/metadata/threshold").asInt())
        .findFirst()
        .orElseThrow();
  }

  private static double mebibytes(Overlay overlay, String name) {
    JsonNode limit =
        Overlay.container(overlay.find("Deployment", name)).at("/resources/limits/memory");
    double figure = number(limit.asText());
    return limit.asText().endsWith("Gi") ? MIB * figure : figure;
  }

  private static String base(String name) {
    return rows(section("Bases")).stream()
        .filter(cells -> cells.get(0).equals(name))
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  private static String section(String heading) {
    int start = CAPACITY.indexOf("## " + heading + "\n");
    assertThat(start).as(heading).isNotNegative();
    int end = CAPACITY.indexOf("\n## ", start);
    return CAPACITY.substring(start, end < 0 ? CAPACITY.length() : end);
  }

  /** What a benchmark has written. */
  private static String part(String benchmark) {
    int start = BENCH.indexOf("<!-- " + benchmark + " -->");
    assertThat(start).as(benchmark).isNotNegative();
    return BENCH.substring(start, BENCH.indexOf("<!-- /" + benchmark + " -->"));
  }

  private static List<String> row(String benchmark, String first) {
    return rows(part(benchmark)).stream()
        .filter(cells -> cells.get(0).equals(first))
        .findFirst()
        .orElseThrow(() -> new AssertionError(benchmark + " has no row " + first));
  }

  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("|")) {
        rows.add(List.of(line.substring(1).split("\\|", -1)).stream().map(String::strip).toList());
      }
    }
    return rows;
  }

  private static double number(String cell) {
    Matcher number = NUMBER.matcher(cell);
    assertThat(number.find()).as(cell).isTrue();
    return Double.parseDouble(number.group().replace(",", ""));
  }
}
