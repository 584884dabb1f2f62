package io.edgewise.jobs.track.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few calls of MLflow's REST API 2.0 that Edgewise makes, answered as a tracking server does,
 * with what arrived kept for a look. It can be made to fail.
 */
public final class RecordingMlflow implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

  /** A way to fail. */
  public enum Mood {
    WELL,
    ERROR_500,
    FORBIDDEN,
    REFUSES,
    HANGS,
    CLOSES
  }

  /**
   * A run as it arrived.
   *
   * @param metrics the values of each, by step
   */
  public record Arrived(
      String id,
      String experiment,
      String name,
      Map<String, String> tags,
      Map<String, String> parameters,
      Map<String, TreeMap<Long, Double>> metrics,
      Map<String, String> files,
      Map<String, String> info) {

    /** Returns a metric of the whole run. */
    public Double metric(String metric) {
      return metrics.get(metric).get(0L);
    }

    /** Returns what it is found by. */
    public String trial() {
      return tags.get("edgewise.trial");
    }
  }

  static {
    // Else an answer's head and body are two packets, the second of which waits for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, String> experiments = new LinkedHashMap<>();
  private final Map<String, Arrived> runs = new LinkedHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.WELL;
  private volatile Predicate<String> failing = call -> true;
  private volatile String refused = "";
  private volatile String artifactRoot = "mlflow-artifacts:/";

  public RecordingMlflow() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
  }

  /** Returns its address. */
  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Puts it in this mood for calls whose path ends so; for others it is well. */
  public void be(Mood next, String endOfPath) {
    failing = call -> call.endsWith(endOfPath);
    mood = next;
  }

  /** Returns whether it gives no answer. */
  public boolean hangs() {
    return mood == Mood.HANGS;
  }

  /** Makes it refuse a run of that name. */
  public void refuse(String run) {
    refused = run;
    be(Mood.REFUSES, "runs/create");
  }

  /** Keeps artefacts there. */
  public void keepArtifactsAt(String root) {
    artifactRoot = root;
  }

  /** Returns the runs in the order of their creation. */
  public synchronized List<Arrived> runs() {
    return new ArrayList<>(runs.values());
  }

  /** Returns ids by name. */
  public synchronized Map<String, String> experiments() {
    return new LinkedHashMap<>(experiments);
  }

  /** Returns methods and paths as they were called. */
  public List<String> calls() {
    return calls;
  }

  public List<String> authorizations() {
    return authorizations;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    calls.add(exchange.getRequestMethod() + " " + path);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    byte[] body = exchange.getRequestBody().readAllBytes();
    String text = new String(body, StandardCharsets.UTF_8);
    if (failing.test(path) && fails(exchange, text)) {
      return;
    }
    try {
      reply(exchange, 200, route(path, text).toString());
    } catch (NoSuchThingException e) {
      reply(
          exchange,
          404,
          JSON.createObjectNode()
              .put("error_code", "RESOURCE_DOES_NOT_EXIST")
              .put("message", e.getMessage())
              .toString());
    }
  }

  private boolean fails(HttpExchange exchange, String text) throws IOException {
    switch (mood) {
      case WELL:
        return false;
      case ERROR_500:
        reply(exchange, 500, "<html>token=hunter2 \u001b[31mdatabase is locked</html>");
        return true;
      case FORBIDDEN:
        reply(exchange, 401, "You are not authenticated.");
        return true;
      case REFUSES:
        if (!text.contains("\"" + refused + "\"")) {
          return false;
        }
        reply(exchange, 400, "{\"error_code\": \"INVALID_PARAMETER_VALUE\"}");
        return true;
      case HANGS:
        try {
          closed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
        return true;
      case CLOSES:
        exchange.close();
        return true;
      default:
        throw new AssertionError(mood);
    }
  }

  private synchronized JsonNode route(String path, String text) throws IOException {
    ObjectNode reply = JSON.createObjectNode();
    if (path.startsWith(ARTIFACTS)) {
      String[] parts = path.substring(ARTIFACTS.length()).split("/", 4);
      run(parts[1]).files().put(parts[3], text);
      return reply;
    }
    JsonNode body = text.isEmpty() ? reply : JSON.readTree(text);
    switch (path.substring(API.length())) {
      case "experiments/search":
        ArrayNode found = reply.putArray("experiments");
        experiments.forEach(
            (name, id) -> {
              if (body.get("filter").asText().equals("name = '" + name + "'")) {
                found.addObject().put("experiment_id", id).put("name", name);
              }
            });
        return reply;
      case "experiments/create":
        String id = String.valueOf(experiments.size() + 1);
        experiments.put(body.get("name").asText(), id);
        return reply.put("experiment_id", id);
      case "runs/search":
        return search(body, reply);
      case "runs/create":
        return create(body, reply);
      case "runs/log-batch":
        log(body);
        return reply;
      case "runs/update":
        Map<String, String> info = run(body.get("run_id").asText()).info();
        info.put("status", body.get("status").asText());
        info.put("end_time", body.get("end_time").asText());
        reply.set("run_info", JSON.valueToTree(info));
        return reply;
      default:
        throw new NoSuchThingException("no call " + path);
    }
  }

  /** Two a page, so that pages are turned. */
  private JsonNode search(JsonNode body, ObjectNode reply) {
    Matcher filter =
        Pattern.compile("tags\\.\"(.+)\" = '(.+)'").matcher(body.get("filter").asText());
    if (!filter.matches()) {
      throw new AssertionError(body.toString());
    }
    List<Arrived> found =
        runs.values().stream()
            .filter(run -> body.get("experiment_ids").get(0).asText().equals(run.experiment()))
            .filter(run -> filter.group(2).equals(run.tags().get(filter.group(1))))
            .toList();
    int from = body.has("page_token") ? body.get("page_token").asInt() : 0;
    ArrayNode page = reply.putArray("runs");
    for (Arrived run : found.subList(from, Math.min(from + 2, found.size()))) {
      page.add(json(run));
    }
    if (from + 2 < found.size()) {
      reply.put("next_page_token", String.valueOf(from + 2));
    }
    return reply;
  }

  private JsonNode create(JsonNode body, ObjectNode reply) {
    String id = "run" + runs.size();
    String experiment = body.get("experiment_id").asText();
    Map<String, String> info = new TreeMap<>();
    info.put("run_id", id);
    info.put("run_uuid", id);
    info.put("experiment_id", experiment);
    info.put("status", "RUNNING");
    info.put("start_time", body.get("start_time").asText());
    info.put("lifecycle_stage", "active");
    info.put("artifact_uri", artifactRoot + experiment + "/" + id + "/artifacts");
    Arrived run =
        new Arrived(
            id,
            experiment,
            body.get("run_name").asText(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            info);
    body.get("tags").forEach(tag -> run.tags().put(tag.get("key").asText(), value(tag)));
    runs.put(id, run);
    reply.set("run", json(run));
    return reply;
  }

  private void log(JsonNode body) {
    Arrived run = run(body.get("run_id").asText());
    body.path("params").forEach(p -> run.parameters().put(p.get("key").asText(), value(p)));
    for (JsonNode metric : body.path("metrics")) {
      run.metrics()
          .computeIfAbsent(metric.get("key").asText(), key -> new TreeMap<>())
          .put(metric.path("step").asLong(), metric.get("value").asDouble());
    }
  }

  private static String value(JsonNode entry) {
    return entry.get("value").asText();
  }

  private static JsonNode json(Arrived run) {
    ObjectNode node = JSON.createObjectNode();
    node.set("info", JSON.valueToTree(run.info()));
    ArrayNode tags = node.putObject("data").putArray("tags");
    run.tags().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return node;
  }

  private Arrived run(String id) {
    if (!runs.containsKey(id)) {
      throw new NoSuchThingException("no run " + id);
    }
    return runs.get(id);
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }

  private static final class NoSuchThingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchThingException(String message) {
      super(message);
    }
  }
}
