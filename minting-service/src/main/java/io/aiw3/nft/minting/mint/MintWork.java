package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.domain.Action;
import io.aiw3.nft.minting.domain.Cost;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.domain.Observation;
import io.aiw3.nft.minting.domain.SenderRules;
import io.aiw3.nft.minting.persistence.MintRows;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.persistence.definition.Definitions;
import io.aiw3.nft.minting.persistence.definition.Definitions.Definition;
import io.aiw3.nft.minting.queue.Broadcast;
import io.aiw3.nft.minting.queue.Fees;
import io.aiw3.nft.minting.queue.Pace;
import io.aiw3.nft.minting.queue.Progress;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.aiw3.nft.minting.rpc.ClusterRent;
import io.aiw3.nft.minting.rpc.MintReader;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.rpc.SolanaRpc.Blockhash;
import io.aiw3.nft.minting.signing.MintKeys;
import io.aiw3.nft.minting.signing.SignerException;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.ComputeBudget;
import io.aiw3.nft.solana.MintTransaction;
import io.aiw3.nft.solana.NftData;
import io.aiw3.nft.solana.Rent;
import io.aiw3.nft.solana.SolanaKeyPair;
import io.aiw3.nft.solana.WireTransaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.p2p.solanaj.core.PublicKey;

/** Takes a mint from the queue to its first send. */
@ApplicationScoped
public class MintWork {
  private static final Logger LOG = Logger.getLogger(MintWork.class);

  private final Transactions transactions;
  private final MintRows rows;
  private final SolanaRpc rpc;
  private final ChainFacts facts;
  private final ClusterRent rent;
  private final Fees fees;
  private final MintKeys keys;
  private final MintAddresses addresses;
  private final WalletSigner wallet;
  private final Definitions definitions;
  private final SenderRules rules;
  private final Broadcast broadcast;
  private final Delays delays;
  private final BlockedMints blocked;
  private final MintOutcome outcome;
  private final Pace pace;
  private final Progress progress;
  private final SenderConfig config;

  MintWork(
      Transactions transactions,
      MintRows rows,
      SolanaRpc rpc,
      ChainFacts facts,
      ClusterRent rent,
      Fees fees,
      MintKeys keys,
      MintAddresses addresses,
      WalletSigner wallet,
      Definitions definitions,
      SenderRules rules,
      Broadcast broadcast,
      Delays delays,
      BlockedMints blocked,
      MintOutcome outcome,
      Pace pace,
      Progress progress,
      SenderConfig config) {
    this.transactions = transactions;
    this.rows = rows;
    this.rpc = rpc;
    this.facts = facts;
    this.rent = rent;
    this.fees = fees;
    this.keys = keys;
    this.addresses = addresses;
    this.wallet = wallet;
    this.definitions = definitions;
    this.rules = rules;
    this.broadcast = broadcast;
    this.delays = delays;
    this.blocked = blocked;
    this.outcome = outcome;
    this.pace = pace;
    this.progress = progress;
    this.config = config;
  }

  /** What a mint is made of. */
  private record Plan(int keyVersion, SolanaKeyPair key, Definition definition) {}

  /** What a mint is signed with. */
  private record Terms(Blockhash blockhash, Rent rent, ComputeBudget budget) {
    Cost cost() {
      return Cost.ofMint(rent, budget);
    }
  }

  public Uni<Void> advance(QueueRow row) {
    if (row.state().equals("blocked")) {
      return blocked.end(row);
    }
    return missing(row)
        .chain(
            reason ->
                reason.isPresent()
                    ? act(row, null, new Observation.NotReady(reason.get()))
                    : planned(row))
        .onFailure(SignerException.class)
        .recoverWithUni(
            e -> {
              LOG.warnf("mint signing failed sagaId=%s cause=%s", row.requestId(), e.getMessage());
              return delays.delay(row, "SIGNER_AWAY", pace.backOff(row.failures()));
            });
  }

  /** It has reached the day's ceiling. */
  public Uni<Void> waitForTomorrow(QueueRow row) {
    return delays.delay(row, "SPENDING_LIMIT", config.maxBackOff());
  }

  private Uni<Optional<String>> missing(QueueRow row) {
    if (row.derivationVersion() != null && !keys.knows(row.derivationVersion())) {
      // With another secret the mint would get another address, and could be minted twice.
      return Uni.createFrom().item(Optional.of("DERIVATION_SECRET_MISSING"));
    }
    return facts
        .isBalanceLow()
        .chain(
            low ->
                low
                    ? Uni.createFrom().item(Optional.of("WALLET_BALANCE_LOW"))
                    : burnIsFinal(row)
                        .map(
                            burned ->
                                burned ? Optional.<String>empty() : Optional.of("BURN_NOT_FINAL")));
  }

  /** No upgrade's mint before its burn is final, regardless of commands. */
  private Uni<Boolean> burnIsFinal(QueueRow row) {
    return row.oldMint() == null ? Uni.createFrom().item(true) : rows.isBurnFinal(row);
  }

  private Uni<Void> planned(QueueRow row) {
    return definitions
        .of(row)
        .chain(
            definition ->
                definition.isEmpty()
                    ? act(row, null, new Observation.NotReady(withoutDefinition(row)))
                    : keyVersion(row)
                        .chain(version -> onWorker(() -> plan(row, version, definition.get())))
                        .chain(plan -> inspect(row, plan)));
  }

