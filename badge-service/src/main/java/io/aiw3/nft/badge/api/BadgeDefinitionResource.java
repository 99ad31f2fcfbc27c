package io.aiw3.nft.badge.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.badge.persistence.BadgeDefinitions;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Event and special badges: no level needs them, and no task earns them. */
@Path("/api/v1/admin/badges/definitions")
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.BADGES)
public class BadgeDefinitionResource {
  private static final String EXAMPLE =
      """
      {"name": "Spring Festival 2026", "type": "event_badge",
       "description": "Traded during the Spring Festival of 2026", "icon": "confetti",
       "metadataUri": "ipfs://QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
       "imageUri": "ipfs://QmNjFaN1j3yDVVUPbVyNkMFPUGLpkPvzVJb1AVUSf1pJdP"}
      """;
  private static final int OK = 200;

  private final Caller caller;
  private final BadgeCatalogue catalogue;
  private final BadgeDefinitions definitions;
  private final IdempotentRequests requests;

  BadgeDefinitionResource(
      Caller caller,
      BadgeCatalogue catalogue,
      BadgeDefinitions definitions,
      IdempotentRequests requests) {
    this.caller = caller;
    this.catalogue = catalogue;
    this.definitions = definitions;
    this.requests = requests;
  }

  /**
   * @param description for people
   * @param icon name of an icon of the Tabler set
   * @param metadataUri {@code ipfs://<CID>} or {@code <gateway>/ipfs/<CID>}
   * @param imageUri the same, of the image that the metadata names; null: it has none
   */
  @Schema(name = "BadgeDefinitionRequest")
  public record Request(
      @NotBlank @Size(max = 100) String name,
      @NotNull
          @Schema(
              implementation = String.class,
              enumeration = {"event_badge", "special_badge"})
          BadgeType type,
      @Size(max = 500) String description,
      @Pattern(regexp = "^[a-z0-9-]{1,60}$") String icon,
      @NotBlank @Size(max = 500) String metadataUri,
      @Size(max = 500) String imageUri) {}

  /** A badge that an administrator defined. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Schema(name = "BadgeDefinitionView")
  public record View(
      String badge,
      String name,
      BadgeType type,
      @Schema(nullable = true) String description,
      @Schema(nullable = true) String icon,
      String metadataUri,
      @Schema(nullable = true) String imageUri) {
    static View of(BadgeDefinition badge) {
      return new View(
          badge.badge(),
          badge.name(),
          badge.type(),
          badge.taskText(),
          badge.icon(),
          badge.metadataUri(),
          badge.imageUri());
    }
  }

  @GET
  @Operation(
      operationId = "listBadgeDefinitions",
      summary = "Event and special badges that were defined, by their identifiers; at most 1000")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = View.class)))
  public Uni<Success<List<View>>> list() {
    return definitions.defined().map(all -> Success.of(all.stream().map(View::of).toList()));
  }

  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("{badge}")
  @Operation(
      operationId = "defineBadge",
      summary = "Define an event or special badge, or define it again for later awards",
      description =
          "Badges that were awarded keep what they are. A badge of the catalogue cannot be defined"
              + " here.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = View.class)))
  public Uni<RestResponse<String>> define(
      @PathParam("badge")
          @Pattern(regexp = "^[a-z0-9_]{1,60}$")
          @Parameter(description = "Identifier of the badge", example = "spring_festival_2026")
          String badge,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = Request.class),
                      examples = @ExampleObject(name = "event", value = EXAMPLE)))
          @NotNull
          @Valid
          Request request,
      @HeaderParam(IdempotentRequests.HEADER) String key) {
    BadgeDefinition definition = checked(badge, request);
    String subject = caller.subject();
    return requests.run(
        subject,
        key,
        "define badge " + badge,
        request,
        OK,
        tx -> definitions.put(tx, definition, subject).replaceWith(View.of(definition)));
  }

  private BadgeDefinition checked(String badge, Request request) {
    if (catalogue.find(badge).isPresent()) {
      throw new InvalidRequestException("badge", "This badge is in the catalogue.");
    }
    if (request.type() != BadgeType.EVENT_BADGE && request.type() != BadgeType.SPECIAL_BADGE) {
      throw new InvalidRequestException("type", "Use event_badge or special_badge.");
    }
    if (!BadgeCatalogue.isOnIpfs(request.metadataUri())) {
      throw new InvalidRequestException(
          "metadataUri", "Metadata is on IPFS: ipfs://<CID> or <gateway>/ipfs/<CID>.");
    }
    if (request.imageUri() != null && !BadgeCatalogue.isOnIpfs(request.imageUri())) {
      throw new InvalidRequestException(
          "imageUri", "Images are on IPFS: ipfs://<CID> or <gateway>/ipfs/<CID>.");
    }
    return new BadgeDefinition(
        badge,
        request.name(),
        request.type(),
        null,
        null,
        0,
        request.description(),
        request.icon(),
        request.metadataUri(),
        request.imageUri());
  }
}
