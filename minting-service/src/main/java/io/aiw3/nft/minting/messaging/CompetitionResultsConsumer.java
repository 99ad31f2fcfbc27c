package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.CompetitionResults;
import io.aiw3.nft.contract.CompetitionResults.Ranked;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.competition.Awards;
import io.aiw3.nft.minting.competition.Awards.Recipient;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Ranks 1 to 3 of a competition get its NFT. */
@ApplicationScoped
class CompetitionResultsConsumer {
  private static final int LONGEST_NAME = 500;
  private static final int LAST_WINNER = 3;
  private static final int LONGEST_ID = 100;
  private static final String ACTOR = "competition-results";

  private final MessageProcessor processor;
  private final Awards awards;
  private final Sender sender;

  CompetitionResultsConsumer(MessageProcessor processor, Awards awards, Sender sender) {
    this.processor = processor;
    this.awards = awards;
    this.sender = sender;
  }

  @Incoming("competition-results")
  Uni<Void> on(ConsumerRecord<byte[], byte[]> message) {
    return processor
        .process(message, CompetitionResults.class, (inbound, tx) -> award(inbound.body(), tx))
        .invoke(sender::nudge);
  }

  private Uni<Void> award(CompetitionResults results, Transaction tx) {
    String id = results.competitionId();
    if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
      throw new BadMessageException("competitionId needs 1 to 100 characters");
    }
    if (results.name() != null && results.name().length() > LONGEST_NAME) {
      throw new BadMessageException("name is longer than " + LONGEST_NAME + " characters");
    }
    List<Recipient> winners =
        results.results().stream()
            .peek(CompetitionResultsConsumer::check)
            .filter(ranked -> ranked.rank() <= LAST_WINNER)
            .map(ranked -> new Recipient(ranked.userId(), ranked.rank()))
            .toList();
    return awards.award(tx, id, ACTOR, results.name(), winners).replaceWithVoid();
  }

  private static void check(Ranked ranked) {
    if (ranked.rank() < 1 || ranked.userId() == null) {
      throw new BadMessageException("each result needs a rank from 1 and a userId");
    }
  }
}
