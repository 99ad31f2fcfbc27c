package io.aiw3.nft.minting.mint;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.persistence.EntitlementRows;
import io.aiw3.nft.minting.persistence.History;
import io.aiw3.nft.minting.persistence.MintRows;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.UserNftRows;
import io.aiw3.nft.minting.persistence.definition.Definitions;
import io.aiw3.nft.minting.persistence.definition.Definitions.Definition;
import io.aiw3.nft.minting.queue.Pace;
import io.aiw3.nft.minting.queue.Progress;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.rpc.SolanaRpc.Mention;
import io.aiw3.nft.solana.Addresses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Records a mint that has succeeded: the NFT, its event and the saga's reply, in one commit. */
@ApplicationScoped
public class MintOutcome {
  private static final Logger LOG = Logger.getLogger(MintOutcome.class);
  private static final int MENTIONS = 1000;

  private final Transactions transactions;
  private final MintRows rows;
  private final SolanaRpc rpc;
  private final Definitions definitions;
  private final MintEvents nftEvents;
  private final BadgeOutcome badges;
  private final Pace pace;
  private final Progress progress;

  MintOutcome(
      Transactions transactions,
      MintRows rows,
      SolanaRpc rpc,
      Definitions definitions,
      MintEvents nftEvents,
      BadgeOutcome badges,
      Pace pace,
      Progress progress) {
    this.transactions = transactions;
    this.rows = rows;
    this.rpc = rpc;
    this.definitions = definitions;
    this.nftEvents = nftEvents;
    this.badges = badges;
    this.pace = pace;
    this.progress = progress;
  }

  /** Done by the row's own transaction. */
  public Uni<Void> completed(QueueRow row) {
    return record(
        new Minted(row, row.mint(), row.signature(), row.definitionId(), row.derivationVersion()));
  }

  /** Done by another transaction, which the chain names. */
  public Uni<Void> adopted(QueueRow row) {
    return adopted(row, row.mint(), row.definitionId(), row.derivationVersion());
  }

  /** The same for a row that has no signature of its own. */
  Uni<Void> adopted(QueueRow row, String mint, int definitionId, int keyVersion) {
    return rpc.calls()
        .mentions(Addresses.require(mint), MENTIONS, Commitment.FINALIZED)
        .map(MintOutcome::oldestSuccess)
        .chain(
            signature -> {
              if (signature.isEmpty()) {
                return pace.release(row);
              }
              LOG.warnf(
                  "existing mint found on chain userId=%s sagaId=%s mint=%s signature=%s",
                  row.userId(), row.requestId(), mint, signature.get());
              return record(new Minted(row, mint, signature.get(), definitionId, keyVersion));
            });
  }

  /**
   * @param mentions newest first
   */
  private static Optional<String> oldestSuccess(List<Mention> mentions) {
    return mentions.stream()
        .filter(mention -> !mention.failed())
        .reduce((newer, older) -> older)
        .map(Mention::signature);
  }

  /**
   * A mint that the chain has.
   *
   * @param signature the transaction that made it, which need not be the row's newest
   */
  record Minted(QueueRow row, String mint, String signature, int definitionId, int keyVersion) {
    boolean isBadge() {
      return row.purpose() == MintPurpose.BADGE;
    }
  }

  private Uni<Void> record(Minted minted) {
    return definition(minted)
        .chain(
            definition ->
                transactions.run(minted.row().traceParent(), tx -> write(tx, minted, definition)))
        .invoke(
            mine -> {
              if (mine) {
                done(minted);
              }
            })
        .replaceWithVoid();
  }

  /** Null of a badge, of which no more is recorded than where it is. */
  private Uni<Definition> definition(Minted minted) {
    return minted.isBadge()
        ? Uni.createFrom().nullItem()
        : definitions.byId(minted.definitionId()).map(found -> found.orElseThrow());
  }

  private void done(Minted minted) {
    progress.finalized(minted.row());
    LOG.infof(
        "mint final userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
        minted.row().userId(),
        minted.row().requestId(),
        minted.mint(),
        minted.signature(),
        minted.row().attempt());
  }

  private Uni<Boolean> write(Transaction tx, Minted minted, Definition definition) {
    QueueRow row = minted.row();
    return UserLock.take(tx, row.userId())
        .chain(() -> rows.close(tx, row, minted.mint(), minted.definitionId(), minted.keyVersion()))
        .call(
            mine ->
                mine
                    ? EntitlementRows.minted(tx, row, minted.mint())
                        .chain(() -> written(tx, minted, definition))
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> written(Transaction tx, Minted minted, Definition definition) {
    if (minted.isBadge()) {
      return badges.record(tx, minted);
    }
    nftEvents.publish(tx, minted);
    return insert(tx, minted, definition);
  }

  private static Uni<Void> insert(Transaction tx, Minted minted, Definition definition) {
    QueueRow row = minted.row();
    return UserNftRows.insert(
            tx,
            new UserNftRows.Minted(
                row,
                definition,
                minted.mint(),
                tokenAccount(row.wallet(), minted.mint()),
                minted.signature()))
        .chain(() -> History.add(tx, minted.mint(), eventName(row.purpose()), minted.signature()));
  }

  private static String tokenAccount(String wallet, String mint) {
    return Addresses.tokenAccount(Addresses.require(wallet), Addresses.require(mint)).toBase58();
  }

  private static String eventName(MintPurpose purpose) {
    return switch (purpose) {
      case CLAIM -> "claimed";
      case UPGRADE -> "upgraded";
      case AWARD -> "awarded";
      case BADGE -> throw new IllegalArgumentException("a badge is no NFT of a user's");
    };
  }
}
