package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What is not allowed, by the names that the caller used: those of the address and the JSON. */
final class InvalidFields {
  private static final String BODY = "body";

  private InvalidFields() {}

  static Map<String, Object> of(ConstraintViolationException invalid) {
    Map<String, Object> fields = new TreeMap<>();
    for (ConstraintViolation<?> violation : invalid.getConstraintViolations()) {
      fields.merge(name(violation), violation.getMessage(), (one, two) -> one + "; " + two);
    }
    return fields;
  }

  private static String name(ConstraintViolation<?> violation) {
    StringBuilder name = new StringBuilder();
    String parameter = BODY;
    Path.MethodNode method = null;
    Path.Node last = null;
    for (Path.Node node : violation.getPropertyPath()) {
      last = node;
    }
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.METHOD) {
        method = node.as(Path.MethodNode.class);
      } else if (node.getKind() == ElementKind.PARAMETER) {
        int index = node.as(Path.ParameterNode.class).getParameterIndex();
        parameter = parameter(violation.getRootBeanClass(), method, index);
      } else {
        if (node.getIndex() != null) {
          name.append('[').append(node.getIndex()).append(']');
        }
        if (node.getKind() == ElementKind.PROPERTY) {
          name.append(name.isEmpty() ? "" : ".");
          name.append(node == last ? json(violation.getLeafBean(), node) : node.getName());
        }
      }
    }
    return name.isEmpty() ? parameter : name.toString();
  }

  private static String parameter(Class<?> resource, Path.MethodNode node, int index) {
    for (Class<?> type = resource; type != null && node != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(node.getName())
            && Arrays.asList(method.getParameterTypes()).equals(node.getParameterTypes())) {
          String name = name(method.getParameters()[index]);
          if (!name.equals(BODY)) {
            return name;
          }
        }
      }
    }
    return BODY;
  }

  /** The name in the address or among the headers; {@code body} for what is neither. */
  static String name(Parameter parameter) {
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation instanceof QueryParam query) {
        return query.value();
      }
      if (annotation instanceof PathParam path) {
        return path.value();
      }
      if (annotation instanceof HeaderParam header) {
        return header.value();
      }
    }
    return BODY;
  }

  private static String json(Object bean, Path.Node node) {
    try {
      JsonProperty property =
          bean.getClass().getDeclaredField(node.getName()).getAnnotation(JsonProperty.class);
      return property == null || property.value().isEmpty() ? node.getName() : property.value();
    } catch (NoSuchFieldException e) {
      return node.getName();
    }
  }
}
