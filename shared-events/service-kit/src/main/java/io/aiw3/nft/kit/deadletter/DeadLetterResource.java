package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.kit.api.ApiDocument;
import io.aiw3.nft.kit.api.ApiTags;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.api.Success;
import io.aiw3.nft.kit.idempotency.IdempotentRequests;
import io.aiw3.nft.kit.inbox.DeadLetterTopics;
import io.aiw3.nft.kit.security.Caller;
import io.aiw3.nft.kit.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The dead letters of this service, for administrators. */
@Path("/api/v1/admin/dead-letters/{service}/{topic}")
@RolesAllowed(Roles.ADMIN)
@SecurityRequirement(name = ApiDocument.BEARER, scopes = Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiTags.ADMINISTRATION)
public class DeadLetterResource {
  private static final String SERVICE = "Service that gave the record up, e.g. badge-service";
  private static final String TOPIC = "Topic that the record was in, e.g. task-events";
  private static final String PARTITION = "Partition of the dead-letter topic";
  private static final String OFFSET = "Offset in that partition";
  private static final String EXAMPLE =
      """
      {"reason": "Sent by a test of the platform, ticket 1234"}
      """;
  private static final String ERRORS = "DEAD_LETTER_NOT_PENDING";
  private static final int OK = 200;

  private final LetterDesk desk;
  private final DeadLetterTopics topics;
  private final Caller caller;
  private final IdempotentRequests requests;
  private final String application;

  DeadLetterResource(
      LetterDesk desk,
      DeadLetterTopics topics,
      Caller caller,
      IdempotentRequests requests,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.desk = desk;
    this.topics = topics;
    this.caller = caller;
    this.requests = requests;
    this.application = application;
  }

  @GET
  @Operation(
      operationId = "listDeadLetters",
      summary = "Dead letters of one service and topic, the newest first",
      description =
          "A page reads at most 1,000 records; it may show fewer letters than pageSize, or none,"
              + " and name a next page.")
  @APIResponseSchema(
      value = DeadLetterPage.class,
      responseCode = "200",
      responseDescription = "Data")
  public Uni<Success<DeadLetterPage>> list(
      @PathParam("service") @Parameter(description = SERVICE, example = "badge-service")
          String service,
      @PathParam("topic") @Parameter(description = TOPIC, example = "task-events") String topic,
      @QueryParam("state")
          @DefaultValue("pending")
          @Pattern(regexp = "^(pending|all)$")
          @Parameter(
              description = "pending: only those that nobody has dealt with",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"pending", "all"},
                      defaultValue = "pending"))
          String state,
      @QueryParam("cursor")
          @Size(min = 3, max = 30)
          @Pattern(regexp = LetterCursor.PATTERN)
          @Parameter(description = "next of the page before; without it the first page")
          String cursor,
      @QueryParam("pageSize")
          @DefaultValue("20")
          @Min(1)
          @Max(100)
          @Parameter(description = "Most items of a page")
          int pageSize) {
    String known = known(service, topic);
    return desk.page(known, LetterCursor.parse(cursor), pageSize, "pending".equals(state))
        .map(Success::of);
  }

  @GET
  @Path("{partition}/{offset}")
  @Operation(
      operationId = "getDeadLetter",
      summary = "A dead letter with headers, stack trace and the beginning of its body")
  @APIResponseSchema(
      value = DeadLetterDetail.class,
      responseCode = "200",
      responseDescription = "Data")
  public Uni<Success<DeadLetterDetail>> one(
      @PathParam("service") @Parameter(description = SERVICE, example = "badge-service")
          String service,
      @PathParam("topic") @Parameter(description = TOPIC, example = "task-events") String topic,
      @PathParam("partition") @Min(0) @Parameter(description = PARTITION, example = "0")
          int partition,
      @PathParam("offset") @Min(0) @Parameter(description = OFFSET, example = "17") long offset) {
    return desk.detail(new LetterPlace(known(service, topic), partition, offset)).map(Success::of);
  }

  @POST
  @Path("{partition}/{offset}/replay")
  @Extension(name = ApiDocument.ERRORS, value = ERRORS)
  @Operation(
      operationId = "replayDeadLetter",
      summary = "Send the record back to where it came from, as it was, once",
      description =
          "Key, headers and ids are kept: a service that has processed it drops it. One that fails"
              + " again becomes a new letter. Repeated: the same answer.")
  @APIResponseSchema(
      value = DeadLetterView.class,
      responseCode = "200",
      responseDescription = "Data")
  public Uni<RestResponse<String>> replay(
      @PathParam("service") @Parameter(description = SERVICE, example = "badge-service")
          String service,
      @PathParam("topic") @Parameter(description = TOPIC, example = "task-events") String topic,
      @PathParam("partition") @Min(0) @Parameter(description = PARTITION, example = "0")
          int partition,
      @PathParam("offset") @Min(0) @Parameter(description = OFFSET, example = "17") long offset,
      @HeaderParam(IdempotentRequests.HEADER) String key) {
    LetterPlace place = new LetterPlace(known(service, topic), partition, offset);
    return run(place, LetterAction.REPLAY, key, null, null);
  }

  @POST
  @Path("{partition}/{offset}/discard")
  @Consumes(MediaType.APPLICATION_JSON)
  @Extension(name = ApiDocument.ERRORS, value = ERRORS)
  @Operation(
      operationId = "discardDeadLetter",
      summary = "Mark a letter that will never be right as dealt with",
      description = "Nothing is sent and nothing is deleted. Repeated: the same answer.")
  @APIResponseSchema(
      value = DeadLetterView.class,
      responseCode = "200",
      responseDescription = "Data")
  public Uni<RestResponse<String>> discard(
      @PathParam("service") @Parameter(description = SERVICE, example = "badge-service")
          String service,
      @PathParam("topic") @Parameter(description = TOPIC, example = "task-events") String topic,
      @PathParam("partition") @Min(0) @Parameter(description = PARTITION, example = "0")
          int partition,
      @PathParam("offset") @Min(0) @Parameter(description = OFFSET, example = "17") long offset,
      @HeaderParam(IdempotentRequests.HEADER) String key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON,
                      schema = @Schema(implementation = DiscardRequest.class),
                      examples = @ExampleObject(name = "discard", value = EXAMPLE)))
          @NotNull
          @Valid
          DiscardRequest request) {
    LetterPlace place = new LetterPlace(known(service, topic), partition, offset);
    return run(place, LetterAction.DISCARD, key, request, request.reason());
  }

  private Uni<RestResponse<String>> run(
      LetterPlace place, LetterAction action, String key, Object body, String reason) {
    String admin = caller.subject();
    return requests.run(
        admin,
        key,
        action.stored() + " " + place,
        body,
        OK,
        tx -> desk.act(tx, place, action, admin, reason));
  }

  private String known(String service, String topic) {
    if (!application.equals(service)) {
      throw new NotFoundException("service", service);
    }
    if (!topics.sources().contains(topic)) {
      throw new NotFoundException("topic", topic);
    }
    return topic;
  }
}
