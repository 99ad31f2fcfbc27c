package io.aiw3.nft.qualification.api;

import io.aiw3.nft.kit.api.Success;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What the status call is measured against: the same bytes, without token, cache or rules. It is
 * only in what is built with the profile {@code bench} ({@code deploy/bench/status}).
 */
@IfBuildProfile("bench")
@Path("/bench/bare")
@Produces(MediaType.APPLICATION_JSON)
public class BareStatusResource {
  private static final RawJson STATUS =
      new RawJson(
          "{\"currentNFT\":null,\"qualification\":{\"nextLevel\":1,\"progress\":0,"
              + "\"requirements\":{\"tradingVolume\":100000,\"tradingVolumeText\":\"100000\","
              + "\"badges\":[]}}}");

  @GET
  @Operation(hidden = true)
  @PermitAll
  public Uni<Success<RawJson>> status() {
    return Uni.createFrom().item(Success.of(STATUS));
  }
}
