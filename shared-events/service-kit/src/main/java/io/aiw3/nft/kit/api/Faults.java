package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.aiw3.nft.contract.UnreadableJson;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.CharConversionException;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where faults become answers. */
public class Faults {
  private static final Logger LOG = Logger.getLogger(Faults.class);
  private static final String RETRY_SECONDS = "2";

  @ServerExceptionMapper
  RestResponse<Object> known(ApiException e, RoutingContext context) {
    return answer(e.code(), e.getMessage(), e.details(), context);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  RestResponse<Object> unauthorized(RoutingContext context) {
    return answer(ErrorCode.UNAUTHORIZED, "A valid bearer token is needed.", Map.of(), context);
  }

  @ServerExceptionMapper
  RestResponse<Object> forbidden(ForbiddenException e, RoutingContext context) {
    return answer(ErrorCode.FORBIDDEN, "The token's roles do not allow this.", Map.of(), context);
  }

  @ServerExceptionMapper
  RestResponse<Object> invalid(ConstraintViolationException e, RoutingContext context) {
    return answer(
        ErrorCode.VALIDATION_FAILED,
        "The request has values that are not allowed.",
        Map.of("fields", InvalidFields.of(e)),
        context);
  }

  @ServerExceptionMapper
  RestResponse<Object> unreadable(JsonProcessingException e, RoutingContext context) {
    if (e.getProcessor() instanceof JsonGenerator || e instanceof StreamWriteException) {
      // What we write is our own.
      return unexpected(e, context);
    }
    UnreadableJson fault = UnreadableJson.of(e);
    return unreadable(Map.of(fault.field(), fault.reason()), context);
  }

  /** Named so that the framework's own mapper, which answers without a body, does not win. */
  @ServerExceptionMapper
  RestResponse<Object> mismatched(MismatchedInputException e, RoutingContext context) {
    return unreadable(e, context);
  }

  /** As above. */
  @ServerExceptionMapper
  RestResponse<Object> undefined(InvalidDefinitionException e, RoutingContext context) {
    return unreadable(e, context);
  }

  /** A body that begins like UTF-16 or UTF-32 and is not. */
  @ServerExceptionMapper
  RestResponse<Object> undecodable(CharConversionException e, RoutingContext context) {
    return unreadable(Map.of("body", "is not UTF-8"), context);
  }

  private static RestResponse<Object> unreadable(
      Map<String, Object> fields, RoutingContext context) {
    return answer(
        ErrorCode.MALFORMED_REQUEST,
        "The request cannot be read.",
        Map.of("fields", fields),
        context);
  }

  @ServerExceptionMapper
  RestResponse<Object> framework(WebApplicationException e, RoutingContext context) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return unreadable(json, context);
    }
    if (e.getCause() instanceof CharConversionException text) {
      return undecodable(text, context);
    }
    // A parameter that is not of its type: to JAX-RS, its address does not exist.
    boolean mistyped = e instanceof NotFoundException && e.getCause() != null;
    if (mistyped) {
      return unreadable(MistypedParameters.of(context), context);
    }
    ErrorCode code = codeOf(e.getResponse().getStatus());
    if (code == ErrorCode.INTERNAL_ERROR) {
      return unexpected(e, context);
    }
    if (code == ErrorCode.METHOD_NOT_ALLOWED) {
      context.response().putHeader(HttpHeaders.ALLOW, AllowedMethods.ofCurrentRequest());
    }
    return answer(
        code,
        sentence(code),
        code == ErrorCode.MALFORMED_REQUEST
            ? Map.of("fields", Map.of("request", "cannot be read"))
            : Map.of(),
        context);
  }

  @ServerExceptionMapper
  RestResponse<Object> unexpected(Throwable e, RoutingContext context) {
    if (SqlFailures.isTransient(e)) {
      LOG.warnf("dependency unavailable cause=%s", e.toString());
      return answer(
          ErrorCode.DEPENDENCY_UNAVAILABLE,
          "The service cannot reach something that it needs; try again soon.",
          Map.of("retryAfterSeconds", Integer.valueOf(RETRY_SECONDS)),
          context);
    }
    if (SqlFailures.isBadValue(e)) {
      return answer(
          ErrorCode.VALIDATION_FAILED,
          "A value cannot be stored as it is.",
          Map.of("fields", Map.of("body", "has a value that cannot be stored as it is")),
          context);
    }
    LOG.errorf(e, "unexpected failure requestId=%s", RequestId.of(context));
    return answer(ErrorCode.INTERNAL_ERROR, "Something went wrong on our side.", Map.of(), context);
  }

  private static RestResponse<Object> answer(
      ErrorCode code, String message, Map<String, Object> details, RoutingContext context) {
    var response =
        // By number: the enum of statuses lacks 422.
        RestResponse.ResponseBuilder.create(code.status(), null)
            .entity(body(code, message, details, context))
            .type(Problem.isWanted(context) ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON);
    if (code == ErrorCode.UNAUTHORIZED) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (code == ErrorCode.DEPENDENCY_UNAVAILABLE || code == ErrorCode.RATE_LIMITED) {
      response.header("Retry-After", RETRY_SECONDS);
    }
    return response.build();
  }

  /** In the shape that the caller accepts: a {@link Problem} or a {@link Failure}. */
  static Object body(
      ErrorCode code, String message, Map<String, Object> details, RoutingContext context) {
    String requestId = RequestId.of(context);
    return Problem.isWanted(context)
        ? Problem.of(code, message, details, requestId)
        : Failure.of(code, message, details, requestId);
  }

  private static ErrorCode codeOf(int status) {
    return switch (status) {
      case 400 -> ErrorCode.MALFORMED_REQUEST;
      case 401 -> ErrorCode.UNAUTHORIZED;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 408 -> ErrorCode.REQUEST_TIMEOUT;
      case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      default -> ErrorCode.INTERNAL_ERROR;
    };
  }

  private static String sentence(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> "There is nothing at this address.";
      case METHOD_NOT_ALLOWED -> "This address does not answer this method.";
      case NOT_ACCEPTABLE -> "Answers are application/json.";
      case UNSUPPORTED_MEDIA_TYPE -> "Bodies are application/json.";
      case PAYLOAD_TOO_LARGE -> "The body is too large.";
      default -> "The request cannot be read.";
    };
  }
}
