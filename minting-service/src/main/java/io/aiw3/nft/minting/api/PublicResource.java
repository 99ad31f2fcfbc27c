package io.aiw3.nft.minting.api;

import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.minting.config.PagesConfig;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.rpc.SlotClock;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.Addresses;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** What every page needs to know before anybody has signed in. */
@Path("/api/v1/nft")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = ApiTags.CATALOGUE)
public class PublicResource {
  private static final int CACHED_SECONDS = 60;
  private static final Map<String, String> KNOWN_CLUSTERS =
      Map.of(
          "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d", "mainnet-beta",
          "EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG", "devnet");

  private final Artwork artwork;
  private final PagesConfig pages;
  private final SolanaConfig solana;
  private final WalletSigner signer;
  private final SlotClock clock;

  PublicResource(
      Artwork artwork,
      PagesConfig pages,
      SolanaConfig solana,
      WalletSigner signer,
      SlotClock clock) {
    this.artwork = artwork;
    this.pages = pages;
    this.solana = solana;
    this.signer = signer;
    this.clock = clock;
  }

  @GET
  @Path("artwork")
  @Cache(maxAge = CACHED_SECONDS)
  @Operation(
      operationId = "getArtwork",
      summary = "The artwork of every tier, held or not",
      description = "Levels whose definition is pinned, in ascending order.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = ArtworkView.class),
              examples = @ExampleObject(name = "artwork", value = PageExamples.ARTWORK)))
  public Uni<Success<List<ArtworkView>>> artwork() {
    return artwork.ofAllLevels().map(Success::of);
  }

  @GET
  @Path("config")
  @Cache(maxAge = CACHED_SECONDS)
  @Operation(
      operationId = "getConfig",
      summary = "The cluster, its programs, and the time to sign",
      description = "What a wallet must be connected to, and where transactions can be looked up.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ChainView.class),
              examples = @ExampleObject(name = "config", value = PageExamples.CONFIG)))
  public Uni<Success<ChainView>> config() {
    return Uni.combine()
        .all()
        .unis(clock.slot(), clock.blockhashLife())
        .with((slot, life) -> Success.of(config(slot, life)));
  }

  private ChainView config(Duration slot, Duration life) {
    String cluster =
        pages.cluster().or(() -> solana.genesisHash().map(KNOWN_CLUSTERS::get)).orElse("localnet");
    String suffix = suffix(cluster);
    return new ChainView(
        cluster,
        solana.genesisHash().orElse(null),
        new ChainView.Programs(
            Addresses.TOKEN_PROGRAM.toBase58(),
            Addresses.ATA_PROGRAM.toBase58(),
            Addresses.METADATA_PROGRAM.toBase58()),
        signer.address().toBase58(),
        new ChainView.Explorer(
            pages.explorer() + "/tx/{signature}" + suffix,
            pages.explorer() + "/address/{address}" + suffix),
        new ChainView.Commitments(solana.mintCommitment(), solana.burnCommitment()),
        new ChainView.Signing(life.toSeconds(), slot.toMillis()));
  }

  private String suffix(String cluster) {
    return switch (cluster) {
      case "mainnet-beta" -> "";
      case "localnet" ->
          "?cluster=custom"
              + pages
                  .rpcUrl()
                  .map(url -> URLEncoder.encode(url.toString(), StandardCharsets.UTF_8))
                  .map(url -> "&customUrl=" + url)
                  .orElse("");
      default -> "?cluster=" + cluster;
    };
  }
}
