package io.aiw3.nft.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A service's virtual machine, seen from outside.
 *
 * @param url of the service
 */
public record Jvm(long pid, String url) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

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
    return (long) metric("jvm_memory_used_bytes{area=\"heap\"");
  }

  public int threads() throws IOException, InterruptedException {
    return (int) metric("jvm_threads_live_threads");
  }

  /** Files and sockets that are open. */
  public long openFiles() {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sum of the series that begin so. */
  private double metric(String series) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/q/metrics")).build();
    double[] found =
        HTTP.send(request, BodyHandlers.ofString())
            .body()
            .lines()
            .filter(line -> line.startsWith(series))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .toArray();
    if (found.length == 0) {
      throw new IllegalStateException(url + " tells no " + series);
    }
    return Arrays.stream(found).sum();
  }
}
