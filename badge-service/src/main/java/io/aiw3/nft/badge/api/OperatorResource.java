package io.aiw3.nft.badge.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.badge.persistence.BadgeEntity;
import io.aiw3.nft.badge.persistence.Badges;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.DeadLetterCount;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.inbox.DeadLetterTopics;
import io.aiw3.nft.kit.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** This service's parts of the operators' pages, which the gateway composes. */
@Path("/api/v1/admin")
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.ADMINISTRATION)
public class OperatorResource {
  private static final int MOST_BADGES = 200;
  private static final String SEARCH_EXAMPLE =
      """
      {"success": true,
       "data": [
         {"kind": "badge", "id": "newcomer:42", "userId": "42", "matched": "badge",
          "text": "Newcomer, bound", "at": "2026-11-01T10:00:00Z"}],
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;
  private static final String OVERVIEW_EXAMPLE =
      """
      {"success": true,
       "data": {
         "deadLetters": [{"topic": "task-events.dlq", "records": 0, "newestAt": null}]},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  private final Badges badges;
  private final DeadLetterTopics deadLetters;

  OperatorResource(Badges badges, DeadLetterTopics deadLetters) {
    this.badges = badges;
    this.deadLetters = deadLetters;
  }

  /** The badge service's part of the operators' overview. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record BadgesOverview(
      @Schema(nullable = true, description = "By topic; null while Kafka does not answer")
          List<DeadLetterCount> deadLetters) {}

  @GET
  @Path("search")
  @WithSession
  @Operation(
      operationId = "searchBadges",
      summary = "Badges by their identifier or mint",
      description = "The text is compared exactly, for example newcomer:42.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = SearchHit.class),
              examples = @ExampleObject(name = "badges", value = SEARCH_EXAMPLE)))
  public Uni<Success<List<SearchHit>>> search(
      @QueryParam("q")
          @NotNull
          @Size(min = 1, max = 100)
          @Pattern(regexp = SearchHit.PATTERN)
          @Parameter(description = "A user id, wallet, mint, signature, operation or request id")
          String q) {
    return badges
        .find("identifier", q)
        .list()
        .chain(
            named ->
                named.isEmpty()
                    ? badges
                        .find("mintAddress", q)
                        .list()
                        .map(minted -> minted.stream().map(b -> hit(b, "mint")).toList())
                    : Uni.createFrom().item(named.stream().map(b -> hit(b, "badge")).toList()))
        .map(Success::of);
  }

  @GET
  @Path("users/{id}")
  @WithSession
  @Operation(
      operationId = "getUserBadges",
      summary = "A user's badges, in the order in which they were earned; at most 200",
      description = "The gateway answers this path with what the other services know beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = BadgeView.class)))
  public Uni<Success<List<BadgeView>>> user(
      @PathParam("id") @Parameter(description = "The platform's user id") String id) {
    UserId user = known(id);
    return badges
        .find("userId = ?1", Sort.by("id"), user.value())
        .page(0, MOST_BADGES)
        .list()
        .invoke(
            found -> {
              if (found.isEmpty()) {
                throw new NotFoundException("user", id);
              }
            })
        .map(found -> Success.of(found.stream().map(BadgeView::of).toList()));
  }

  @GET
  @Path("overview")
  @Operation(
      operationId = "getBadgesOverview",
      summary = "Dead letters",
      description = "The gateway answers this path with the parts of the other services beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = BadgesOverview.class),
              examples = @ExampleObject(name = "badges", value = OVERVIEW_EXAMPLE)))
  public Uni<Success<BadgesOverview>> overview() {
    return deadLetters.count().map(BadgesOverview::new).map(Success::of);
  }

  private static SearchHit hit(BadgeEntity badge, String matched) {
    return new SearchHit(
        "badge",
        badge.identifier,
        new UserId(badge.userId),
        matched,
        badge.name + ", " + badge.state.wireName(),
        badge.earnedAt);
  }

  private static UserId known(String id) {
    return UserId.parse(id).orElseThrow(() -> new NotFoundException("user", "unknown"));
  }
}