  private static String withoutDefinition(QueueRow row) {
    return row.purpose() == MintPurpose.BADGE ? "BADGE_NOT_DEFINED" : "DEFINITION_NOT_PINNED";
  }

  /**
   * A database that went back in time to before a rotation has forgotten what was minted under the
   * earlier secret: the chain is asked for that first.
   */
  private Uni<Integer> keyVersion(QueueRow row) {
    if (row.derivationVersion() != null || keys.versions().size() == 1) {
      Integer version = row.derivationVersion();
      return Uni.createFrom().item(version == null ? (Integer) keys.currentVersion() : version);
    }
    return addresses.keyVersion(row.entitlement());
  }

  private Plan plan(QueueRow row, int version, Definition definition) {
    return new Plan(version, keys.derive(version, row.entitlement(), row.mintIndex()), definition);
  }

  private Uni<Void> inspect(QueueRow row, Plan plan) {
    return MintReader.read(
            rpc.calls(), plan.key().address(), wallet.address(), plan.definition().metadataUri())
        .map(mint -> (Observation) new Observation.AtAddress(mint))
        .chain(seen -> act(row, plan, seen));
  }

  private Uni<Void> act(QueueRow row, Plan plan, Observation seen) {
    Action action = rules.decide(row.forRules(), seen);
    return switch (action) {
      case SIGN ->
          row.isFound()
              ? delays.delay(row, "MINT_UNEXPECTED", config.maxBackOff())
              : sign(row, plan);
      case ADOPT ->
          outcome.adopted(
              row, plan.key().address().toBase58(), plan.definition().id(), plan.keyVersion());
      case NEXT_ADDRESS -> nextAddress(row, plan);
      case WAIT_AND_TELL ->
          delays.delay(row, ((Observation.NotReady) seen).reason(), pace.backOff(row.failures()));
      case ALARM -> delays.delay(row, "MINT_UNEXPECTED", config.maxBackOff());
      default -> pace.release(row);
    };
  }

  private Uni<Void> nextAddress(QueueRow row, Plan plan) {
    LOG.warnf(
        "mint address funded externally; using next index sagaId=%s mint=%s",
        row.requestId(), plan.key().address().toBase58());
    return rows.nextAddress(row);
  }

  private Uni<Void> sign(QueueRow row, Plan plan) {
    return terms(row, plan)
        .chain(
            terms ->
                onWorker(() -> message(row, plan, terms))
                    .chain(message -> signed(row, plan, terms, message)));
  }

  private Uni<Terms> terms(QueueRow row, Plan plan) {
    return Uni.combine()
        .all()
        .unis(
            facts.blockhash(),
            rent.get(),
            onWorker(
                    () ->
                        MintTransaction.writable(
                            wallet.address(), plan.key().address(), owner(row)))
                .chain(writable -> fees.budget(row, writable)))
        .asTuple()
        .map(all -> new Terms(all.getItem1(), all.getItem2(), all.getItem3()));
  }

  private byte[] message(QueueRow row, Plan plan, Terms terms) {
    Definition definition = plan.definition();
    return MintTransaction.message(
        wallet.address(),
        plan.key().address(),
        owner(row),
        new NftData(definition.name(), definition.symbol(), definition.metadataUri()),
        terms.rent().mint(),
        Optional.of(terms.budget()),
        terms.blockhash().blockhash());
  }

  private static PublicKey owner(QueueRow row) {
    return Addresses.require(row.wallet());
  }

  private Uni<Void> signed(QueueRow row, Plan plan, Terms terms, byte[] message) {
    return onWorker(() -> plan.key().sign(message))
        .chain(
            mintSignature ->
                wallet
                    .sign(message)
                    .map(
                        payerSignature ->
                            WireTransaction.assemble(
                                List.of(payerSignature, mintSignature), message)))
        .chain(transaction -> writeAhead(row, plan, terms, message, transaction));
  }

  private Uni<Void> writeAhead(
      QueueRow row, Plan plan, Terms terms, byte[] message, byte[] transaction) {
    String mint = plan.key().address().toBase58();
    String signature = WireTransaction.id(transaction);
    MintRows.Signed written =
        new MintRows.Signed(
            plan.definition().id(),
            plan.keyVersion(),
            mint,
            signature,
            transaction,
            WireTransaction.hash(message),
            terms.blockhash().blockhash(),
            terms.blockhash().lastValidBlockHeight(),
            terms.cost());
    return transactions
        .run(
            row.traceParent(),
            tx ->
                rows.writeAhead(tx, row, written, config.confirmPoll())
                    .invoke(
                        mine -> {
                          if (mine && row.ofSaga()) {
                            tx.publish(
                                new MintSubmitted(
                                    row.requestId(), row.userId(), row.attempt(), mint, signature));
                          }
                        }))
        .chain(
            mine -> {
              if (!mine) {
                // The lease has expired and another sender has the row: nothing is sent.
                LOG.warnf(
                    "mint lease lost before signing sagaId=%s mint=%s", row.requestId(), mint);
                return Uni.createFrom().voidItem();
              }
              progress.signed(row);
              LOG.infof(
                  "mint submitted userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
                  row.userId(), row.requestId(), mint, signature, row.attempt());
              return broadcast.send(
                  row.id(), row.requestId(), signature, row.attempt(), transaction);
            });
  }

  private static <T> Uni<T> onWorker(java.util.function.Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
