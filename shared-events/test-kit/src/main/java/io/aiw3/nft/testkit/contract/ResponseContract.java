package io.aiw3.nft.testkit.contract;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds every answer that a test gets through RestAssured against the OpenAPI document of the
 * service that gave it, in modules that have released theirs. Registered for all Quarkus tests in
 * {@code META-INF/services}.
 */
public final class ResponseContract implements QuarkusTestBeforeEachCallback, Filter {
  private static final Map<String, OpenApi> DOCUMENTS = new ConcurrentHashMap<>();

  /** Called by Quarkus. */
  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    if (ReleasedApi.exists()
        && RestAssured.filters().stream().noneMatch(ResponseContract.class::isInstance)) {
      RestAssured.filters(this);
    }
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expectation,
      FilterContext context) {
    Response response = context.next(request, expectation);
    URI uri = URI.create(request.getURI());
    if (uri.getRawPath().startsWith("/api/")) {
      document(uri)
          .find(request.getMethod(), uri.getRawPath())
          .ifPresent(operation -> check(uri, operation, response));
    }
    return response;
  }

  private static void check(URI uri, OpenApi.Operation operation, Response response) {
    List<String> flaws =
        document(uri)
            .flaws(
                operation,
                response.statusCode(),
                response.contentType().replaceFirst(";.*", ""),
                response.asString());
    List<String> missing =
        document(uri).requiredHeaders(operation, response.statusCode()).stream()
            .filter(name -> response.header(name) == null)
            .map(name -> operation + " " + response.statusCode() + " has no header " + name)
            .toList();
    if (!missing.isEmpty()) {
      throw new AssertionError("the answer is not as described: " + String.join("\n", missing));
    }
    if (!flaws.isEmpty()) {
      throw new AssertionError("the answer is not as described: " + String.join("\n", flaws));
    }
  }

  private static OpenApi document(URI uri) {
    return DOCUMENTS.computeIfAbsent(
        uri.getAuthority(), authority -> read("http://" + authority + "/q/openapi?format=json"));
  }

  private static OpenApi read(String address) {
    return OpenApi.parse(RestAssured.given().noFilters().get(address).asString());
  }
}
