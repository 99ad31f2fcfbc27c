package io.aiw3.nft.badge.api;

import io.aiw3.nft.badge.persistence.BadgeDefinitions;
import io.aiw3.nft.badge.persistence.BadgeEntity;
import io.aiw3.nft.badge.persistence.Badges;
import io.aiw3.nft.badge.persistence.TaskProgress;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Changed;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.kit.transaction.Transaction;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A user's own badges. */
@Path("/api/v1/badges")
@RolesAllowed(Roles.USER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
@Tag(name = ApiTags.BADGES)
public class BadgeResource {
  private static final String CATALOGUE_EXAMPLE =
      """
      {"success": true,
       "data": [
         {"badge": "newcomer", "name": "Newcomer", "type": "achievement_badge", "level": 3,
          "task": "friends_invited", "taskCount": 1, "taskProgress": 0, "state": null,
          "taskText": "Invite 1 friend", "icon": "user-plus", "earnedAt": null, "boundAt": null,
          "badgeIdentifier": null, "metadataUri": null, "imageUri": null}],
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,60}");

  private final Caller caller;
  private final Badges badges;
  private final TaskProgress progress;
  private final BadgeCatalogue catalogue;
  private final BadgeDefinitions definitions;
  private final IdempotentRequests requests;

  BadgeResource(
      Caller caller,
      Badges badges,
      TaskProgress progress,
      BadgeCatalogue catalogue,
      BadgeDefinitions definitions,
      IdempotentRequests requests) {
    this.caller = caller;
    this.badges = badges;
    this.progress = progress;
    this.catalogue = catalogue;
    this.definitions = definitions;
    this.requests = requests;
  }

  /** The caller's badges, in the order in which they were earned. */
  @GET
  @WithSession
  @Operation(
      operationId = "listBadges",
      summary = "Own badges, in the order in which they were earned")
  public Uni<Success<Page<BadgeView>>> list(
      @QueryParam("state") @Parameter(schema = @Schema(implementation = BadgeState.class))
          String state,
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("20") @Min(1) @Max(100) int pageSize) {
    int user = caller.userId().value();
    var query =
        state == null
            ? badges.find("userId = ?1", Sort.by("id"), user)
            : badges.find("userId = ?1 and state = ?2", Sort.by("id"), user, parse(state));
    return query
        .count()
        .chain(
            total ->
                query
                    .page(page - 1, pageSize)
                    .list()
                    .map(found -> found.stream().map(BadgeView::of).toList())
                    .map(items -> Success.of(new Page<>(items, page, pageSize, total))));
  }

  /** Every badge there is, with the caller's progress. */
  @GET
  @Path("/catalogue")
  @Operation(operationId = "getBadgeCatalogue", summary = "Every badge there is, with own progress")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = CatalogueView.class),
              examples = @ExampleObject(name = "catalogue", value = CATALOGUE_EXAMPLE)))
  @WithSession
  public Uni<Success<List<CatalogueView>>> catalogue(@QueryParam("level") @Min(2) Integer level) {
    UserId user = caller.userId();
    return badges
        .list("userId", user.value())
        .map(owned -> owned.stream().collect(Collectors.toMap(b -> b.badge, Function.identity())))
        .chain(
            owned ->
                progress
                    .of(user)
                    .chain(
                        counts ->
                            defined(level, owned.keySet())
                                .map(defined -> views(level, defined, owned, counts))))
        .map(Success::of);
  }

  /** Binds an owned badge; there is no way back. */
  @POST
  @Path("/{badge}/bind")
  @Extension(
      name = ApiDocument.ERRORS,
      value = "BADGE_ALREADY_BOUND, BADGE_RESERVED, BADGE_CONSUMED")
  @Operation(operationId = "bindBadge", summary = "Bind an owned badge; there is no way back")
  @APIResponse(
      responseCode = "200",
      description = "The badge",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = BadgeView.class)))
  public Uni<RestResponse<String>> bind(
      @PathParam("badge") String badge, @HeaderParam(IdempotentRequests.HEADER) String key) {
    UserId user = caller.userId();
    if (!NAME.matcher(badge).matches()) {
      throw new NotFoundException("badge", badge);
    }
    return requests.run(user, key, "bind " + badge, null, 200, tx -> bind(tx, user, badge));
  }

  private Uni<Changed<BadgeView>> bind(Transaction tx, UserId user, String name) {
    return badges
        .lock(tx, user)
        .chain(() -> badges.of(user, name))
        .onItem()
        .ifNull()
        .failWith(() -> new NotFoundException("badge", name))
        .chain(
            badge -> {
              if (badge.state != BadgeState.OWNED) {
                throw new BadgeStateException(name, badge.state);
              }
              return badges.move(tx, badge, BadgeState.BOUND, null, BadgeEvent.Bound::new);
            })
        .map(BadgeView::changed);
  }

  /** Those that administrators defined are shown to their owners; they have no level. */
  private Uni<List<BadgeDefinition>> defined(Integer level, Set<String> owned) {
    return level != null || owned.stream().allMatch(badge -> catalogue.find(badge).isPresent())
        ? Uni.createFrom().item(List.of())
        : definitions
            .defined()
            .map(all -> all.stream().filter(one -> owned.contains(one.badge())).toList());
  }

  private List<CatalogueView> views(
      Integer level,
      List<BadgeDefinition> defined,
      Map<String, BadgeEntity> owned,
      Map<String, Integer> counts) {
    return Stream.concat(
            catalogue.badges().stream(),
            defined.stream().filter(one -> catalogue.find(one.badge()).isEmpty()))
        .filter(definition -> level == null || level.equals(definition.level()))
        .map(definition -> view(definition, owned.get(definition.badge()), counts))
        .toList();
  }

  private static CatalogueView view(
      BadgeDefinition definition, BadgeEntity own, Map<String, Integer> counts) {
    int done = definition.task() == null ? 0 : counts.getOrDefault(definition.task(), 0);
    return new CatalogueView(
        definition.badge(),
        definition.name(),
        definition.type(),
        definition.level(),
        definition.task(),
        definition.taskCount(),
        Math.min(done, definition.taskCount()),
        own == null ? null : own.state,
        definition.taskText(),
        definition.icon(),
        own == null ? null : own.earnedAt,
        own == null ? null : own.boundAt,
        own == null ? null : own.identifier,
        own == null || own.metadataUri == null ? definition.metadataUri() : own.metadataUri,
        own == null || own.imageUri == null ? definition.imageUri() : own.imageUri);
  }

  private static BadgeState parse(String state) {
    return Arrays.stream(BadgeState.values())
        .filter(known -> known.wireName().equals(state))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "state", "Use one of owned, bound, reserved, consumed."));
  }
}
