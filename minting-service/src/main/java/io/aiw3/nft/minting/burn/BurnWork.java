package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.Observation;
import io.aiw3.nft.minting.domain.SenderRules;
import io.aiw3.nft.minting.persistence.BurnRows;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.queue.Fees;
import io.aiw3.nft.minting.queue.Pace;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.aiw3.nft.minting.rpc.MintReader;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.rpc.SolanaRpc.Calls;
import io.aiw3.nft.minting.rpc.SolanaRpc.Held;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.BurnTransaction;
import io.aiw3.nft.solana.MintState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.p2p.solanaj.core.PublicKey;

/** Prepares a burn, or renews it: checks, and offers it to its owner. */
@ApplicationScoped
public class BurnWork {
  /** An NFT that a row names is ours, also if an earlier system wallet minted it. */
  private static final PublicKey ANY_WALLET = null;

  /** How long a burn waits for a mint of its user's that may be its NFT's. */
  private static final Duration MINT_AWAITED = Duration.ofMinutes(10);

  private final BurnRows rows;
  private final SolanaRpc rpc;
  private final ChainFacts facts;
  private final Fees fees;
  private final WalletSigner wallet;
  private final SenderRules rules;
  private final BurnOutcome burns;
  private final Queue queue;
  private final Pace pace;
  private final SenderConfig config;
  private final BurnOffers offers;
  private final TierCatalogue tiers;

  BurnWork(
      BurnRows rows,
      SolanaRpc rpc,
      ChainFacts facts,
      Fees fees,
      WalletSigner wallet,
      SenderRules rules,
      BurnOutcome burns,
      Queue queue,
      Pace pace,
      SenderConfig config,
      BurnOffers offers,
      TierCatalogue tiers) {
    this.rows = rows;
    this.rpc = rpc;
    this.facts = facts;
    this.fees = fees;
    this.wallet = wallet;
    this.rules = rules;
    this.burns = burns;
    this.queue = queue;
    this.pace = pace;
    this.config = config;
    this.offers = offers;
    this.tiers = tiers;
  }

  public Uni<Void> advance(QueueRow row) {
    return rows.nft(row).chain(found -> checked(row, found));
  }

  private Uni<Void> checked(QueueRow row, Optional<BurnRows.Nft> found) {
    if (found.isEmpty()) {
      return missing(row);
    }
    BurnRows.Nft nft = found.get();
    if (!isBurned(nft.level())) {
      return act(row, impossible(BurnReasons.LEVEL_NOT_BURNABLE), null);
    }
    return nft.burnedBy().isPresent()
        ? burns.adopted(row, nft.burnedBy().get())
        : onChain(row, wallets(row, nft.linkedWallet()));
  }

  /**
   * After a restore the burn of an NFT can be commanded again before its mint has been found on the
   * chain; it is waited for, but not for good.
   */
  private Uni<Void> missing(QueueRow row) {
    return rows.hasOpenMint(row)
        .map(
            open ->
                open
                        && row.queuedAt()
                            .isAfter(LocalDateTime.now(ZoneOffset.UTC).minus(MINT_AWAITED))
                    ? new Observation.NotReady("NFT_NOT_MINTED")
                    : impossible(BurnReasons.NFT_NOT_FOUND))
        .chain(seen -> act(row, seen, null));
  }

  /** From the highest level no upgrade leads on, and none starts from a competition NFT. */
  private boolean isBurned(int level) {
    return tiers.isTiered(level) && tiers.next(level) > 0;
  }

  /** The user's wallets as far as they are known: the command's may be newer or older than ours. */
  private static List<PublicKey> wallets(QueueRow row, String linked) {
    return Stream.of(row.wallet(), linked)
        .filter(Objects::nonNull)
        .distinct()
        .map(Addresses::require)
        .toList();
  }

  private Uni<Void> onChain(QueueRow row, List<PublicKey> wallets) {
    PublicKey mint = Addresses.require(row.mint());
    return rpc.onOneNode(
            node ->
                MintReader.read(node, mint, ANY_WALLET, null)
                    .chain(
                        state ->
                            held(node, wallets, mint)
                                .chain(held -> onChain(node, mint, state, held))))
        .chain(seen -> act(row, seen.observation(), seen.held().orElse(null)));
  }

  /** What was seen, and where the NFT lies. */
  private record Seen(Observation observation, Optional<Held> held) {}

  private static Uni<Optional<Held>> held(Calls node, List<PublicKey> wallets, PublicKey mint) {
    if (wallets.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return node.holdings(wallets.get(0), mint, Commitment.CONFIRMED)
        .map(held -> held.stream().filter(h -> h.account().holds(mint)).findFirst())
        .chain(
            held ->
                held.isPresent()
                    ? Uni.createFrom().item(held)
                    : held(node, wallets.subList(1, wallets.size()), mint));
  }

  /**
   * An NFT that is in the wallet no more was moved, or burned by a transaction that is not final
   * yet: then it is waited for. Read after the wallet, at its slot or later.
   */
  private Uni<Seen> onChain(Calls node, PublicKey mint, MintState finalState, Optional<Held> held) {
    if (finalState != MintState.LIVE) {
      return Uni.createFrom().item(new Seen(new Observation.AtAddress(finalState), held));
    }
    if (held.isPresent()) {
      return Uni.createFrom().item(new Seen(burnable(held.get()), held));
    }
    return MintReader.read(node, mint, ANY_WALLET, null, Commitment.CONFIRMED)
        .map(
            now ->
                now == MintState.BURNED
                    ? new Observation.AtAddress(MintState.UNREAD)
                    : impossible(BurnReasons.NFT_NOT_IN_WALLET))
        .map(observation -> new Seen(observation, held));
  }

  /** Reported before it is offered: a delegate is no obstacle, a frozen account is. */
  private static Observation burnable(Held held) {
    return held.account().frozen()
        ? impossible(BurnReasons.NFT_FROZEN)
        : new Observation.AtAddress(MintState.LIVE);
  }

  private static Observation impossible(String reason) {
    return new Observation.Impossible(reason);
  }

  private Uni<Void> act(QueueRow row, Observation seen, Held held) {
    return switch (rules.decide(row.forRules(), seen)) {
      case SIGN -> prepare(row, held);
      case ADOPT -> burns.adopted(row);
      case REFUSE ->
          burns.refused(
              row,
              seen instanceof Observation.Impossible impossible
                  ? impossible.reason()
                  : BurnReasons.NFT_NOT_FOUND);
      default -> pace.release(row);
    };
  }

  /** No burn is offered while its mint could not be paid for. */
  private Uni<Void> prepare(QueueRow row, Held held) {
    return facts
        .isBalanceLow()
        .chain(
            low ->
                low
                    ? queue.laterFor("WALLET_BALANCE_LOW", row, config.ownerPoll())
                    : prepareNow(row, held));
  }

  private Uni<Void> prepareNow(QueueRow row, Held held) {
    PublicKey owner = held.account().owner();
    PublicKey mint = Addresses.require(row.mint());
    return Uni.combine()
        .all()
        .unis(
            facts.blockhash(),
            fees.budget(row, BurnTransaction.writable(wallet.address(), mint, held.address())))
        .withUni(
            (blockhash, budget) -> {
              byte[] message =
                  BurnTransaction.message(
                      wallet.address(),
                      owner,
                      mint,
                      held.address(),
                      held.account().ownerMayClose(),
                      Optional.of(budget),
                      blockhash.blockhash());
              return offers.make(row, owner, blockhash, message);
            });
  }
}
