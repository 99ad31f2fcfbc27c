package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.CompetitionResults;
import io.aiw3.nft.contract.CompetitionResults.Ranked;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.awards.AwardRules;
import io.aiw3.nft.minting.awards.Awards;
import io.aiw3.nft.minting.awards.Awards.Recipient;
import io.aiw3.nft.minting.persistence.award.CompetitionRows;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Ranks 1 to 3 of a competition get its NFT. */
@ApplicationScoped
class CompetitionResultsConsumer {
  private final MessageProcessor processor;
  private final Awards awards;
  private final Sender sender;
  private final Effect<CompetitionResults> effect =
      Effect.of(CompetitionResults.class, (inbound, tx) -> award(inbound.body(), tx))
          .withEntities();

  CompetitionResultsConsumer(MessageProcessor processor, Awards awards, Sender sender) {
    this.processor = processor;
    this.awards = awards;
    this.sender = sender;
  }

  @Incoming("competition-results")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor.process(message, effect).invoke(sender::nudge);
  }

  private Uni<Void> award(CompetitionResults results, Transaction tx) {
    keeps(AwardRules.competition(results.competitionId()));
    List<Recipient> winners = winners(results.results());
    keeps(AwardRules.winners(results.name(), winners));
    return awards
        .results(tx, results.competitionId(), results.name(), winners)
        .invoke(
            taken -> {
              if (!taken.isEmpty()) {
                throw new BadMessageException(
                    "rank %d of this competition was awarded to another user"
                        .formatted(taken.get(0)));
              }
            })
        .chain(() -> CompetitionRows.imported(tx, results));
  }

  /** Of every user who is listed: a list that names a user twice gives no rank. */
  private static List<Recipient> winners(List<Ranked> results) {
    Set<UserId> users = new HashSet<>();
    for (Ranked ranked : results) {
      if (ranked.rank() < 1 || ranked.userId() == null) {
        throw new BadMessageException("each result needs a rank from 1 and a userId");
      }
      if (!users.add(ranked.userId())) {
        throw new BadMessageException("user " + ranked.userId() + " is listed twice");
      }
    }
    return results.stream()
        .filter(ranked -> ranked.rank() <= AwardRules.LAST_RANK)
        .map(ranked -> new Recipient(ranked.userId(), ranked.rank()))
        .toList();
  }

  private static void keeps(Optional<AwardRules.Fault> fault) {
    fault.ifPresent(
        broken -> {
          throw new BadMessageException(broken.field() + ": " + broken.sentence());
        });
  }
}
