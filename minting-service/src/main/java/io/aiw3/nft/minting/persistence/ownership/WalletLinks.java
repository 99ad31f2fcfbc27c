package io.aiw3.nft.minting.persistence.ownership;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.domain.Holding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which users have which wallets now, as the platform published. */
@ApplicationScoped
public class WalletLinks {
  /** A row that {@code UserLock} made before the platform's record came names no wallet. */
  private static final String READ =
      "SELECT id, IF(removed, NULL, wallet_address) AS wallet,"
          + " IF(platform_updated_at > '1970-01-02', 1, 0) AS known,"
          + " platform_updated_at FROM user WHERE id IN %s"
          + " UNION SELECT id, wallet_address, 1, platform_updated_at FROM user"
          + " WHERE wallet_address IN %s AND NOT removed";

  private static final String ORDER = " ORDER BY platform_updated_at DESC, id";

  private final Statements statements;

  WalletLinks(Statements statements) {
    this.statements = statements;
  }

  /**
   * The links among some users and wallets.
   *
   * @param wallets of each user whose record is known; null where it names none
   * @param users of each wallet
   */
  public record Links(Map<UserId, String> wallets, Map<String, List<UserId>> users) {
    public Links {
      wallets = Collections.unmodifiableMap(new HashMap<>(wallets));
      users = Map.copyOf(users);
    }

    /** The wallet of the user whose NFT it is; may be null. */
    public String walletOf(WatchedNft nft) {
      return wallets.containsKey(nft.user()) ? wallets.get(nft.user()) : nft.wallet();
    }

    public Holding holding(WatchedNft nft, String wallet) {
      return Holding.inWallet(
          wallet,
          new Holding.Owner(nft.user(), walletOf(nft)),
          users.getOrDefault(wallet, List.of()));
    }
  }

  /** One statement for all of them. */
  public Uni<Links> of(Collection<WatchedNft> nfts, Collection<String> wallets) {
    Set<Object> users = new LinkedHashSet<>();
    nfts.forEach(nft -> users.add(nft.user().value()));
    Set<Object> addresses = new LinkedHashSet<>(wallets);
    if (addresses.isEmpty()) {
      addresses.add("");
    }
    List<Object> values = new ArrayList<>(users);
    values.addAll(addresses);
    return statements
        .select(
            READ.formatted(
                    SqlPlaceholders.list(users.size()), SqlPlaceholders.list(addresses.size()))
                + ORDER,
            values.toArray())
        .map(WalletLinks::read);
  }

  private static Links read(Iterable<Row> rows) {
    Map<UserId, String> wallets = new HashMap<>();
    Map<String, List<UserId>> users = new HashMap<>();
    for (Row row : rows) {
      UserId user = new UserId(row.getInteger("id"));
      String wallet = row.getString("wallet");
      if (row.getInteger("known") == 1) {
        wallets.put(user, wallet);
      }
      if (wallet != null) {
        List<UserId> linked = users.computeIfAbsent(wallet, w -> new ArrayList<>());
        if (linked.stream().noneMatch(other -> Objects.equals(other, user))) {
          linked.add(user);
        }
      }
    }
    return new Links(wallets, users);
  }
}
