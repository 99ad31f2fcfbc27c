package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Free loopback ports; a port is given out once in the life of this process. */
public final class Ports {
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  public static int free() {
    while (true) {
      int port = bind(0);
      if (port > 0 && GIVEN.add(port)) {
        return port;
      }
    }
  }

  /** The wanted port when it is free, otherwise another one. */
  public static int wantedOrFree(int wanted) {
    return bind(wanted) == wanted && GIVEN.add(wanted) ? wanted : free();
  }

  private static int bind(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (java.net.BindException taken) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
