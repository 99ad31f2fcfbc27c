package io.aiw3.nft.qualification.api;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.inbox.DeadLetterTopics;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.qualification.persistence.AdminUsers;
import io.aiw3.nft.qualification.persistence.Search;
import io.aiw3.nft.qualification.status.AccountView;
import io.aiw3.nft.qualification.status.HistoryViews;
import io.aiw3.nft.qualification.status.StandingViews;
import io.aiw3.nft.qualification.status.UsersOverview;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** This service's parts of the operators' pages, which the gateway composes. */
@Path("/api/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.ADMINISTRATION)
public class OperatorResource {
  private static final int HISTORY = 50;

  private final Search search;
  private final AdminUsers users;
  private final StandingViews standings;
  private final HistoryViews histories;
  private final DeadLetterTopics deadLetters;

  OperatorResource(
      Search search,
      AdminUsers users,
      StandingViews standings,
      HistoryViews histories,
      DeadLetterTopics deadLetters) {
    this.search = search;
    this.users = users;
    this.standings = standings;
    this.histories = histories;
    this.deadLetters = deadLetters;
  }

  @GET
  @Path("search")
  @Operation(
      operationId = "searchUsers",
      summary = "Users and trades by user id, wallet, mint or trade id",
      description = "The text is compared exactly. At most 20 are found.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = SearchHit.class),
              examples = @ExampleObject(name = "users", value = OperatorExamples.SEARCH)))
  public Uni<Success<List<SearchHit>>> search(
      @QueryParam("q")
          @NotNull
          @Size(min = 1, max = 100)
          @Pattern(regexp = SearchHit.PATTERN)
          @Parameter(description = "A user id, wallet, mint, signature, operation or request id")
          String q) {
    return search.find(q).map(Success::of);
  }

  @GET
  @Path("users/{id}")
  @Operation(
      operationId = "getAccount",
      summary = "A user's standing, wallets and history",
      description = "The gateway answers this path with what the other services know beside it.")
  @APIResponseSchema(value = AccountView.class, responseCode = "200", responseDescription = "Data")
  public Uni<Success<AccountView>> user(
      @PathParam("id") @Parameter(description = "The platform's user id") String id) {
    UserId user = known(id);
    return users
        .isKnown(user.value())
        .invoke(
            isKnown -> {
              if (!isKnown) {
                throw new NotFoundException("user", id);
              }
            })
        .chain(
            () ->
                Uni.combine()
                    .all()
                    .unis(
                        standings.of(user),
                        users.wallets(user.value()),
                        histories.page(user.value(), null, HISTORY))
                    .with(AccountView::new))
        .map(Success::of);
  }

  @GET
  @Path("overview")
  @Operation(
      operationId = "getUsersOverview",
      summary = "Users by level, and dead letters",
      description = "The gateway answers this path with the parts of the other services beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = UsersOverview.class),
              examples = @ExampleObject(name = "users", value = OperatorExamples.OVERVIEW)))
  public Uni<Success<UsersOverview>> overview() {
    return Uni.combine()
        .all()
        .unis(users.byLevel(), deadLetters.count())
        .with(
            (levels, letters) ->
                new UsersOverview(
                    levels, levels.stream().mapToLong(AdminUsers.LevelCount::users).sum(), letters))
        .map(Success::of);
  }

  private static UserId known(String id) {
    return UserId.parse(id).orElseThrow(() -> new NotFoundException("user", "unknown"));
  }
}
