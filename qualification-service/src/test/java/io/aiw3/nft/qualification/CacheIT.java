package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.trade;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class CacheIT extends UserITBase {
  @Inject RedisDataSource redis;

  @Test
  void cachesHaveTheKeysAndLifeOfTheDataModelAndAreDroppedOnChange() {
    holdsLevelOne("100000");
    activated("mint1");
    awaitFee(0.1f);
    mine("/api/v1/nft/status").statusCode(200);

    JsonNode qualification = cached("nft_qual:" + user);
    assertThat(names(qualification))
        .containsExactly(
            "trading_volume", "badges_collected", "eligible_levels", "last_calculated", "ttl");
    assertThat(qualification.path("trading_volume").decimalValue()).isEqualByComparingTo("100000");
    assertThat(qualification.path("eligible_levels").toString()).isEqualTo("[1]");
    assertThat(qualification.path("ttl").asInt()).isEqualTo(300);
    assertThat(redis.key().ttl("nft_qual:" + user)).isBetween(290L, 300L);
    JsonNode benefits = cached("nft_benefits:" + user);
    assertThat(names(benefits))
        .containsExactly("level", "feeReduction", "aiagentUses", "cached_at");
    assertThat(redis.key().ttl("nft_benefits:" + user)).isBetween(3590L, 3600L);

    platform.send(trade(wallet, "1"));
    Awaitility.await().until(() -> !redis.key().exists("nft_qual:" + user));
    mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(100001));
  }

  /** The mark of the user is shared by all releases, and each drops by it what others stored. */
  @Test
  void aResponseIsServedUnderTheMarkThatItWasFilledUnder() {
    awaitCached();
    String mark = "nft_version:" + user;
    redis.value(String.class).set(mark, redis.value(String.class).get(mark) + "-another");
    double misses = misses();

    mine("/api/v1/nft/status").statusCode(200);

    assertThat(misses()).isEqualTo(misses + 1);
  }

  /** A stampede that found Redis slow, and so left it alone, proves nothing: once more then. */
  @Test
  void aStampedeFillsTheCachesOnce() throws Exception {
    double fills;
    double unavailable;
    int attempts = 0;
    do {
      awaitCached();
      TestInfrastructure.flushRedis();
      fills = misses();
      unavailable = unavailable();
      stampede();
      assertThat(misses() - fills).isLessThanOrEqualTo(1);
    } while (unavailable() > unavailable && ++attempts < 10);

    assertThat(misses() - fills).isEqualTo(1);
  }

  private void stampede() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Callable<Integer>> requests =
        Collections.nCopies(64, () -> mine("/api/v1/nft/status").extract().statusCode());
    for (Future<Integer> answer : pool.invokeAll(requests)) {
      assertThat(answer.get()).isEqualTo(200);
    }
    pool.shutdown();
  }

  /** While MySQL is paused all callers wait, for the same read. */
  @Test
  void aStampedeWithoutRedisReadsTheDatabaseOnce() throws Exception {
    awaitCached();
    TestInfrastructure.redis().pause();
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      double unavailable = unavailable();
      Awaitility.await()
          .until(
              () -> {
                mine("/api/v1/nft/status").statusCode(200);
                return unavailable() > unavailable;
              });
      TestInfrastructure.mysql().pause();
      double loads = loads();
      double before = unavailable();
      List<Future<Integer>> answers =
          IntStream.range(0, 16)
              .mapToObj(i -> pool.submit(() -> mine("/api/v1/nft/status").extract().statusCode()))
              .toList();
      Awaitility.await().until(() -> unavailable() >= before + 16);
      TestInfrastructure.mysql().resume();

      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
      assertThat(loads() - loads).isEqualTo(1);
    } finally {
      TestInfrastructure.mysql().resume();
      TestInfrastructure.redis().resume();
      pool.shutdown();
    }
  }

  @Test
  void withoutRedisMySqlAnswersAndNothingOldIsServedAfterwards() {
    platform.link(user, wallet);
    platform.send(trade(wallet, "1000"));
    platform.awaitUserVolume(user, "1000");
    Awaitility.await()
        .untilAsserted(
            () -> mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(1000)));
    TestInfrastructure.redis().pause();
    try {
      mine("/api/v1/nft/qualifications").statusCode(200).body("data.tradingVolume", equalTo(1000));
      platform.send(trade(wallet, "500"));
      platform.awaitUserVolume(user, "1500");
      Awaitility.await()
          .untilAsserted(
              () -> mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(1500)));
      assertThat(unavailable()).isGreaterThan(0);
    } finally {
      TestInfrastructure.redis().resume();
    }

    for (int i = 0; i < 20; i++) {
      mine("/api/v1/nft/qualifications").body("data.tradingVolume", equalTo(1500));
    }
  }

  /** What a read leaves there, once the drop of the change before it is past. */
  private JsonNode cached(String key) {
    String value =
        Awaitility.await(key)
            .until(
                () -> {
                  mine("/api/v1/nft/status").statusCode(200);
                  return redis.value(String.class).get(key);
                },
                Objects::nonNull);
    try {
      return ContractJson.mapper().readTree(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Redis that was slow a moment ago is not read for a while. */
  private void awaitCached() {
    Awaitility.await()
        .until(
            () -> {
              mine("/api/v1/nft/status");
              return redis.key().exists("nft_qual:" + user);
            });
  }

  private static double unavailable() {
    return metric("aiw3_cache_reads_total{outcome=\"unavailable\"");
  }

  private static double loads() {
    return metric("aiw3_cache_loads_total");
  }

  private static double misses() {
    return metric("aiw3_cache_fills_total");
  }

  private static double metric(String prefix) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(prefix))
        // An exemplar may follow the value.
        .map(line -> line.replaceFirst(" # .*", ""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
