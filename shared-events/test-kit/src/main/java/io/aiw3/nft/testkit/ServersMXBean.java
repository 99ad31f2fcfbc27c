package io.aiw3.nft.testkit;

import java.util.Map;

/** What {@link SharedServers} offers to every class loader of the JVM. */
public interface ServersMXBean {
  /** Host and port (redis: URL) by server name. */
  Map<String, String> getAddresses();

  /**
   * Does something to a server.
   *
   * @param action start, stop, kill, pause, resume, or for redis flush
   */
  void perform(String server, String action);
}
