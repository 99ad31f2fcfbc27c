package io.aiw3.nft.qualification.api;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.cache.StatusCache;
import io.aiw3.nft.qualification.domain.Benefits;
import io.aiw3.nft.qualification.status.StatusView;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Any user's status, for other services and administrators. */
@Path("/api/v1/users/{id}/nft")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.SERVICE, Roles.ADMIN})
@SecurityRequirement(
    name = ApiDocument.BEARER,
    scopes = {Roles.SERVICE, Roles.ADMIN})
@Tag(name = ApiTags.QUALIFICATION)
public class UserStatusResource {
  private final StatusCache cache;

  UserStatusResource(StatusCache cache) {
    this.cache = cache;
  }

  @GET
  @Path("status")
  @Operation(
      operationId = "getUserStatus",
      summary = "The NFT held and the way to the next level, of any user")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = StatusView.class)))
  public Uni<Success<RawJson>> status(@PathParam("id") String id) {
    return cache.status(user(id)).map(json -> Success.of(new RawJson(json)));
  }

  @GET
  @Path("benefits")
  @Operation(operationId = "getUserBenefits", summary = "Effective benefits of any user")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Benefits.class)))
  public Uni<Success<RawJson>> benefits(@PathParam("id") String id) {
    return cache.benefits(user(id)).map(json -> Success.of(new RawJson(json)));
  }

  private static int user(String id) {
    return UserId.parse(id).orElseThrow(() -> new NotFoundException("user", id)).value();
  }
}
