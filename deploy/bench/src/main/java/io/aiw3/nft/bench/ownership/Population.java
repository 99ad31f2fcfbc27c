package io.aiw3.nft.bench.ownership;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.aiw3.nft.bench.chain.Network;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** NFTs that have been there for long, each in the wallet of its user. */
record Population(List<Nft> nfts) {
  private static final int AT_ONCE = 5_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LINKS =
      "INSERT INTO user (id, wallet_address, platform_updated_at) VALUES %s";

  /** The first checks are spread over as long as a pass takes. */
  private static final String ROWS =
      "INSERT INTO usernft (id, user_id, nft_definition_id, nft_mint_address, nft_level, nft_name,"
          + " wallet_address, token_account, request_id, mint_transaction, claimed_at,"
          + " watch_due_at) SELECT v.id, v.id, d.id, v.mint, 1, 'Tech Chicken', v.wallet,"
          + " v.account, CONCAT('bench-', v.id), v.mint, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)"
          + " + INTERVAL (v.id * %d) MICROSECOND FROM (VALUES %s) AS v (id, mint, account, wallet)"
          + " JOIN (SELECT MIN(id) AS id FROM nftdefinition WHERE nft_level = 1) AS d";

  /**
   * @param movers how many of them, evenly spread, can be moved
   */
  static Population of(int count, int movers) {
    Random random = new Random();
    int every = Math.max(1, count / movers);
    List<Nft> nfts = new ArrayList<>(count);
    for (int id = 1; id <= count; id++) {
      boolean moves = id % every == 0 && id / every <= movers;
      nfts.add(moves ? Nft.movable(id, random) : Nft.still(id, random));
    }
    return new Population(List.copyOf(nfts));
  }

  List<Nft> movers() {
    return nfts.stream().filter(nft -> nft.owner().isPresent()).toList();
  }

  List<Nft> still() {
    return nfts.stream().filter(nft -> nft.owner().isEmpty()).toList();
  }

  List<List<Nft>> parts(int size) {
    List<List<Nft>> parts = new ArrayList<>();
    for (int from = 0; from < nfts.size(); from += size) {
      parts.add(nfts.subList(from, Math.min(nfts.size(), from + size)));
    }
    return parts;
  }

  void putOnChain(Network network) throws IOException, InterruptedException {
    for (List<Nft> part : parts(AT_ONCE)) {
      ArrayNode list = JSON.createArrayNode();
      for (Nft nft : part) {
        list.addArray().add(nft.mint()).add(nft.account()).add(nft.wallet());
      }
      network.control(JSON.createObjectNode().set("nfts", list));
    }
  }

  void putInto(MySqlServer mysql, int callsPerSecond) throws SQLException {
    int microsApart = Math.max(1, 1_000_000 / (100 * callsPerSecond));
    try (Connection connection = mysql.connection(Schema.MINTING);
        Statement statement = connection.createStatement()) {
      for (List<Nft> part : parts(AT_ONCE)) {
        statement.execute(
            LINKS.formatted(
                joined(part, n -> "(%d, '%s', UTC_TIMESTAMP(6))".formatted(n.id(), n.wallet()))));
        statement.execute(
            ROWS.formatted(
                microsApart,
                joined(
                    part,
                    n ->
                        "ROW(%d, '%s', '%s', '%s')"
                            .formatted(n.id(), n.mint(), n.account(), n.wallet()))));
      }
    }
  }

  private static String joined(List<Nft> nfts, Function<Nft, String> row) {
    return nfts.stream().map(row).collect(Collectors.joining(","));
  }
}
