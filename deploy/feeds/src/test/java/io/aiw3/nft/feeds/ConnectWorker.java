package io.aiw3.nft.feeds;

import io.aiw3.nft.infrastructure.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.Connect;
import org.awaitility.Awaitility;

/** A Kafka Connect worker in this JVM, driven by its REST API as operators drive it. */
final class ConnectWorker implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url = "http://127.0.0.1:" + Ports.free();
  private final Connect<?> worker;
  private final Map<String, String> environment;

  /**
   * @param environment what the files' {@code ${env:…}} stand for
   */
  ConnectWorker(String kafka, Path folder, Map<String, String> environment) {
    this.environment = environment;
    Map<String, String> properties = new HashMap<>();
    properties.put("bootstrap.servers", kafka);
    properties.put("listeners", url);
    properties.put("offset.storage.file.filename", folder.resolve("offsets").toString());
    properties.put("offset.flush.interval.ms", "500");
    properties.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    properties.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    worker = new ConnectStandalone().startConnect(properties);
  }

  /** Puts a file of {@code connectors/} and waits until its task runs. */
  void put(String name, Path file, Map<String, String> words)
      throws IOException, InterruptedException {
    String body = Files.readString(file);
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      body = body.replace("${env:" + variable.getKey() + "}", variable.getValue());
    }
    for (Map.Entry<String, String> replacement : words.entrySet()) {
      body = body.replace(replacement.getKey(), replacement.getValue());
    }
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/connectors/" + name + "/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.body());
    }
    Awaitility.await(name)
        .atMost(Duration.ofSeconds(30))
        .until(() -> status(name).contains("\"tasks\":[{\"id\":0,\"state\":\"RUNNING\""));
  }

  String url() {
    return url;
  }

  /** Stops a connector as an operator would, and waits until it has. */
  void stop(String name) throws IOException, InterruptedException {
    put(name, "stop");
    Awaitility.await(name)
        .atMost(Duration.ofSeconds(30))
        .until(() -> status(name).contains("\"state\":\"STOPPED\""));
  }

  void resume(String name) throws IOException, InterruptedException {
    put(name, "resume");
  }

  private void put(String name, String action) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(URI.create(url + "/connectors/" + name + "/" + action))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  String status(String name) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + "/connectors/" + name + "/status")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    worker.stop();
    worker.awaitStop();
  }
}
