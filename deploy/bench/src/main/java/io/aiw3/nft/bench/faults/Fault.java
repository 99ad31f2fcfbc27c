package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.faults.crash.CrashPoint;
import io.aiw3.nft.bench.faults.crash.CrashPoints;
import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Something that goes wrong.
 *
 * @param name as in the report
 */
record Fault(String name, Act act) {
  private static final List<String> SENDS =
      List.of(
          "drop",
          "429",
          "500",
          "html",
          "timeout",
          "execute-then-429",
          "execute-then-500",
          "execute-then-timeout");
  private static final int SENDS_HIT = 4;
  private static final int TROUBLE_SECONDS = 5;

  /** Does the harm, and returns when it is over; the launcher starts again what was killed. */
  interface Act {
    void on(LocalSuite suite, Chain chain, Random random) throws Exception;
  }

  /**
   * Each of them once.
   *
   * @param seconds that a process is paused
   */
  static List<Fault> all(int seconds) {
    List<Fault> faults = new ArrayList<>();
    for (String service : SuiteService.names()) {
      faults.add(new Fault("kill " + service, kill(service)));
      faults.add(new Fault("pause " + service, pause(service, seconds)));
    }
    for (String server : List.of("gateway", "mysql", "kafka", "redis", "ipfs", "chain")) {
      faults.add(new Fault("kill " + server, kill(server)));
    }
    for (String server : List.of("mysql", "kafka", "redis")) {
      faults.add(new Fault("pause " + server, pause(server, seconds)));
    }
    faults.add(new Fault("flush redis", (suite, chain, random) -> flush(suite)));
    for (String send : SENDS) {
      faults.add(
          new Fault(
              "chain: sends " + send,
              (suite, chain, random) ->
                  chain.control("{\"nextSend\":\"%s\",\"count\":%d}".formatted(send, SENDS_HIT))));
    }
    for (String answer : List.of("429", "500", "html", "timeout")) {
      faults.add(new Fault("chain: answers " + answer, answers(answer)));
    }
    faults.add(
        new Fault(
            "chain: forgets statuses",
            (suite, chain, random) -> chain.control("{\"forgetStatuses\":true}")));
    faults.add(new Fault("chain: late finality", Fault::lateFinality));
    faults.addAll(ClusterFaults.all(TROUBLE_SECONDS));
    return faults;
  }

  private static Act kill(String child) {
    return (suite, chain, random) -> signal("-KILL", pid(suite, child, random));
  }

  /** A process dies where the point is; it is waited for so long, and stays armed. */
  static Fault at(CrashPoint point, CrashPoints points, int seconds) {
    return new Fault(
        point.toString(),
        (suite, chain, random) -> {
          points.arm(point);
          for (int tenths = 10 * seconds; tenths > 0 && points.isArmed(point); tenths--) {
            TimeUnit.MILLISECONDS.sleep(100);
          }
        });
  }

  private static Act pause(String child, int seconds) {
    return (suite, chain, random) -> {
      long pid = pid(suite, child, random);
      signal("-STOP", pid);
      TimeUnit.SECONDS.sleep(seconds);
      signal("-CONT", pid);
    };
  }

  private static Act answers(String answer) {
    return (suite, chain, random) -> {
      chain.everyNode("{\"rpcFault\":\"" + answer + "\"}");
      TimeUnit.SECONDS.sleep(TROUBLE_SECONDS);
      chain.everyNode("{\"rpcFault\":null}");
    };
  }

  private static void lateFinality(LocalSuite suite, Chain chain, Random random)
      throws IOException, InterruptedException {
    chain.control("{\"finalityDelaySlots\":60}");
    TimeUnit.SECONDS.sleep(TROUBLE_SECONDS);
    chain.control("{\"finalityDelaySlots\":0}");
  }

  private static void flush(LocalSuite suite) throws IOException {
    URI redis = URI.create(suite.run().at("/redis/hosts").asText());
    try (Socket socket = new Socket(redis.getHost(), redis.getPort());
        OutputStream out = socket.getOutputStream()) {
      out.write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      if (socket.getInputStream().read() != '+') {
        throw new IOException("Redis was not flushed");
      }
    }
  }

  static void killAll(LocalSuite suite, String child) throws IOException, InterruptedException {
    for (long pid : pids(suite, child)) {
      signal("-KILL", pid);
    }
  }

  /** Of one of the child's replicas. */
  private static long pid(LocalSuite suite, String child, Random random) {
    List<Long> pids = pids(suite, child);
    return pids.get(random.nextInt(pids.size()));
  }

  private static List<Long> pids(LocalSuite suite, String child) {
    return suite.run().get("pids").properties().stream()
        .filter(entry -> entry.getKey().matches(child + "(-[1-9])?"))
        .map(Map.Entry::getValue)
        .map(JsonNode::asLong)
        .toList();
  }

  private static void signal(String signal, long pid) throws IOException, InterruptedException {
    // One that ended by itself a moment ago is no fault of ours.
    new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
  }
}
