package io.aiw3.nft.qualification.api;

import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.status.VolumeView;
import io.aiw3.nft.qualification.status.VolumeViews;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's trading volume, trade by trade. */
@Path("/api/v1/nft/volume")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
@Tag(name = ApiTags.QUALIFICATION)
public class VolumeResource {
  private final VolumeViews views;
  private final Caller caller;

  VolumeResource(VolumeViews views, Caller caller) {
    this.views = views;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "getVolume",
      summary = "Which trades counted, and why others did not",
      description =
          "The caller's trades, newest first, those without a time last; of at most 50 wallets."
              + " Reversals are not listed: the trade that one takes back names it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = VolumeView.class),
              examples = @ExampleObject(name = "volume", value = PageExamples.VOLUME)))
  public Uni<Success<VolumeView>> volume(
      @QueryParam("cursor")
          @Size(min = 1, max = 200)
          @Parameter(description = "next of the page before; without it the first page")
          String cursor,
      @QueryParam("pageSize")
          @DefaultValue("20")
          @Min(1)
          @Max(100)
          @Parameter(description = "Most trades of a page")
          int pageSize) {
    return views.page(caller.userId().value(), cursor, pageSize).map(Success::of);
  }
}
