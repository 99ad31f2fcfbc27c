package io.aiw3.nft.minting.api.definition;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.api.Accepted;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.minting.ipfs.Pinning;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What is minted for each level. */
@Path(DefinitionResource.PATH)
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.ADMINISTRATION)
public class DefinitionResource {
  static final String PATH = "/api/v1/admin/nft-definitions";
  private static final String DEFINITIONS = PATH + "?level=";
  private static final String NEW_EXAMPLE =
      """
      {"level": 1, "name": "Tech Chicken", "symbol": "AIW3E",
       "description": "Represents Level 1 equity and status within the AIW3 ecosystem.",
       "image": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA\
      DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}
      """;
  private static final String EXAMPLE =
      """
      {"name": "Tech Chicken", "symbol": "AIW3E",
       "description": "Represents Level 1 equity and status within the AIW3 ecosystem."}
      """;
  private static final int ACCEPTED = 202;

  private final Caller caller;
  private final DefinitionAdmin definitions;
  private final IdempotentRequests requests;
  private final Pinning pinning;
  private final TierCatalogue tiers;

  DefinitionResource(
      Caller caller,
      DefinitionAdmin definitions,
      IdempotentRequests requests,
      Pinning pinning,
      TierCatalogue tiers) {
    this.caller = caller;
    this.definitions = definitions;
    this.requests = requests;
    this.pinning = pinning;
    this.tiers = tiers;
  }

  @GET
  @Operation(
      operationId = "listDefinitions",
      summary = "Definitions with their pinning state, by level, newest revision first")
  public Uni<Success<Page<DefinitionView>>> list(
      @QueryParam("level") @Min(1) Integer level,
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("20") @Min(1) @Max(100) int pageSize) {
    return definitions.page(level, page, pageSize).map(Success::of);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(name = ApiDocument.ERRORS, value = "DEFINITION_EXISTS")
  @Operation(
      operationId = "createDefinition",
      summary = "The first definition of a level; it is minted once it is pinned")
  @APIResponseSchema(
      value = DefinitionView.class,
      responseCode = "202",
      responseDescription = "Data")
  public Uni<RestResponse<String>> create(
      @HeaderParam(IdempotentRequests.HEADER) String key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = NewDefinitionRequest.class),
                      examples = @ExampleObject(name = "first", value = NEW_EXAMPLE)))
          @NotNull
          @Valid
          NewDefinitionRequest request) {
    if (tiers.find(request.level()).isEmpty()) {
      throw new InvalidRequestException("level", "The tier catalogue has no such level.");
    }
    DefinitionRequest definition = request.definition();
    DefinitionChecks.texts(definition);
    byte[] image = DefinitionChecks.image(definition.image());
    String admin = caller.subject();
    return requests
        .run(
            admin,
            key,
            "create definition",
            request,
            ACCEPTED,
            tx -> definitions.create(tx, request.level(), definition, image, admin))
        .invoke(pinning::nudge)
        .map(answer -> Accepted.at(answer, DEFINITIONS + request.level()));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("{level}")
  @Operation(
      operationId = "replaceDefinition",
      summary = "Another definition for the mints to come; used once it is pinned")
  @APIResponseSchema(
      value = DefinitionView.class,
      responseCode = "202",
      responseDescription = "Data")
  public Uni<RestResponse<String>> replace(
      @PathParam("level") @Min(1) int level,
      @HeaderParam(IdempotentRequests.HEADER) String key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = DefinitionRequest.class),
                      examples = @ExampleObject(name = "texts", value = EXAMPLE)))
          @NotNull
          @Valid
          DefinitionRequest request) {
    DefinitionChecks.texts(request);
    byte[] image = request.image() == null ? null : DefinitionChecks.image(request.image());
    String admin = caller.subject();
    return requests
        .run(
            admin,
            key,
            "replace definition " + level,
            request,
            ACCEPTED,
            tx -> definitions.replace(tx, level, request, image, admin))
        .invoke(pinning::nudge)
        .map(answer -> Accepted.at(answer, DEFINITIONS + level));
  }
}
