package io.aiw3.nft.kit.api;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Parameters that are true or false, and nothing else: the framework takes any text for false. */
@Provider
public class BooleanParameters implements ParamConverterProvider {
  private static final ParamConverter<Boolean> CONVERTER =
      new ParamConverter<>() {
        @Override
        public Boolean fromString(String text) {
          if (text == null) {
            return null;
          }
          if (!isBoolean(text)) {
            throw new IllegalArgumentException("neither true nor false");
          }
          return Boolean.valueOf(text);
        }

        @Override
        public String toString(Boolean value) {
          return value.toString();
        }
      };

  static boolean isBoolean(String text) {
    return text.equals("true") || text.equals("false");
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
    return type == boolean.class || type == Boolean.class ? (ParamConverter<T>) CONVERTER : null;
  }
}
