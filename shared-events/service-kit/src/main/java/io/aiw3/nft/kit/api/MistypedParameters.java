package io.aiw3.nft.kit.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Which parameters of the address are not of their type: the framework's exception says none. */
final class MistypedParameters {
  private static final String NO_INTEGER = "must be an integer of at most 32 bits";
  private static final String NO_BOOLEAN = "must be true or false";

  private MistypedParameters() {}

  static Map<String, Object> of(RoutingContext context) {
    Map<String, Object> fields = new TreeMap<>();
    ResteasyReactiveRequestContext call = CurrentRequestManager.get();
    if (call == null || call.getTarget() == null) {
      return fields;
    }
    Method method = call.getTarget().getLazyMethod().getMethod();
    for (Parameter parameter : method.getParameters()) {
      Class<?> type = parameter.getType();
      List<String> values = values(parameter, context, call);
      if ((type == int.class || type == Integer.class)
          && !values.stream().allMatch(MistypedParameters::isInteger)) {
        fields.put(InvalidFields.name(parameter), NO_INTEGER);
      }
      if ((type == boolean.class || type == Boolean.class)
          && !values.stream().allMatch(BooleanParameters::isBoolean)) {
        fields.put(InvalidFields.name(parameter), NO_BOOLEAN);
      }
    }
    return fields;
  }

  private static List<String> values(
      Parameter parameter, RoutingContext context, ResteasyReactiveRequestContext call) {
    QueryParam query = parameter.getAnnotation(QueryParam.class);
    if (query != null) {
      return context.queryParam(query.value()).stream().limit(1).toList();
    }
    PathParam path = parameter.getAnnotation(PathParam.class);
    if (path == null) {
      return List.of();
    }
    int index = call.getTarget().getPathParameterIndexes().get(path.value());
    return List.of(call.getPathParam(index, false));
  }

  private static boolean isInteger(String text) {
    try {
      Integer.parseInt(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
