package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.Schema;
import java.util.List;
import java.util.Map;

/**
 * Where everything of a running suite is reached.
 *
 * @param mysql host:port
 * @param mysqlPasswords by schema; the user's name is the schema's
 * @param services by service: the URLs of its replicas
 */
record Addresses(
    String mysql,
    Map<Schema, String> mysqlPasswords,
    String kafkaBootstrap,
    String redisHosts,
    String solanaRpc,
    String solanaWs,
    String pinataApi,
    String pinataGateway,
    String pinataToken,
    String gateway,
    Map<String, List<String>> services) {}
