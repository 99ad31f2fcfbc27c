package io.aiw3.nft.testkit;

import java.util.Map;

/** What {@link SharedServers} offers to every class loader of the JVM. */
public interface ServersMXBean {
  /** Host and port (redis: URL) by server name. */
  Map<String, String> getAddresses();

  /** The name of each schema's database: unlike the schema's own on a server that others use. */
  Map<String, String> getDatabases();

  /**
   * Does something to a server.
   *
   * @param action start, stop, kill, pause, resume, or for redis flush
   */
  void perform(String server, String action);
}
