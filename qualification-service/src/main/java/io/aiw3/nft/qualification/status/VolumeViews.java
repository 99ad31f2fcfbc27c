package io.aiw3.nft.qualification.status;

import static io.aiw3.nft.contract.ContractJson.text;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.qualification.persistence.UserState;
import io.aiw3.nft.qualification.persistence.UserTrades;
import io.aiw3.nft.qualification.persistence.UserTrades.Place;
import io.aiw3.nft.qualification.persistence.UserTrades.UserTrade;
import io.aiw3.nft.qualification.persistence.Users;
import io.aiw3.nft.qualification.persistence.WalletPeriods;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Reads which trades counted for a user, and which did not. */
@ApplicationScoped
public class VolumeViews {
  private static final int READ_RETRIES = 2;
  private static final Duration RETRY_DELAY = Duration.ofMillis(50);

  private final Statements statements;
  private final Users users;
  private final WalletPeriods periods;
  private final UserTrades trades;

  VolumeViews(Statements statements, Users users, WalletPeriods periods, UserTrades trades) {
    this.statements = statements;
    this.users = users;
    this.periods = periods;
    this.trades = trades;
  }

  /**
   * @param cursor null for the first page
   * @throws io.aiw3.nft.kit.api.InvalidRequestException if the cursor is not one of ours
   */
  public Uni<VolumeView> page(int user, String cursor, int size) {
    Place place = cursor == null ? Place.START : Cursors.trade(cursor);
    return statements
        .inOneView(sql -> page(sql, user, place, size))
        .onFailure(SqlFailures::isTransient)
        .retry()
        .withBackOff(RETRY_DELAY)
        .atMost(READ_RETRIES);
  }

  private Uni<VolumeView> page(Sql sql, int user, Place place, int size) {
    return users
        .read(sql, List.of(user))
        .chain(
            states ->
                periods
                    .of(sql, user)
                    .chain(times -> trades.after(sql, user, times, place, size + 1))
                    .map(found -> view(states, found, size)));
  }

  private static VolumeView view(List<UserState> states, List<UserTrade> found, int size) {
    BigDecimal volume = states.isEmpty() ? BigDecimal.ZERO : states.get(0).standing().volume();
    List<UserTrade> page = found.subList(0, Math.min(size, found.size()));
    String next = found.size() > size ? Cursors.of(page.get(size - 1)) : null;
    return new VolumeView(
        volume, text(volume), page.stream().map(VolumeView.Item::of).toList(), next);
  }
}
