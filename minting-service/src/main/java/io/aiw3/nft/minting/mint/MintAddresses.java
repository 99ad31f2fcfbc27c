package io.aiw3.nft.minting.mint;

import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.signing.MintKeys;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.ChainAccount;
import io.aiw3.nft.solana.MetadataAccount;
import io.aiw3.nft.solana.MintState;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.p2p.solanaj.core.PublicKey;

/** Looks up what the chain has at the addresses that derive from entitlements. */
@ApplicationScoped
public class MintAddresses {
  private static final int AT_ONCE = SolanaRpc.MOST_ACCOUNTS / 2;

  private final SolanaRpc rpc;
  private final MintKeys keys;
  private final WalletSigner wallet;

  MintAddresses(SolanaRpc rpc, MintKeys keys, WalletSigner wallet) {
    this.rpc = rpc;
    this.keys = keys;
    this.wallet = wallet;
  }

  /**
   * Our NFT, live or burned since.
   *
   * @param uri of its metadata; null where that is gone
   */
  public record Seen(String mint, int keyVersion, boolean burned, String uri) {}

  private record Derived(String entitlement, int keyVersion, PublicKey mint) {}

  /** By entitlement; what was never minted is not in it. Under each secret that is configured. */
  public Uni<Map<String, Seen>> seen(Collection<String> entitlements) {
    return Uni.createFrom()
        .item(() -> derived(entitlements))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(derived -> look(derived, new HashMap<>()));
  }

  /**
   * The version of the secret under whose address there is a mint already, whatever it is like; the
   * current one if there is none.
   */
  Uni<Integer> keyVersion(String entitlement) {
    return Uni.createFrom()
        .item(() -> derived(List.of(entitlement)))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            derived ->
                rpc.calls()
                    .accounts(derived.stream().map(Derived::mint).toList(), Commitment.FINALIZED)
                    .map(
                        accounts ->
                            IntStream.range(0, derived.size())
                                .filter(i -> isMint(accounts.get(i)))
                                .mapToObj(i -> derived.get(i).keyVersion())
                                .findFirst()
                                .orElse(keys.currentVersion())));
  }

  private static boolean isMint(Optional<ChainAccount> account) {
    return account.filter(a -> a.owner().equals(Addresses.TOKEN_PROGRAM)).isPresent();
  }

  private List<Derived> derived(Collection<String> entitlements) {
    List<Derived> derived = new ArrayList<>();
    for (int version : keys.versions()) {
      for (String name : entitlements) {
        derived.add(new Derived(name, version, keys.derive(version, name, 0).address()));
      }
    }
    return derived;
  }

  private Uni<Map<String, Seen>> look(List<Derived> left, Map<String, Seen> seen) {
    if (left.isEmpty()) {
      return Uni.createFrom().item(seen);
    }
    List<Derived> some = left.subList(0, Math.min(AT_ONCE, left.size()));
    List<PublicKey> read = new ArrayList<>();
    some.forEach(one -> read.addAll(List.of(one.mint(), Addresses.metadata(one.mint()))));
    return rpc.calls()
        .accounts(read, Commitment.FINALIZED)
        .chain(
            accounts -> {
              for (int i = 0; i < some.size(); i++) {
                note(some.get(i), accounts.get(2 * i), accounts.get(2 * i + 1), seen);
              }
              return look(left.subList(some.size(), left.size()), seen);
            });
  }

  private void note(
      Derived one,
      Optional<ChainAccount> mint,
      Optional<ChainAccount> metadata,
      Map<String, Seen> seen) {
    MintState state = MintState.of(one.mint(), mint, metadata, wallet.address(), null);
    if (state == MintState.LIVE || state == MintState.BURNED) {
      seen.put(
          one.entitlement(),
          new Seen(
              one.mint().toBase58(),
              one.keyVersion(),
              state == MintState.BURNED,
              metadata.flatMap(MetadataAccount::read).map(MetadataAccount::uri).orElse(null)));
    }
  }
}
