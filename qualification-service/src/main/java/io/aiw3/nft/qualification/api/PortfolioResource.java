package io.aiw3.nft.qualification.api;

import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.status.StandingView;
import io.aiw3.nft.qualification.status.StandingViews;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** This service's part of the portfolio, which the gateway composes. */
@Path("/api/v1/nft/portfolio")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
@Tag(name = ApiTags.QUALIFICATION)
public class PortfolioResource {
  private final StandingViews views;
  private final Caller caller;

  PortfolioResource(StandingViews views, Caller caller) {
    this.views = views;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "getStanding",
      summary = "The caller's state of every tier",
      description =
          "Per tier: status, requirement, progress, what it gives, and the caller's own NFT of it."
              + " The gateway answers this path with the parts of the other services beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = StandingView.class),
              examples = @ExampleObject(name = "standing", value = PageExamples.STANDING)))
  public Uni<Success<StandingView>> standing() {
    return views.of(caller.userId()).map(Success::of);
  }
}
