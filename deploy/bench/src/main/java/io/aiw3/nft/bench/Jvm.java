package io.aiw3.nft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A service's virtual machine, seen from outside.
 *
 * @param url of the service
 */
public record Jvm(long pid, String url) {
  /** Bytes in use on the heap after a full collection, which this call causes. */
  public long heapAfterCollection() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    int code =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IllegalStateException("no collection in " + pid + ": code " + code);
    }
    return (long) Metrics.sum(url, "jvm_memory_used_bytes{area=\"heap\"");
  }

  public int threads() throws IOException, InterruptedException {
    return (int) Metrics.sum(url, "jvm_threads_live_threads");
  }

  /** Files and sockets that are open. */
  public long openFiles() {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
