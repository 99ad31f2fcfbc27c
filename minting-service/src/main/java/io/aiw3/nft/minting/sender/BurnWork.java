package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.chain.Addresses;
import io.aiw3.nft.minting.chain.BurnTransaction;
import io.aiw3.nft.minting.chain.ChainFacts;
import io.aiw3.nft.minting.chain.MintReader;
import io.aiw3.nft.minting.chain.SolanaRpc;
import io.aiw3.nft.minting.chain.SolanaRpc.Blockhash;
import io.aiw3.nft.minting.chain.SolanaRpc.Calls;
import io.aiw3.nft.minting.chain.SolanaRpc.Holding;
import io.aiw3.nft.minting.chain.WalletSigner;
import io.aiw3.nft.minting.chain.WireTransaction;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.MintState;
import io.aiw3.nft.minting.domain.Observation;
import io.aiw3.nft.minting.domain.SenderRules;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.p2p.solanaj.core.PublicKey;

/** Prepares a burn: checks, signs as fee payer, commits, and hands it to the owner. */
@ApplicationScoped
class BurnWork {
  private static final Logger LOG = Logger.getLogger(BurnWork.class);
  private static final int HIGHEST_BURNABLE = 4;
  private static final int BLOCKHASH_LIFE = 150;

  private static final String NFT =
      "SELECT nft_level, status, burn_transaction FROM usernft"
          + " WHERE user_id = ? AND nft_mint_address = ?";
  private static final String WRITE_AHEAD =
      "UPDATE chain_transaction SET state = 'prepared', signature = ?, transaction_bytes = ?,"
          + " message_hash = ?, blockhash = ?, last_valid_block_height = ?, expires_at = ?,"
          + " signed_at = UTC_TIMESTAMP(3), lease_token = NULL,"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND"
          + " WHERE id = ? AND lease_token = ? AND state = 'queued'";

  private final Transactions transactions;
  private final Pool pool;
  private final SolanaRpc rpc;
  private final ChainFacts facts;
  private final WalletSigner wallet;
  private final SenderRules rules;
  private final Outcomes outcomes;
  private final BurnOutcome burns;
  private final Queue queue;
  private final SenderConfig config;
  private final SolanaConfig solana;

  BurnWork(
      Transactions transactions,
      Pool pool,
      SolanaRpc rpc,
      ChainFacts facts,
      WalletSigner wallet,
      SenderRules rules,
      Outcomes outcomes,
      BurnOutcome burns,
      Queue queue,
      SenderConfig config,
      SolanaConfig solana) {
    this.transactions = transactions;
    this.pool = pool;
    this.rpc = rpc;
    this.facts = facts;
    this.wallet = wallet;
    this.rules = rules;
    this.outcomes = outcomes;
    this.burns = burns;
    this.queue = queue;
    this.config = config;
    this.solana = solana;
  }

  Uni<Void> advance(QueueRow row) {
    return pool.preparedQuery(NFT)
        .execute(Tuple.of(row.userId().value(), row.mint()))
        .chain(found -> checked(row, found));
  }

  private Uni<Void> checked(QueueRow row, RowSet<Row> found) {
    if (found.size() == 0) {
      return act(row, impossible(BurnReasons.NFT_NOT_FOUND), null);
    }
    Row nft = found.iterator().next();
    if (nft.getInteger("nft_level") > HIGHEST_BURNABLE) {
      return act(row, impossible(BurnReasons.LEVEL_NOT_BURNABLE), null);
    }
    String burnedBy = nft.getString("burn_transaction");
    return nft.getString("status").equals("burned") && burnedBy != null
        ? burns.burned(row, burnedBy)
        : onChain(row);
  }

  private Uni<Void> onChain(QueueRow row) {
    PublicKey mint = Addresses.require(row.mint());
    PublicKey owner = Addresses.require(row.wallet());
    return rpc.onOneNode(
            node ->
                Uni.combine()
                    .all()
                    .unis(
                        MintReader.read(node, mint, wallet.address(), null),
                        node.holdings(owner, mint, Commitment.CONFIRMED))
                    .asTuple()
                    .chain(seen -> onChain(node, mint, seen.getItem1(), held(seen.getItem2()))))
        .chain(seen -> act(row, seen.observation(), seen.tokenAccount().orElse(null)));
  }

