package io.aiw3.nft.qualification.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.persistence.Profiles;
import io.aiw3.nft.qualification.status.ProfileView;
import io.aiw3.nft.qualification.status.ProfileViews;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Public profiles, and whether the caller has one. */
@Path("/api/v1/nft")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.PROFILE)
public class ProfileResource {
  private static final String SETTINGS_EXAMPLE =
      """
      {"public": true}
      """;
  private static final int OK = 200;

  private final Profiles profiles;
  private final ProfileViews views;
  private final Caller caller;
  private final IdempotentRequests requests;

  ProfileResource(
      Profiles profiles, ProfileViews views, Caller caller, IdempotentRequests requests) {
    this.profiles = profiles;
    this.views = views;
    this.caller = caller;
    this.requests = requests;
  }

  /** Whether everybody may see the caller's NFTs by the wallet's address. */
  @Schema(name = "ProfileSettings")
  public record Settings(
      @NotNull
          @Schema(
              name = "public",
              required = true,
              description = "Whether everybody may see the caller's NFTs by the wallet's address")
          @JsonProperty("public")
          Boolean isPublic) {}

  @GET
  @Path("profiles/{wallet}")
  @PermitAll
  @Operation(
      operationId = "getPublicProfile",
      summary = "The NFTs and badges of a wallet, if its owner allows it",
      description =
          "404 for a wallet that nobody has linked, and for one whose owner does not show it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ProfileView.class),
              examples = @ExampleObject(name = "profile", value = PageExamples.PROFILE)))
  public Uni<Success<ProfileView>> profile(
      @PathParam("wallet") @Parameter(description = "The address, base58") String wallet) {
    return views.of(wallet).map(Success::of);
  }

  @GET
  @Path("profile")
  @RolesAllowed(Roles.USER)
  @SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
  @Operation(
      operationId = "getProfile",
      summary = "Whether the caller's profile is public",
      description = "It is not until the caller says so.")
  @APIResponseSchema(value = Settings.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<Settings>> settings() {
    return profiles.isPublic(caller.userId().value()).map(Settings::new).map(Success::of);
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("profile")
  @RolesAllowed(Roles.USER)
  @SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
  @Operation(
      operationId = "setProfile",
      summary = "Show the caller's NFTs to everybody, or no longer",
      description = "By the address of the wallet that is linked at the time of the look-up.")
  @APIResponseSchema(value = Settings.class, responseCode = "200", responseDescription = "Data")
  public Uni<RestResponse<String>> change(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = Settings.class),
                      examples = @ExampleObject(name = "public", value = SETTINGS_EXAMPLE)))
          @NotNull
          @Valid
          Settings settings,
      @HeaderParam(IdempotentRequests.HEADER) String key) {
    UserId user = caller.userId();
    return requests.run(
        user,
        key,
        "profile",
        settings,
        OK,
        tx -> profiles.put(tx, user.value(), settings.isPublic()).replaceWith(settings));
  }
}
