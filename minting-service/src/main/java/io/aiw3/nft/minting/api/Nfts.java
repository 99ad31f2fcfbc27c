package io.aiw3.nft.minting.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.Changed;
import io.aiw3.nft.kit.api.ConflictException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.StateVersion;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.ipfs.DefinitionMetadata;
import io.aiw3.nft.minting.persistence.NftHistory;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.UserNft;
import io.aiw3.nft.minting.persistence.definition.NftDefinition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a user can do with their NFTs. */
@ApplicationScoped
class Nfts {
  private final OnChainFacts chain;
  private final DefinitionMetadata metadata;
  private final ObjectMapper json;

  Nfts(OnChainFacts chain, DefinitionMetadata metadata, ObjectMapper json) {
    this.chain = chain;
    this.metadata = metadata;
    this.json = json;
  }

  Uni<Page<NftView>> page(UserId user, int page, int pageSize) {
    return read(
        () -> {
          PanacheQuery<UserNft> all =
              UserNft.find("userId = ?1 order by id desc", user.value()).page(page - 1, pageSize);
          return all.count()
              .chain(
                  total ->
                      all.list()
                          .chain(Nfts::withHistory)
                          .map(items -> new Page<>(items, page, pageSize, total)));
        });
  }

  private static Uni<List<NftView>> withHistory(List<UserNft> nfts) {
    return NftHistory.of(nfts.stream().map(nft -> nft.mintAddress).toList())
        .map(history -> nfts.stream().map(nft -> NftView.of(nft, history)).toList());
  }

  Uni<NftDetail> detail(UserId user, String mint) {
    return read(() ->
            UserNft.ofUser(user.value(), mint)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFoundException("NFT", mint))
                .chain(this::withMetadata))
        .chain(
            stored ->
                chain
                    .of(user, mint)
                    .map(found -> new NftDetail(stored.nft(), stored.metadata(), found)));
  }

  private Uni<NftDetail> withMetadata(UserNft nft) {
    return NftHistory.of(List.of(nft.mintAddress))
        .chain(
            history ->
                NftDefinition.<NftDefinition>findById(nft.definitionId)
                    .map(
                        definition ->
                            new NftDetail(NftView.of(nft, history), metadata(definition), null)));
  }

  private JsonNode metadata(NftDefinition definition) {
    byte[] pinned =
        definition.metadata == null
            ? metadata.of(definition).orElse(null)
            : definition.metadata.getBytes(StandardCharsets.UTF_8);
    try {
      return pinned == null ? null : json.readTree(pinned);
    } catch (IOException e) {
      throw new IllegalStateException("stored metadata is not JSON", e);
    }
  }

  /** Benefits on: from unlocked only, by the owner's own act. */
  Uni<Changed<NftView>> activate(Transaction tx, UserId user, String mint) {
    return UserLock.take(tx, user)
        .chain(() -> UserNft.lock(user.value(), mint))
        .onItem()
        .ifNull()
        .failWith(() -> new NotFoundException("NFT", mint))
        .chain(nft -> activate(tx, nft));
  }

  private static Uni<Changed<NftView>> activate(Transaction tx, UserNft nft) {
    if (nft.status() == NftStatus.ACTIVE) {
      throw new ConflictException(
          ErrorCode.NFT_ALREADY_ACTIVE,
          "This NFT's benefits are on already.",
          Map.of("mintAddress", nft.mintAddress));
    }
    if (nft.status() != NftStatus.UNLOCKED) {
      throw new ConflictException(
          ErrorCode.NFT_NOT_ACTIVATABLE,
          "Only an NFT that is in the wallet can be activated.",
          Map.of("mintAddress", nft.mintAddress, "status", nft.status().wireName()));
    }
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    nft.status = NftStatus.ACTIVE.wireName();
    nft.activatedAt = now;
    nft.version++;
    NftHistory step = new NftHistory();
    step.mintAddress = nft.mintAddress;
    step.event = "activated";
    step.at = now;
    tx.publish(
        new NftEvent.Activated(
            Instant.now(),
            new NftEvent.Activated.Data(
                new UserId(nft.userId), nft.level, nft.name, nft.mintAddress, nft.version)));
    StateVersion version = new StateVersion("nft", nft.mintAddress, nft.version);
    return step.persistAndFlush()
        .chain(() -> withHistory(List.of(nft)))
        .map(views -> new Changed<>(views.get(0), version));
  }

  private static <T> Uni<T> read(Supplier<Uni<T>> query) {
    return Panache.withSession(query);
  }
}
