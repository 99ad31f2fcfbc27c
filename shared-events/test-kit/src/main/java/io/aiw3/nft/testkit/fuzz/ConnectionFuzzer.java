package io.aiw3.nft.testkit.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Opens hostile connections to an HTTP server: raw bytes, cut, slow, oversized, ambiguous,
 * pipelined, WebSocket handshakes and frames, callers who do not read or who reset. Beside them
 * another user's requests succeed ({@link Bystander}). The caller compares the server's open
 * sockets and memory before and after, and checks the bystander.
 *
 * <p>The connection with the number n is the same for the same seed. A run is of one process:
 * {@link #openSockets} counts what any process of this machine has open.
 */
public final class ConnectionFuzzer {
  private static final int AT_A_TIME = 16;
  private static final long LONGEST_MILLIS = 3_000;

  /**
   * Where to connect.
   *
   * @param paths that are there, and that are not
   * @param token a good one
   */
  public record Target(int port, List<String> paths, String webSocketPath, String token) {}

  private final Target target;
  private final long seed;
  private final ScheduledExecutorService closer = Executors.newScheduledThreadPool(1);

  public ConnectionFuzzer(Target target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /** Opens so many, waits until all are closed again. */
  public void run(int connections) throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME);
    for (int i = 0; i < connections; i++) {
      long number = i;
      callers.execute(() -> open(new Random(seed * 1_000_003 + number)));
    }
    callers.shutdown();
    long most = 60 + connections * LONGEST_MILLIS / 1_000 / AT_A_TIME;
    if (!callers.awaitTermination(most, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the fuzzer hangs");
    }
    closer.shutdown();
    if (!closer.awaitTermination(LONGEST_MILLIS * 2, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("connections are left open");
    }
  }

  /** How many sockets a process of this machine has open; the listening ones are among them. */
  public static long openSockets(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return files.filter(ConnectionFuzzer::isSocket).count();
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }

  /** The memory of a process of this machine that is in use, in KiB. */
  public static long residentKibibytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }

  private void open(Random random) {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()), 20_000);
      socket.setSoTimeout(200);
      // A write blocks where the server reads no more; who reads nothing is closed too.
      var unused = closer.schedule(() -> close(socket), LONGEST_MILLIS, TimeUnit.MILLISECONDS);
      play(random, socket);
      if (random.nextInt(8) != 0) {
        if (random.nextInt(4) == 0) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      }
    } catch (IOException closed) {
      close(socket);
    }
  }

  private void play(Random random, Socket socket) throws IOException {
    HostileBytes hostile = new HostileBytes(random, target);
    OutputStream out = socket.getOutputStream();
    switch (random.nextInt(12)) {
      case 0 -> out.write(hostile.garbage());
      case 1 -> out.write(hostile.mutated());
      case 2 -> out.write(hostile.cut());
      case 3 -> out.write(HostileBytes.bytes(hostile.ambiguous()));
      case 4 -> out.write(HostileBytes.bytes(hostile.oversizedHead()));
      case 5 -> out.write(HostileBytes.bytes(hostile.oversizedBody()));
      case 6 -> out.write(HostileBytes.bytes(hostile.pipelined()));
      case 7 -> slowly(random, out, HostileBytes.bytes(hostile.request()));
      case 8 -> {
        out.write(HostileBytes.bytes(hostile.request()));
        socket.shutdownOutput();
      }
      case 9, 10 -> {
        out.write(HostileBytes.bytes(hostile.handshake()));
        if (random.nextBoolean()) {
          readSome(socket);
        }
        out.write(hostile.frames());
      }
      default -> {
        out.write(HostileBytes.bytes(hostile.request()));
        return;
      }
    }
    if (random.nextBoolean()) {
      readSome(socket);
    }
  }

  private static void slowly(Random random, OutputStream out, byte[] bytes) throws IOException {
    int last = random.nextInt(bytes.length);
    for (int at = 0; at < last; at += 16) {
      out.write(bytes, at, Math.min(16, last - at));
      try {
        Thread.sleep(random.nextInt(15));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void readSome(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] part = new byte[8_192];
    for (int i = 0; i < 4 && in.read(part) >= 0; i++) {
      // The answer is not read.
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
