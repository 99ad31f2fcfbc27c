package io.aiw3.nft.kit;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/**
 * A path to MySQL that can lose everything silently: while it is frozen, connections stay open, new
 * ones are accepted, and not a byte arrives on either side.
 */
public final class FrozenPath implements QuarkusTestResourceLifecycleManager {
  private static final Object GATE = new Object();
  private static boolean frozen;
  private ServerSocket server;

  static void freeze() {
    synchronized (GATE) {
      frozen = true;
    }
  }

  static void thaw() {
    synchronized (GATE) {
      frozen = false;
      GATE.notifyAll();
    }
  }

  @Override
  public Map<String, String> start() {
    try {
      Schema schema = Schema.of("badge");
      URI target =
          URI.create(TestInfrastructure.reactiveUrl(schema).replace("vertx-reactive:", ""));
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      daemon(() -> accept(target));
      return Map.of(
          "quarkus.datasource.reactive.url",
          "vertx-reactive:mysql://127.0.0.1:%d%s"
              .formatted(server.getLocalPort(), target.getPath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      thaw();
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int order() {
    return 1;
  }

  private void accept(URI target) {
    try {
      while (true) {
        Socket client = server.accept();
        Socket upstream = new Socket(target.getHost(), target.getPort());
        daemon(() -> pump(client, upstream));
        daemon(() -> pump(upstream, client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        pass();
        out.write(buffer, 0, read);
      }
      // Nor is the end of a connection seen.
      pass();
    } catch (IOException | InterruptedException e) {
      // The other side is closed, which closes this one.
    }
  }

  private static void pass() throws InterruptedException {
    synchronized (GATE) {
      while (frozen) {
        GATE.wait();
      }
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "frozen-path");
    thread.setDaemon(true);
    thread.start();
  }
}
