package io.aiw3.nft.kit.api;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/** What RFC 9110 (15.5.6) wants in a 405 and the framework leaves out: the header Allow. */
final class AllowedMethods {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*(?:\\{[^{}]*}[^{}]*)*}");
  private static final Pattern SLASHES = Pattern.compile("/+");

  private AllowedMethods() {}

  /** Of the address that is called; with commas. */
  static String ofCurrentRequest() {
    ResteasyReactiveRequestContext call = CurrentRequestManager.get();
    Set<String> methods = new TreeSet<>();
    if (call == null) {
      return "";
    }
    Deployment deployment = call.getDeployment();
    for (var type : deployment.getClassMappers()) {
      for (ServerRestHandler handler : type.value.handlers) {
        if (handler instanceof ClassRoutingHandler routes) {
          routes
              .getMappers()
              .forEach((method, mapper) -> add(methods, mapper, method, call.getPath()));
        }
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  private static void add(
      Set<String> methods, RequestMapper<RuntimeResource> mapper, String method, String address) {
    for (RequestMapper.RequestPath<RuntimeResource> path : mapper.getTemplates()) {
      RuntimeResource resource = path.value;
      String template = resource.getClassPath().template + "/" + resource.getPath().template;
      if (method != null && isOf(template, address)) {
        methods.add(method);
      }
    }
  }

  static boolean isOf(String template, String address) {
    StringBuilder regex = new StringBuilder();
    for (String segment : SLASHES.split(template, -1)) {
      if (!segment.isEmpty()) {
        regex.append('/').append(segment(segment));
      }
    }
    return address.matches(regex + "/?");
  }

  private static String segment(String segment) {
    StringBuilder regex = new StringBuilder();
    Matcher variable = VARIABLE.matcher(segment);
    int from = 0;
    while (variable.find()) {
      regex.append(Pattern.quote(segment.substring(from, variable.start()))).append("[^/]+");
      from = variable.end();
    }
    return regex.append(Pattern.quote(segment.substring(from))).toString();
  }
}
