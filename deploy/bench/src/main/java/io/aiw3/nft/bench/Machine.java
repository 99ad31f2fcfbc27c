package io.aiw3.nft.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Where it ran. */
public final class Machine {
  private Machine() {}

  public static String description() {
    long memory =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize();
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %d GiB, %s %s, JDK %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        Math.round(memory / (double) (1L << 30)),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version());
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor unknown");
    } catch (IOException e) {
      return "processor unknown";
    }
  }

  /** CPU time that a process has used in all, its ended threads included. */
  public static Duration cpu(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  /**
   * Bytes of a process that are in memory.
   *
   * @throws IllegalStateException when there is no such process, or the system does not show it
   */
  public static long resident(long pid) {
    return status(pid, "VmRSS:");
  }

  /**
   * The most that {@link #resident} of the process has been.
   *
   * @throws IllegalStateException as there
   */
  public static long peakResident(long pid) {
    return status(pid, "VmHWM:");
  }

  private static long status(long pid, String line) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(text -> text.startsWith(line))
          .map(text -> text.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .map(kib -> kib * 1024)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + line + " of " + pid));
    } catch (IOException e) {
      throw new IllegalStateException("the memory of " + pid, e);
    }
  }
}
