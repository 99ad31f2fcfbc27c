package io.aiw3.nft.minting.rpc;

import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.rpc.SolanaRpc.Calls;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.ChainAccount;
import io.aiw3.nft.solana.MetadataAccount;
import io.aiw3.nft.solana.TokenAccounts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.p2p.solanaj.core.PublicKey;

/** Reads NFTs from the chain for people. */
@ApplicationScoped
public class OnChainNfts {
  private static final Commitment COMMITMENT = Commitment.CONFIRMED;

  private final SolanaRpc rpc;

  OnChainNfts(SolanaRpc rpc) {
    this.rpc = rpc;
  }

  /** Null if there is no such mint; fails if no node answers. */
  public Uni<OnChainNft> read(String mintAddress) {
    PublicKey mint = Addresses.require(mintAddress);
    return rpc.onOneNode(
        node ->
            node.accounts(List.of(mint, Addresses.metadata(mint)), COMMITMENT)
                .chain(accounts -> view(node, mint, accounts)));
  }

  private static Uni<OnChainNft> view(
      Calls node, PublicKey mint, List<Optional<ChainAccount>> accounts) {
    Optional<TokenAccounts.Mint> found = accounts.get(0).flatMap(TokenAccounts::mint);
    if (found.isEmpty()) {
      return Uni.createFrom().nullItem();
    }
    Optional<MetadataAccount> metadata = accounts.get(1).flatMap(MetadataAccount::read);
    long supply = found.get().supply();
    return (supply == 0 ? Uni.createFrom().<String>nullItem() : owner(node, mint))
        .map(
            owner ->
                new OnChainNft(
                    owner,
                    supply,
                    metadata.map(m -> m.updateAuthority().toBase58()).orElse(null),
                    metadata.map(MetadataAccount::mutable).orElse(null),
                    metadata.map(MetadataAccount::creators).orElse(List.of()).stream()
                        .map(
                            c ->
                                new OnChainNft.Creator(
                                    c.address().toBase58(), c.verified(), c.share()))
                        .toList(),
                    COMMITMENT.wireName()));
  }

  private static Uni<String> owner(Calls node, PublicKey mint) {
    return node.largestHolding(mint, COMMITMENT)
        .chain(
            holding ->
                holding.isEmpty()
                    ? Uni.createFrom().nullItem()
                    : node.accounts(List.of(holding.get().tokenAccount()), COMMITMENT)
                        .map(
                            accounts ->
                                accounts
                                    .get(0)
                                    .flatMap(TokenAccounts::account)
                                    .map(account -> account.owner().toBase58())
                                    .orElse(null)));
  }
}
