package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.KnownVersions;
import io.aiw3.nft.kit.api.StateVersion;
import io.aiw3.nft.kit.api.VersionReader;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations are read where they are changed: a version that an answer named is there, unless the
 * database that is read follows another one.
 */
@ApplicationScoped
public class OperationVersions implements KnownVersions {
  private static final String OPERATION = "operation";
  private static final String VERSIONS = "SELECT id, changes, user_id FROM saga WHERE id IN ";

  private final Statements statements;

  OperationVersions(Statements statements) {
    this.statements = statements;
  }

  /** What reads show after this state of an operation; its NFT too, once it is minted. */
  public static List<StateVersion> of(StoredSaga stored) {
    StateVersion operation = new StateVersion(OPERATION, stored.saga().id(), stored.changes());
    String mint = stored.facts().newMint();
    return switch (stored.saga().status()) {
      case MINT_CONFIRMED, COMPLETED ->
          mint == null ? List.of(operation) : List.of(operation, new StateVersion("nft", mint, 1));
      default -> List.of(operation);
    };
  }

  @Override
  public boolean shows(String kind) {
    return OPERATION.equals(kind);
  }

  @Override
  public Uni<Boolean> visible(VersionReader reader, List<StateVersion> wanted) {
    return statements
        .select(
            VERSIONS + SqlPlaceholders.list(wanted.size()),
            wanted.stream().map(StateVersion::id).toArray())
        .map(
            rows -> {
              Map<String, Long> known = new HashMap<>();
              rows.forEach(
                  row -> {
                    if (reader.user().map(UserId::value).stream()
                        .allMatch(user -> user.equals(row.getInteger(2)))) {
                      known.put(row.getString(0), row.getLong(1));
                    }
                  });
              return wanted.stream()
                  .allMatch(one -> known.getOrDefault(one.id(), 0L) >= one.version());
            });
  }
}
