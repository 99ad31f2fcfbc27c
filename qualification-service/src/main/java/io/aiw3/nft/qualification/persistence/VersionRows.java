package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.api.StateVersion;
import io.aiw3.nft.kit.api.VersionReader;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlParameters;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The newest versions of NFTs and badges that were consumed. */
@ApplicationScoped
public class VersionRows {
  public static final String NFT = "nft";
  public static final String BADGE = "badge";

  private static final Map<String, String> ANYONE =
      Map.of(
          NFT, "(SELECT user_id FROM nft WHERE mint_address = ? AND version >= ?)",
          BADGE, "(SELECT user_id FROM badge WHERE badge_identifier = ? AND version >= ?)");

  /** An NFT that was sold at once is still one that its seller changed: that event was consumed. */
  private static final Map<String, String> OWN =
      Map.of(
          NFT,
          "(SELECT user_id FROM nft WHERE mint_address = ? AND version >= ? AND (user_id = ? OR"
              + " EXISTS (SELECT 1 FROM user_history WHERE user_id = ? AND event_key IN (?, ?,"
              + " ?))))",
          BADGE,
          "(SELECT user_id FROM badge WHERE badge_identifier = ? AND version >= ? AND user_id ="
              + " ?)");

  /** What answers name NFTs after, as {@code user_history.event_key} begins. */
  private static final List<String> OWN_CHANGES =
      List.of("nft_activated", "nft_claimed", "nft_upgraded");

  private final Statements statements;

  VersionRows(Statements statements) {
    this.statements = statements;
  }

  public boolean holds(String kind) {
    return ANYONE.containsKey(kind);
  }

  /**
   * Whose the things are, of those that are known in this version or a later one; with one
   * statement, since it is repeated while a read waits.
   */
  public Uni<List<Integer>> owners(VersionReader reader, List<StateVersion> wanted) {
    Map<String, String> selects = reader.user().isPresent() ? OWN : ANYONE;
    List<Object> parameters = new ArrayList<>();
    for (StateVersion version : wanted) {
      parameters.add(version.id());
      parameters.add(version.version());
      reader.user().ifPresent(user -> parameters.addAll(own(version, user.value())));
    }
    return statements
        .run(
            wanted.stream()
                .map(version -> selects.get(version.kind()))
                .collect(Collectors.joining(" UNION ALL ")),
            SqlParameters.of(parameters))
        .map(rows -> Sql.list(rows, row -> row.getInteger(0)));
  }

  private static List<Object> own(StateVersion version, int user) {
    if (version.kind().equals(BADGE)) {
      return List.of(user);
    }
    List<Object> parameters = new ArrayList<>(List.of(user, user));
    OWN_CHANGES.forEach(
        kind -> parameters.add(kind + ":" + version.id() + ":" + version.version()));
    return parameters;
  }
}
