package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.QualificationCommand.VerifyQualification;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.BatchProcessor;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.Inbound;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.Verdict;
import io.aiw3.nft.qualification.domain.VerificationRules;
import io.aiw3.nft.qualification.persistence.UserState;
import io.aiw3.nft.qualification.persistence.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Answers the upgrade orchestrator: may this user have that level now? */
@ApplicationScoped
class CommandConsumer {
  private static final Logger LOG = Logger.getLogger(CommandConsumer.class);

  private final BatchProcessor processor;
  private final Users users;
  private final VerificationRules rules;
  private final TierCatalogue tiers;
  private final Effect<QualificationCommand> effect =
      Effect.ofAll(QualificationCommand.class, this::verify);

  CommandConsumer(
      BatchProcessor processor, Users users, VerificationRules rules, TierCatalogue tiers) {
    this.processor = processor;
    this.users = users;
    this.rules = rules;
    this.tiers = tiers;
  }

  @Incoming("qualification-commands")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    return processor.process(messages, effect);
  }

  private Uni<Void> verify(List<Inbound<QualificationCommand>> inbounds, Transaction tx) {
    List<VerifyQualification> commands = inbounds.stream().map(this::command).toList();
    Set<Integer> ids = commands.stream().map(c -> c.userId().value()).collect(Collectors.toSet());
    return users
        .ensure(tx, ids)
        .chain(() -> users.lock(tx, ids))
        .invoke(
            states -> {
              Map<Integer, UserState> byId =
                  states.stream().collect(Collectors.toMap(UserState::id, Function.identity()));
              for (int i = 0; i < commands.size(); i++) {
                VerifyQualification command = commands.get(i);
                tx.inTrace(inbounds.get(i).traceParent());
                tx.publish(answer(command, byId.get(command.userId().value())));
              }
            })
        .replaceWithVoid();
  }

  private VerifyQualification command(Inbound<QualificationCommand> inbound) {
    VerifyQualification verify = inbound.body().accept(command -> command);
    MessageChecks.sagaId(verify.sagaId());
    MessageChecks.userId(verify.userId());
    if (!tiers.isTiered(verify.targetLevel())) {
      throw new BadMessageException("there is no level " + verify.targetLevel());
    }
    return verify;
  }

  private SagaReply answer(VerifyQualification command, UserState user) {
    return rules
        .decide(user.standing(), user.wallet(), command.targetLevel())
        .fold(verified -> verified(command, verified), refused -> refused(command, refused));
  }

  private static SagaReply verified(VerifyQualification command, Verdict.Verified verified) {
    return new SagaReply.QualificationVerified(
        command.sagaId(),
        command.userId(),
        command.targetLevel(),
        verified.walletAddress(),
        verified.currentLevel(),
        verified.currentMint(),
        verified.burned(),
        verified.badgesRequired());
  }

  private static SagaReply refused(VerifyQualification command, Verdict.Refused refused) {
    LOG.infof(
        "qualification refused userId=%s sagaId=%s errorCode=%s",
        command.userId(), command.sagaId(), refused.reason());
    return new SagaReply.QualificationRefused(
        command.sagaId(),
        command.userId(),
        command.targetLevel(),
        sentence(refused, command.targetLevel()),
        shortfall(refused.qualification(), refused.currentLevel()));
  }

  private static String sentence(Verdict.Refused refused, int target) {
    return refused.reason() == Verdict.Reason.TIER_ALREADY_ISSUED
        ? refused.reason().name()
        : refused.reason().sentence() + (target == 1 ? " for claim" : " for upgrade");
  }

  private static SagaReply.Shortfall shortfall(Qualification missing, int currentLevel) {
    return new SagaReply.Shortfall(
        missing.requiredVolume(),
        missing.currentVolume(),
        missing.shortfall(),
        missing.badgesRequired(),
        missing.badgesCollected(),
        missing.badgesMissing(),
        currentLevel);
  }
}
