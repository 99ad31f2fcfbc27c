package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports; a port is given out once in the life of this process. They are below those
 * that systems give to outgoing connections, one of which could take a port before its server does.
 */
public final class Ports {
  /** Set, no suite gets its preferred port: two suites that start together do not meet. */
  public static final String NONE_PREFERRED = "aiw3.ports.none-preferred";

  private static final int FIRST = 15_000;
  private static final int LAST = 32_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
  }

  /** The preferred port when it is free, otherwise another one; 0 prefers none. */
  public static int preferredOrFree(int preferred) {
    boolean mayHave = preferred > 0 && !Boolean.getBoolean(NONE_PREFERRED);
    return mayHave && isFree(preferred) && GIVEN.add(preferred) ? preferred : free();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (java.net.BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
