package io.aiw3.nft.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * A service as the build left it: which environment variables it reads, from its own jars, and its
 * properties.
 */
final class BuiltService {
  private static final String OURS = "io/aiw3/nft/";
  private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

  private final Set<String> variables = new HashSet<>();
  private final Properties properties = new Properties();

  /** Reads {@code <service>/target/quarkus-app}. */
  BuiltService(String service) {
    this(service, true);
  }

  /** The gateway, which has neither Kafka nor smallrye-jwt. */
  static BuiltService gateway() {
    return new BuiltService("deploy/gateway", false);
  }

  private BuiltService(String service, boolean isService) {
    Path app = Repository.ROOT.resolve(service).resolve("target/quarkus-app");
    List<Path> jars = Repository.files(app, ".jar");
    try (URLClassLoader loader =
        new URLClassLoader(
            jars.stream().map(BuiltService::url).toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader())) {
      for (Path jar : jars) {
        read(jar, loader);
      }
      if (isService) {
        addConstants(loader.loadClass("org.eclipse.microprofile.jwt.config.Names"));
        addKafka(loader.loadClass("org.apache.kafka.clients.consumer.ConsumerConfig"));
      }
      try (InputStream file = loader.getResourceAsStream("application.properties")) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the service reads an environment variable of this name while it runs. */
  boolean reads(String variable) {
    return variables.contains(variable);
  }

  /** As in the service's application.properties, which MicroProfile's own files may precede. */
  String property(String name) {
    return properties.getProperty(name);
  }

  Set<String> propertyNames() {
    return properties.stringPropertyNames();
  }

  private void read(Path jar, ClassLoader loader) throws IOException, ReflectiveOperationException {
    List<String> classes = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.getEntry(MODEL) != null) {
        try (InputStream model = file.getInputStream(file.getEntry(MODEL))) {
          addQuarkus(Yaml.JSON.readTree(model));
        }
      }
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(OURS) && name.endsWith("Config.class"))
          .forEach(classes::add);
    }
    for (String name : classes) {
      addMapping(loader.loadClass(name.replace('/', '.').replaceAll("\\.class$", "")));
    }
  }

  /** The model that each Quarkus extension carries: what can be set at run time. */
  private void addQuarkus(JsonNode node) {
    if (node.path("phase").asText().equals("RUN_TIME")) {
      variables.add(node.at("/path/environmentVariable").asText());
      node.path("additionalPaths")
          .forEach(path -> variables.add(path.path("environmentVariable").asText()));
    }
    node.forEach(this::addQuarkus);
  }

  /** Our own {@code @ConfigMapping} interfaces. */
  private void addMapping(Class<?> type) throws ReflectiveOperationException {
    for (Annotation annotation : type.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("ConfigMapping")) {
        Method prefix = annotation.annotationType().getMethod("prefix");
        addGroup((String) prefix.invoke(annotation), type);
      }
    }
  }

  private void addGroup(String prefix, Class<?> group) {
    for (Method method : group.getMethods()) {
      String name =
          prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      Type type = method.getGenericReturnType();
      if (type instanceof Class<?> nested && nested.isInterface()) {
        addGroup(name, nested);
      } else if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
        continue; // keys of a map have no fixed names
      } else {
        variables.add(variable(name));
      }
    }
  }

  private void addConstants(Class<?> names) throws ReflectiveOperationException {
    for (Field field : names.getFields()) {
      if (field.getType() == String.class) {
        variables.add(variable((String) field.get(null)));
      }
    }
  }

  /** Quarkus gives every {@code kafka.…} to the Kafka clients. */
  private void addKafka(Class<?> config) throws ReflectiveOperationException {
    for (Object name : (Set<?>) config.getMethod("configNames").invoke(null)) {
      variables.add(variable("kafka." + name));
    }
  }

  /** As MicroProfile Config makes a variable of a property. */
  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
