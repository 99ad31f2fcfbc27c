package io.aiw3.nft.badge.api;

import io.aiw3.nft.badge.persistence.BadgeDefinitions;
import io.aiw3.nft.badge.persistence.Badges;
import io.aiw3.nft.badge.persistence.Owners;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Changed;
import io.aiw3.nft.kit.api.ConflictException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Awards by hand: event and special badges, and any badge that a task's event failed to award. */
@Path("/api/v1/admin/badges")
@RolesAllowed({Roles.SERVICE, Roles.ADMIN})
@SecurityRequirement(
    name = ApiDocument.BEARER,
    scopes = {Roles.SERVICE, Roles.ADMIN})
@Tag(name = ApiTags.BADGES)
public class AdminBadgeResource {
  private static final String EXAMPLE =
      """
      {"userId": "42", "badge": "newcomer"}
      """;
  private final Caller caller;
  private final Badges badges;
  private final BadgeDefinitions definitions;
  private final IdempotentRequests requests;

  AdminBadgeResource(
      Caller caller, Badges badges, BadgeDefinitions definitions, IdempotentRequests requests) {
    this.caller = caller;
    this.badges = badges;
    this.definitions = definitions;
    this.requests = requests;
  }

  /**
   * @param userId who gets it
   * @param badge identifier in the catalogue, or of one that an administrator defined
   */
  @Schema(name = "BadgeAward")
  public record Award(
      @NotNull UserId userId, @NotNull @Pattern(regexp = "^[a-z0-9_]{1,60}$") String badge) {}

  /** Awards a badge; 409 if the user owns it already. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(name = ApiDocument.ERRORS, value = "NOT_FOUND, BADGE_ALREADY_OWNED")
  @Operation(operationId = "awardBadge", summary = "Award a badge")
  @APIResponse(
      responseCode = "201",
      description = "The badge",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = BadgeView.class)))
  public Uni<RestResponse<String>> award(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = Award.class),
                      examples = @ExampleObject(name = "newcomer", value = EXAMPLE)))
          @NotNull
          @Valid
          Award award,
      @HeaderParam(IdempotentRequests.HEADER) String key) {
    String subject = caller.subject();
    return definitions
        .find(award.badge())
        .map(found -> found.orElseThrow(() -> new NotFoundException("badge", award.badge())))
        .chain(
            definition ->
                requests.run(
                    subject,
                    key,
                    "award badge",
                    award,
                    201,
                    tx -> award(tx, award, definition, subject)));
  }

  private Uni<Changed<BadgeView>> award(
      Transaction tx, Award award, BadgeDefinition definition, String subject) {
    return badges
        .lock(tx, award.userId())
        .chain(() -> Owners.isRemoved(tx, award.userId()))
        .invoke(
            removed -> {
              if (removed) {
                throw new NotFoundException("user", award.userId().toString());
              }
            })
        .chain(() -> badges.of(award.userId(), award.badge()))
        .chain(
            owned -> {
              if (owned != null) {
                throw new ConflictException(
                    ErrorCode.BADGE_ALREADY_OWNED,
                    "The user owns this badge.",
                    Map.of("badge", award.badge(), "userId", award.userId().toString()));
              }
              return badges.award(tx, award.userId(), definition, subject);
            })
        .map(BadgeView::changed);
  }
}
