package io.aiw3.nft.minting.api;

import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.minting.chain.Addresses;
import io.aiw3.nft.minting.chain.Cluster;
import io.aiw3.nft.minting.chain.OfferedBurn;
import io.aiw3.nft.minting.chain.SlotClock;
import io.aiw3.nft.minting.chain.WalletSigner;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;

/** The chain that the suite works on; the same for everybody. */
@Path("/api/v1/nft/config")
@Produces(MediaType.APPLICATION_JSON)
public class ConfigResource {
  private static final int SECONDS_KEPT = 30;

  private final Cluster cluster;
  private final SlotClock clock;
  private final WalletSigner wallet;
  private final SolanaConfig config;

  ConfigResource(Cluster cluster, SlotClock clock, WalletSigner wallet, SolanaConfig config) {
    this.cluster = cluster;
    this.clock = clock;
    this.wallet = wallet;
    this.config = config;
  }

  @GET
  @PermitAll
  @Cache(maxAge = SECONDS_KEPT)
  @Operation(summary = "Cluster, programs, commitments and the time to sign")
  public Uni<Success<ConfigView>> config() {
    return Uni.combine()
        .all()
        .unis(cluster.genesisHash(), clock.slot(), clock.blockhashLife())
        .with(this::view)
        .map(Success::of);
  }

  private ConfigView view(Optional<String> genesisHash, Duration slot, Duration life) {
    return new ConfigView(
        new ConfigView.Cluster(
            genesisHash.map(Cluster::name).orElse("unknown"), genesisHash.orElse(null)),
        new ConfigView.Programs(
            Addresses.TOKEN_PROGRAM.toBase58(),
            Addresses.ATA_PROGRAM.toBase58(),
            Addresses.METADATA_PROGRAM.toBase58(),
            OfferedBurn.GUARDS.toBase58()),
        wallet.address().toBase58(),
        new ConfigView.Commitments(config.mintCommitment(), config.burnCommitment()),
        new ConfigView.Signing(life.toSeconds(), slot.toMillis()));
  }
}
