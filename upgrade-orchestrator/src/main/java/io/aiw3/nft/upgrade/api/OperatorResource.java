package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.SearchHit;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.inbox.DeadLetterTopics;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.persistence.OperatorReads;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
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
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;

/** This service's parts of the operators' pages, which the gateway composes. */
@Path("/api/v1/admin")
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.ADMINISTRATION)
public class OperatorResource {
  private static final int MOST_OPERATIONS = 20;
  private static final String SEARCH_EXAMPLE =
      """
      {"success": true,
       "data": [
         {"kind": "operation", "id": "0b1f7c1e-6f0c-4a53-9a39-6d6f1a2b3c4d", "userId": "42",
          "matched": "operation", "text": "upgrade to 2, completed",
          "at": "2026-11-29T21:00:00Z"}],
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;
  private static final String OVERVIEW_EXAMPLE =
      """
      {"success": true,
       "data": {
         "open": [{"kind": "upgrade", "state": "awaiting_signature", "count": 4,
           "oldestSince": "2026-11-29T21:40:00Z", "stuck": 0}],
         "stuck": 0,
         "deadLetters": [{"topic": "saga-replies.dlq", "records": 0, "newestAt": null}]},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  private final OperatorReads reads;
  private final SagaStore sagas;
  private final Operations operations;
  private final SagaConfig config;
  private final DeadLetterTopics deadLetters;

  OperatorResource(
      OperatorReads reads,
      SagaStore sagas,
      Operations operations,
      SagaConfig config,
      DeadLetterTopics deadLetters) {
    this.reads = reads;
    this.sagas = sagas;
    this.operations = operations;
    this.config = config;
    this.deadLetters = deadLetters;
  }

  @GET
  @Path("search")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "searchOperations",
      summary = "Claims and upgrades by their id, user id or mint",
      description = "The text is compared exactly. At most 20 are found.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.ARRAY, implementation = SearchHit.class),
              examples = @ExampleObject(name = "operations", value = SEARCH_EXAMPLE)))
  public Uni<Success<List<SearchHit>>> search(
      @QueryParam("q")
          @NotNull
          @Size(min = 1, max = 100)
          @Pattern(regexp = SearchHit.PATTERN)
          @Parameter(description = "A user id, wallet, mint, signature, operation or request id")
          String q) {
    return reads.search(q).map(Success::of);
  }

  @GET
  @Path("users/{id}")
  @WithSession
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getUserOperations",
      summary = "A user's newest 20 claims and upgrades",
      description = "The gateway answers this path with what the other services know beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema =
                  @Schema(
                      type = SchemaType.ARRAY,
                      implementation = AdminOperationResource.OperatorView.class)))
  public Uni<Success<List<AdminOperationResource.OperatorView>>> user(
      @PathParam("id") @Parameter(description = "The platform's user id") String id) {
    UserId user = known(id);
    return Panache.getSession()
        .chain(
            session ->
                sagas
                    .page(session, user, 1, MOST_OPERATIONS)
                    .invoke(
                        found -> {
                          if (found.isEmpty()) {
                            throw new NotFoundException("user", id);
                          }
                        })
                    .chain(found -> views(session, found)))
        .map(Success::of);
  }

  @GET
  @Path("overview")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getOperationsOverview",
      summary = "Open claims and upgrades by state, what is stuck, and dead letters",
      description = "The gateway answers this path with the parts of the other services beside it.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = OperationsOverview.class),
              examples = @ExampleObject(name = "operations", value = OVERVIEW_EXAMPLE)))
  public Uni<Success<OperationsOverview>> overview() {
    return Uni.combine()
        .all()
        .unis(reads.open(stuckSince()), deadLetters.count())
        .with(
            (open, letters) ->
                new OperationsOverview(
                    open,
                    open.stream().mapToLong(OperatorReads.OpenOperations::stuck).sum(),
                    letters))
        .map(Success::of);
  }

  private Uni<List<AdminOperationResource.OperatorView>> views(
      Mutiny.Session session, List<StoredSaga> stored) {
    Instant stuckSince = stuckSince();
    return operations
        .views(Sql.of(session), stored)
        .map(
            views ->
                IntStream.range(0, stored.size())
                    .mapToObj(
                        i -> AdminOperationResource.view(stored.get(i), views.get(i), stuckSince))
                    .toList());
  }

  private Instant stuckSince() {
    return Instant.now().minus(config.stuckAfter());
  }

  private static UserId known(String id) {
    return UserId.parse(id).orElseThrow(() -> new NotFoundException("user", "unknown"));
  }
}
