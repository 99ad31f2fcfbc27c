package io.aiw3.nft.qualification.messaging;

import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.Verdict;
import io.aiw3.nft.qualification.domain.VerificationRules;
import io.aiw3.nft.qualification.persistence.UserState;
import io.aiw3.nft.qualification.persistence.Users;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Answers the upgrade orchestrator: may this user have that level now? */
@ApplicationScoped
class CommandConsumer {
  private static final Logger LOG = Logger.getLogger(CommandConsumer.class);
  private static final int HIGHEST = 5;

  private final MessageProcessor processor;
  private final Users users;
  private final VerificationRules rules;

  CommandConsumer(MessageProcessor processor, Users users, VerificationRules rules) {
    this.processor = processor;
    this.users = users;
    this.rules = rules;
  }

  @Incoming("qualification-commands")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.processOnConnection(
        message,
        QualificationCommand.class,
        (inbound, connection, events) -> {
          if (!(inbound.body() instanceof QualificationCommand.VerifyQualification verify)) {
            throw new BadMessageException("the command is not known");
          }
          MessageChecks.sagaId(verify.sagaId());
          MessageChecks.userId(verify.userId());
          if (verify.targetLevel() < 1 || verify.targetLevel() > HIGHEST) {
            throw new BadMessageException("there is no level " + verify.targetLevel());
          }
          MessageKeys.requireSame(MessageKeys.user(inbound), verify.userId());
          return verify(connection, events, verify);
        });
  }

  private Uni<Void> verify(
      SqlConnection connection, Events events, QualificationCommand.VerifyQualification command) {
    int user = command.userId().value();
    return users
        .ensure(connection, user)
        .chain(() -> users.lock(connection, List.of(user)))
        .invoke(states -> events.publish(answer(command, states.get(0))))
        .replaceWithVoid();
  }

  private SagaReply answer(QualificationCommand.VerifyQualification command, UserState user) {
    Verdict verdict =
        rules.decide(
            user.standing(),
            user.wallet(),
            user.heldMint(),
            user.resumableMint(),
            command.targetLevel());
    if (verdict instanceof Verdict.Verified verified) {
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
    Verdict.Refused refused = (Verdict.Refused) verdict;
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
    return refused.reason().sentence() + (target == 1 ? " for claim" : " for upgrade");
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
