package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;

/** The claim or upgrade that the caller has under way; a user has one at a time. */
@Path("/api/v1/nft/operations/open")
@RolesAllowed(Roles.USER)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.USER)
@Tag(name = ApiTags.UPGRADES)
public class OpenOperationResource {
  static final String EXAMPLE =
      """
      {"success": true,
       "data": {
         "id": "0b1f7c1e-6f0c-4a53-9a39-6d6f1a2b3c4d", "kind": "upgrade", "fromLevel": 1,
         "toLevel": 2, "status": "pending", "step": "badges_reserved", "progress": 20,
         "state": "preparing_burn", "cancelRequested": false, "outlook": "completes",
         "walletAction": null,
         "oldMintAddress": "7RoSF9fUmdphVCpabEoefH81WwrW7orsWonXWqTXkKV8", "newMintAddress": null,
         "burnTransactionSignature": null, "mintTransactionSignature": null,
         "burnTransaction": null, "error": null, "createdAt": "2026-11-29T21:59:30Z",
         "updatedAt": "2026-11-29T21:59:31Z",
         "history": [{"step": "qualification_verified", "status": "pending",
           "transactionId": "0b1f7c1e-6f0c-4a53-9a39-6d6f1a2b3c4d",
           "at": "2026-11-29T21:59:31Z"}]},
       "meta": {"timestamp": "2026-11-29T22:00:00Z", "version": "v1"}}
      """;

  private final Caller caller;
  private final Operations operations;
  private final SagaStore sagas;

  OpenOperationResource(Caller caller, Operations operations, SagaStore sagas) {
    this.caller = caller;
    this.operations = operations;
    this.sagas = sagas;
  }

  @GET
  @WithSession
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getOpenOperation",
      summary = "The claim or upgrade under way",
      description = "A user has one at a time. data is null when there is none.")
  @APIResponse(
      responseCode = "200",
      description = "Data",
      extensions = @Extension(name = ApiDocument.MAY_BE_NULL, value = "true"),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Operation.class),
              examples = @ExampleObject(name = "upgrade", value = EXAMPLE)))
  public Uni<Success<Operation>> open() {
    return sagas
        .findOpen(caller.userId())
        .chain(
            id ->
                id.isEmpty()
                    ? Uni.createFrom().<Operation>nullItem()
                    : Panache.getSession().chain(session -> view(session, id.get())))
        .map(Success::of);
  }

  /** Null if it has ended since its id was read. */
  private Uni<Operation> view(Mutiny.Session session, String id) {
    return sagas
        .find(session, id)
        .chain(
            found ->
                found.isEmpty() || !found.get().saga().open()
                    ? Uni.createFrom().<Operation>nullItem()
                    : operations.view(Sql.of(session), found.get()));
  }
}