  /** What was seen, and where the NFT lies. */
  private record Seen(Observation observation, Optional<PublicKey> tokenAccount) {}

  private static Optional<PublicKey> held(List<Holding> holdings) {
    return holdings.stream().filter(h -> h.amount() == 1).findFirst().map(Holding::tokenAccount);
  }

  /**
   * An NFT that is in the wallet no more was moved, or burned by a transaction that is not final
   * yet: then it is waited for. Read after the wallet, on the same node, so that it cannot be
   * older.
   */
  private Uni<Seen> onChain(
      Calls node, PublicKey mint, MintState finalState, Optional<PublicKey> tokenAccount) {
    if (finalState != MintState.LIVE || tokenAccount.isPresent()) {
      return Uni.createFrom().item(new Seen(new Observation.AtAddress(finalState), tokenAccount));
    }
    return MintReader.read(node, mint, wallet.address(), null, Commitment.CONFIRMED)
        .map(
            now ->
                now == MintState.BURNED
                    ? new Observation.AtAddress(MintState.UNREAD)
                    : impossible(BurnReasons.NFT_NOT_IN_WALLET))
        .map(observation -> new Seen(observation, tokenAccount));
  }

  private static Observation impossible(String reason) {
    return new Observation.Impossible(reason);
  }

  private Uni<Void> act(QueueRow row, Observation seen, PublicKey tokenAccount) {
    return switch (rules.decide(row.forRules(), seen)) {
      case SIGN -> prepare(row, tokenAccount);
      case ADOPT -> outcomes.adopt(row);
      case REFUSE ->
          outcomes.refuse(
              row,
              seen instanceof Observation.Impossible impossible
                  ? impossible.reason()
                  : BurnReasons.NFT_NOT_FOUND);
      default -> outcomes.release(row);
    };
  }

  /** No burn is offered while its mint could not be paid for. */
  private Uni<Void> prepare(QueueRow row, PublicKey tokenAccount) {
    return facts
        .isBalanceLow()
        .chain(low -> low ? queue.later(row, config.ownerPoll()) : prepareNow(row, tokenAccount));
  }

  private Uni<Void> prepareNow(QueueRow row, PublicKey tokenAccount) {
    return facts
        .blockhash()
        .chain(
            blockhash -> {
              byte[] message =
                  BurnTransaction.message(
                      wallet.address(),
                      Addresses.require(row.wallet()),
                      Addresses.require(row.mint()),
                      tokenAccount,
                      blockhash.blockhash());
              return wallet
                  .sign(message)
                  .map(signature -> BurnTransaction.prepared(signature, message))
                  .chain(transaction -> writeAhead(row, blockhash, message, transaction));
            })
        .onFailure(SqlFailures::isDuplicate)
        .recoverWithUni(
            // Another saga's burn of this NFT can still land: first that one ends.
            () -> queue.later(row, config.ownerPoll()));
  }

  private Uni<Void> writeAhead(
      QueueRow row, Blockhash blockhash, byte[] message, byte[] transaction) {
    String signature = WireTransaction.id(transaction);
    Duration life = solana.slotTime().multipliedBy(BLOCKHASH_LIFE);
    Instant expiresAt = Instant.now().plus(life);
    return transactions
        .runOnConnection(
            row.traceParent(),
            (connection, events) ->
                connection
                    .preparedQuery(WRITE_AHEAD)
                    .execute(
                        Tuple.from(
                            List.of(
                                signature,
                                Buffer.buffer(transaction),
                                WireTransaction.hash(message),
                                blockhash.blockhash(),
                                blockhash.lastValidBlockHeight(),
                                LocalDateTime.ofInstant(expiresAt, ZoneOffset.UTC),
                                Queue.micros(config.ownerPoll()),
                                row.id(),
                                row.token())))
                    .invoke(
                        updated -> {
                          if (updated.rowCount() == 1) {
                            events.publish(
                                new BurnPrepared(
                                    row.requestId(),
                                    row.userId(),
                                    row.attempt(),
                                    row.mint(),
                                    Base64.getEncoder().encodeToString(transaction),
                                    signature,
                                    blockhash.lastValidBlockHeight(),
                                    expiresAt));
                          }
                        }))
        .invoke(
            () ->
                LOG.infof(
                    "burn prepared userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
                    row.userId(), row.requestId(), row.mint(), signature, row.attempt()))
        .replaceWithVoid();
  }
}
