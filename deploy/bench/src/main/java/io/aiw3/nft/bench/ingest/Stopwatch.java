package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Machine;
import io.aiw3.nft.bench.Servers;
import java.time.Duration;

/** Time, and CPU time of a contestant's process and of the servers, from its making on. */
final class Stopwatch {
  private final Servers servers;
  private final long pid;
  private final Duration cpu;
  private final Duration mysql;
  private final Duration kafka;
  private final long start;

  /**
   * @param pid the contestant's process
   */
  Stopwatch(Servers servers, long pid) {
    this.servers = servers;
    this.pid = pid;
    cpu = Machine.cpu(pid);
    mysql = Machine.cpu(servers.mysql().child().pid());
    kafka = Machine.cpu(servers.kafka().child().pid());
    start = System.nanoTime();
  }

  /**
   * Until now; it runs on.
   *
   * @param trades how many were ingested
   */
  Outcome read(int trades) {
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(
        trades / seconds,
        Outcome.perMillion(Machine.cpu(pid).minus(cpu), trades),
        Outcome.perMillion(Machine.cpu(servers.mysql().child().pid()).minus(mysql), trades),
        Outcome.perMillion(Machine.cpu(servers.kafka().child().pid()).minus(kafka), trades),
        Machine.peakResident(pid));
  }
}
