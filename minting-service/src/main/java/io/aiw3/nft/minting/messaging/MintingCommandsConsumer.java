package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.MintingCommand.WithdrawBurn;
import io.aiw3.nft.kit.inbox.Effect;
import io.aiw3.nft.kit.inbox.KeyOrderedProcessor;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.inbox.MessageProcessor;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.burn.BurnRequests;
import io.aiw3.nft.minting.mint.MintRequests;
import io.aiw3.nft.minting.sender.Sender;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes the orchestrator's commands into the queue; the sender does the rest. */
@ApplicationScoped
class MintingCommandsConsumer {
  private final MessageProcessor processor;
  private final MintRequests mints;
  private final BurnRequests burns;
  private final Sender sender;
  private final Effect<MintingCommand> effect =
      Effect.of(MintingCommand.class, (inbound, tx) -> handle(inbound.body(), tx)).withEntities();

  MintingCommandsConsumer(
      MessageProcessor processor, MintRequests mints, BurnRequests burns, Sender sender) {
    this.processor = processor;
    this.mints = mints;
    this.burns = burns;
    this.sender = sender;
  }

  @Incoming("minting-commands")
  Uni<Void> on(ConsumerRecords<byte[], byte[]> messages) {
    return KeyOrderedProcessor.sideBySide(
        messages, message -> processor.process(message, effect).invoke(sender::nudge));
  }

  private Uni<Void> handle(MintingCommand command, Transaction tx) {
    MessageChecks.userId(command.userId());
    return command.accept(
        new MintingCommand.Visitor<>() {
          @Override
          public Uni<Void> prepareBurn(PrepareBurn prepare) {
            return burns.prepare(prepare, tx);
          }

          @Override
          public Uni<Void> submitBurn(SubmitBurn submit) {
            return burns.submit(submit, tx);
          }

          @Override
          public Uni<Void> withdrawBurn(WithdrawBurn withdraw) {
            return burns.withdraw(withdraw, tx);
          }

          @Override
          public Uni<Void> mintNft(MintNft mint) {
            return mints.handle(mint, tx);
          }
        });
  }
}
