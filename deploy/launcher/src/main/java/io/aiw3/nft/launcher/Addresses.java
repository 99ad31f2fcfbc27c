package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.Schema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where everything of a running suite is reached.
 *
 * @param mysql host:port
 * @param mysqlPasswords by schema; the user's name is the schema's
 * @param solanaRpcs the chain's nodes, best first
 * @param genesisHash of the chain, once it runs; empty: not known
 * @param services by service: the URLs of its replicas
 */
record Addresses(
    String mysql,
    Map<Schema, String> mysqlPasswords,
    String kafkaBootstrap,
    String redisHosts,
    List<String> solanaRpcs,
    String solanaWs,
    AtomicReference<String> genesisHash,
    String pinataApi,
    String pinataGateway,
    String pinataToken,
    String gateway,
    Map<String, List<String>> services) {
  /** The best node. */
  String solanaRpc() {
    return solanaRpcs.get(0);
  }
}
