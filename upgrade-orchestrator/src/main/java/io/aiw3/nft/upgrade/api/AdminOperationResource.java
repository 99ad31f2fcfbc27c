package io.aiw3.nft.upgrade.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.InvalidRequestException;
import io.aiw3.nft.kit.api.Page;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.SagaRequest;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestResponse;

/** Operators' view of all claims and upgrades. */
@Path("/api/v1/admin/upgrades")
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Tag(name = ApiTags.ADMINISTRATION)
public class AdminOperationResource {
  private final Caller caller;
  private final Operations operations;
  private final SagaStore sagas;
  private final HistoryStore history;
  private final SagaConfig config;

  AdminOperationResource(
      Caller caller,
      Operations operations,
      SagaStore sagas,
      HistoryStore history,
      SagaConfig config) {
    this.caller = caller;
    this.operations = operations;
    this.sagas = sagas;
    this.history = history;
    this.config = config;
  }

  /**
   * @param state what the operation waits for
   * @param since since when
   * @param nextActionAt when it is polled next; null at an end
   * @param attempts how often the command was sent again
   * @param stuck whether it waits longer than it should
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record OperatorView(
      UserId userId,
      @Schema(
              enumeration = {
                "verifying",
                "reserving_badges",
                "preparing_burn",
                "awaiting_signature",
                "submitting_burn",
                "confirming_burn",
                "withdrawing_burn",
                "releasing_badges",
                "minting",
                "consuming_badges",
                "completed",
                "failed"
              },
              description = "What the operation waits for")
          String state,
      Instant since,
      @Schema(nullable = true) Instant nextActionAt,
      int attempts,
      boolean stuck,
      Operation operation) {}

  /**
   * One thing that happened, or that happened several times while the operation waited.
   *
   * @param at when it happened first
   * @param times how often it happened
   * @param lastAt when it happened last
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Moment(
      Instant at,
      int times,
      Instant lastAt,
      HistoryStore.Kind kind,
      String name,
      @Schema(nullable = true) String state,
      @Schema(nullable = true) OperationStatus status,
      @Schema(nullable = true) String transactionId,
      @Schema(nullable = true) String detail) {}

  /** All, or those of a status, or those that are stuck; newest first. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "listOperations",
      summary = "All operations, or those of a status, or those that are stuck; newest first")
  @WithSession
  public Uni<Success<Page<OperatorView>>> list(
      @QueryParam("status") @Parameter(schema = @Schema(implementation = OperationStatus.class))
          String status,
      @QueryParam("stuck") @DefaultValue("false") boolean stuck,
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("20") @Min(1) @Max(100) int pageSize) {
    OperationStatus wanted = status == null ? null : status(status);
    Instant since = stuck ? stuckSince() : null;
    return Panache.getSession()
        .chain(
            session ->
                sagas
                    .page(session, wanted, since, page, pageSize)
                    .chain(stored -> views(session, stored))
                    .chain(
                        items ->
                            sagas
                                .count(session, wanted, since)
                                .map(total -> new Page<>(items, page, pageSize, total))))
        .map(Success::of);
  }

  /** Everything that happened to one operation, commands and answers among it, oldest first. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getOperationTimeline",
      summary =
          "Pages of everything that happened to an operation, commands and answers among it,"
              + " oldest first")
  @Path("/{id}/timeline")
  @WithSession
  public Uni<Success<List<Moment>>> timeline(
      @PathParam("id") String id,
      @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000_000) int page,
      @QueryParam("pageSize") @DefaultValue("100") @Min(1) @Max(100) int pageSize) {
    OperationId operation = OperationId.of(id);
    return Panache.getSession()
        .chain(session -> history.page(Sql.of(session), operation.value(), page, pageSize))
        .map(
            entries -> {
              if (entries.isEmpty() && page == 1) {
                throw operation.notFound();
              }
              return entries.stream().map(AdminOperationResource::moment).toList();
            })
        .map(Success::of);
  }

  /** Sends the current participant its command again, now. */
  @POST
  @Extension(name = ApiDocument.ERRORS, value = "OPERATION_STATE_CONFLICT")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "retryOperation",
      summary = "Ask the participant whose turn it is again, now")
  @Path("/{id}/retry")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> retry(
      @PathParam("id") String id, @HeaderParam(IdempotentRequests.HEADER) String key) {
    return operations.changeAny(
        caller.subject(),
        OperationId.of(id),
        key,
        "operator retry",
        new SagaRequest.OperatorRetry());
  }

  /** Ends a user's operation before its burn, as its owner could. */
  @POST
  @Extension(name = ApiDocument.ERRORS, value = "OPERATION_STATE_CONFLICT")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "cancelOperation",
      summary = "Cancel a user's operation before its burn")
  @Path("/{id}/cancel")
  @APIResponse(
      responseCode = "202",
      description = "Data",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class)))
  public Uni<RestResponse<String>> cancel(
      @PathParam("id") String id, @HeaderParam(IdempotentRequests.HEADER) String key) {
    return operations.changeAny(
        caller.subject(), OperationId.of(id), key, "operator cancel", new SagaRequest.Cancel());
  }

  private Uni<List<OperatorView>> views(Mutiny.Session session, List<StoredSaga> stored) {
    Instant stuckSince = stuckSince();
    return operations
        .views(Sql.of(session), stored)
        .map(
            views ->
                IntStream.range(0, stored.size())
                    .mapToObj(i -> view(stored.get(i), views.get(i), stuckSince))
                    .toList());
  }

  static OperatorView view(StoredSaga stored, Operation operation, Instant stuckSince) {
    boolean stuck =
        stored.saga().open()
            && !(stored.saga().state() instanceof SagaState.AwaitingSignature)
            && stored.since().isBefore(stuckSince);
    return new OperatorView(
        stored.saga().userId(),
        stored.saga().state().wireName(),
        stored.since(),
        stored.nextActionAt(),
        stored.attempts(),
        stuck,
        operation);
  }

  private static Moment moment(HistoryStore.Stored stored) {
    HistoryStore.Entry entry = stored.entry();
    return new Moment(
        entry.at(),
        stored.times(),
        stored.lastAt(),
        entry.kind(),
        entry.name(),
        entry.state(),
        entry.status(),
        entry.transactionId(),
        entry.detail());
  }

  private Instant stuckSince() {
    return Instant.now().minus(config.stuckAfter());
  }

  private static OperationStatus status(String wireName) {
    return Arrays.stream(OperationStatus.values())
        .filter(status -> status.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "status", "Use pending, burn_confirmed, mint_confirmed, completed or failed."));
  }
}
