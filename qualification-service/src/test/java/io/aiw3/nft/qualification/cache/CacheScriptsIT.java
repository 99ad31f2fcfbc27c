package io.aiw3.nft.qualification.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who may fill the entries of a user, however long a replica was paused in between. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class CacheScriptsIT {
  private static final AtomicInteger USERS = new AtomicInteger(900_000);
  private static final String HOUR = "3600000";

  @Inject RedisDataSource redis;

  private final int user = USERS.incrementAndGet();

  @Test
  void aReadThatNothingChangedFills() {
    String begun = begin();

    assertThat(fill(begun, 5, "five")).isOne();
    assertThat(qualification()).isEqualTo("five");
    assertThat(begin()).isEqualTo("5:" + epoch(begun));
  }

  @Test
  void aReadFromBeforeAnInvalidationDoesNot() {
    String begun = begin();
    drop();

    assertThat(fill(begun, 5, "old")).isZero();
    assertThat(qualification()).isNull();
  }

  /** It serves them without checking the mark. */
  @Test
  void whatTheReleaseBeforeHasStoredIsDropped() {
    begin();
    redis.value(String.class).set("nft_benefit_sources:" + user, "old");

    drop();

    assertThat(redis.key().exists("nft_benefit_sources:" + user)).isFalse();
  }

  @Test
  void anOlderRowNeverReplacesANewerOne() {
    String slow = begin();
    String fast = begin();
    assertThat(fill(fast, 6, "new")).isOne();

    assertThat(fill(slow, 5, "old")).isZero();
    assertThat(qualification()).isEqualTo("new");
  }

  @Test
  void aReadFromBeforeAFlushDoesNotFillEvenWhenOthersReadAgain() {
    String begun = begin();
    drop();
    TestInfrastructure.flushRedis();

    assertThat(fill(begun, 5, "old")).isZero();
    begin();
    assertThat(fill(begun, 5, "old")).isZero();
    assertThat(qualification()).isNull();
  }

  @Test
  void anInvalidationWithoutReadersLeavesNoKey() {
    drop();

    assertThat(redis.key().exists(CacheKeys.VERSION.of(user))).isFalse();
  }

  private String begin() {
    List<String> arguments = arguments(CacheScripts.BEGIN);
    arguments.add("epoch-" + System.nanoTime());
    arguments.add(HOUR);
    return eval(arguments).get(0).toString();
  }

  private int fill(String begun, long version, String value) {
    List<String> arguments = arguments(CacheScripts.FILL);
    arguments.addAll(List.of(epoch(begun), Long.toString(version), HOUR));
    for (int i = 1; i < CacheKeys.values().length; i++) {
      arguments.addAll(List.of(value, HOUR));
    }
    return eval(arguments).toInteger();
  }

  private void drop() {
    List<String> arguments = new ArrayList<>();
    arguments.add(CacheScripts.DROP);
    arguments.add(Integer.toString(CacheKeys.dropped(user).size()));
    arguments.addAll(CacheKeys.dropped(user));
    arguments.addAll(List.of("epoch-" + System.nanoTime(), HOUR));
    eval(arguments);
  }

  private List<String> arguments(String script) {
    List<String> arguments = new ArrayList<>();
    arguments.add(script);
    arguments.add(Integer.toString(CacheKeys.values().length));
    arguments.addAll(CacheKeys.all(user));
    return arguments;
  }

  private Response eval(List<String> arguments) {
    return redis.execute("EVAL", arguments.toArray(String[]::new));
  }

  private static String epoch(String begun) {
    return begun.substring(begun.indexOf(':') + 1);
  }

  private String qualification() {
    return redis.value(String.class).get(CacheKeys.QUALIFICATION.of(user));
  }
}
