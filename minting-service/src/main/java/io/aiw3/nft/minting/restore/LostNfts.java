package io.aiw3.nft.minting.restore;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.awards.Awards;
import io.aiw3.nft.minting.awards.Awards.Recipient;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.mint.FoundMints;
import io.aiw3.nft.minting.mint.MintAddresses;
import io.aiw3.nft.minting.mint.MintAddresses.Seen;
import io.aiw3.nft.minting.persistence.LostNftRows;
import io.aiw3.nft.minting.persistence.LostNftRows.Owner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds NFTs that the chain has and the database lacks, by the addresses that derive from users'
 * entitlements, and has them recorded by the flow that records every mint: with the events that
 * they had, under the ids that they had.
 *
 * <p>Not found: what was issued again, and badges. Tiers are followed upwards, as they are issued.
 */
@ApplicationScoped
public class LostNfts {
  /** Users of a page: mint and metadata of each are one call. */
  public static final int USERS = 50;

  private static final String REASON = "found on the chain";

  private final LostNftRows rows;
  private final MintAddresses addresses;
  private final TierCatalogue tiers;
  private final Transactions transactions;
  private final Awards awards;

  LostNfts(
      LostNftRows rows,
      MintAddresses addresses,
      TierCatalogue tiers,
      Transactions transactions,
      Awards awards) {
    this.rows = rows;
    this.addresses = addresses;
    this.tiers = tiers;
    this.transactions = transactions;
    this.awards = awards;
  }

  /**
   * An NFT that is on the chain and not in the database.
   *
   * @param below mint address of the tier below; null of the first one and of an award
   */
  public record Lost(Owner owner, int level, String entitlement, Seen seen, String below) {}

  /**
   * Users who were checked.
   *
   * @param next the last of them; 0: there are no more
   */
  public record Page(int users, List<Lost> lost, int next) {}

  /** The tiers of the users after this one. */
  public Uni<Page> tiers(int after) {
    return page(after, owners -> tier(tiers.next(0), owners, new HashMap<>(), new ArrayList<>()));
  }

  /** A competition's NFTs of the users after this one. */
  public Uni<Page> awards(String competition, int after) {
    int level = tiers.competition().level();
    return page(
        after,
        owners -> {
          Map<String, Owner> wanted = new HashMap<>();
          owners.forEach(owner -> wanted.put(Awards.entitlement(competition, owner.user()), owner));
          return rows.issued(wanted.keySet())
              .chain(
                  issued -> {
                    wanted.keySet().removeAll(issued.keySet());
                    return addresses.seen(wanted.keySet());
                  })
              .map(
                  seen ->
                      seen.entrySet().stream()
                          .map(
                              one ->
                                  new Lost(
                                      wanted.get(one.getKey()),
                                      level,
                                      one.getKey(),
                                      one.getValue(),
                                      null))
                          .toList());
        });
  }

  private interface Search {
    Uni<List<Lost>> among(List<Owner> owners);
  }

  private Uni<Page> page(int after, Search search) {
    return rows.users(after, USERS)
        .chain(
            owners ->
                search
                    .among(owners)
                    .map(
                        lost ->
                            new Page(
                                owners.size(),
                                lost,
                                owners.size() < USERS
                                    ? 0
                                    : owners.get(owners.size() - 1).user().value())));
  }

  /** One level of these users, and above it of those who have it. */
  private Uni<List<Lost>> tier(
      int level, List<Owner> owners, Map<UserId, String> below, List<Lost> lost) {
    if (level == 0 || owners.isEmpty()) {
      return Uni.createFrom().item(lost);
    }
    Map<String, Owner> wanted = new HashMap<>();
    owners.forEach(owner -> wanted.put(EntitlementRules.tier(owner.user(), level), owner));
    return rows.issued(wanted.keySet())
        .chain(
            issued ->
                addresses
                    .seen(wanted.keySet().stream().filter(n -> !issued.containsKey(n)).toList())
                    .chain(
                        seen -> {
                          List<Owner> above = new ArrayList<>();
                          Map<UserId, String> mints = new HashMap<>();
                          wanted.forEach(
                              (name, owner) -> {
                                Seen found = seen.get(name);
                                String mint =
                                    found == null ? issued.getOrDefault(name, "") : found.mint();
                                if (found != null) {
                                  lost.add(
                                      new Lost(owner, level, name, found, below.get(owner.user())));
                                }
                                if (!mint.isEmpty()) {
                                  above.add(owner);
                                  mints.put(owner.user(), mint);
                                }
                              });
                          return tier(tiers.next(level), above, mints, lost);
                        }));
  }

  /**
   * Has tiers recorded; those of users without a wallet are left out.
   *
   * @return the entitlements of those that are recorded from now on
   */
  public Uni<List<String>> record(List<Lost> lost) {
    return Multi.createFrom()
        .iterable(lost)
        .onItem()
        .transformToUniAndConcatenate(
            one ->
                definition(one)
                    .chain(
                        definition ->
                            transactions.run(
                                tx ->
                                    FoundMints.queue(
                                        tx,
                                        new FoundMints.Found(
                                            one.owner(),
                                            one.level(),
                                            tiers.previous(one.level()),
                                            one.entitlement(),
                                            one.seen().mint(),
                                            one.below(),
                                            one.seen().keyVersion(),
                                            definition))))
                    .map(queued -> queued ? one.entitlement() : null))
        .filter(Objects::nonNull)
        .collect()
        .asList();
  }

  /** Null: the chain does not tell; the current one then. */
  private Uni<Integer> definition(Lost one) {
    return one.seen().uri() == null
        ? Uni.createFrom().nullItem()
        : rows.definition(one.level(), one.seen().uri()).map(found -> found.orElse(null));
  }

  /** Awards a competition's NFTs once more: their mints are found. */
  public Uni<Void> award(String competition, String actor, List<Lost> lost) {
    return lost.isEmpty()
        ? Uni.createFrom().voidItem()
        : transactions
            .run(
                tx ->
                    awards.award(
                        tx,
                        competition,
                        actor,
                        REASON,
                        lost.stream().map(one -> new Recipient(one.owner().user(), null)).toList()))
            .replaceWithVoid();
  }
}
