package io.edgewise.jobs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.edgewise.sim.Metrics;
import io.edgewise.sim.check.FileCheck;
import io.edgewise.sim.check.FileCheck.Verdict;
import io.edgewise.sim.check.Finding;
import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.placement.Judgement.Place;
import java.util.List;

/** The check of a file as JSON; what the simulator says is left out where it cannot say it. */
public final class CheckJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CheckJson() {}

  /** One object. */
  public static String of(CheckReport report) {
    FileCheck check = report.check();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("network", check.file().name());
    json.put("subgraphs", check.file().subgraphs());
    for (Place place : Place.values()) {
      json.put(place.label().replace(' ', '_'), check.count(place));
    }
    report.cost().ifPresent(cost -> put(cost.latency().metrics(), json));
    if (!report.unsimulated().isEmpty()) {
      json.put("not_simulated", report.unsimulated());
    }
    ArrayNode operators = json.putArray("operators");
    check.operators().forEach(verdict -> put(verdict, report, operators.addObject()));
    ArrayNode dependent = json.putArray("host_because_of");
    check
        .dependent()
        .forEach((cause, verdicts) -> put(cause, verdicts, report, dependent.addObject()));
    ArrayNode findings = json.putArray("findings");
    check.findings().forEach(finding -> put(finding, findings.addObject()));
    return json.toPrettyString();
  }

  private static void put(Metrics metrics, ObjectNode json) {
    json.put("latency_ms", metrics.latencyMillis());
    json.put("cached_parameter_bytes", metrics.cachedParameterBytes());
    json.put("streamed_parameter_bytes", metrics.streamedParameterBytes());
  }

  private static void put(Verdict verdict, CheckReport report, ObjectNode json) {
    int index = verdict.operator().index();
    json.put("index", index);
    json.put("operator", verdict.operator().kind());
    json.put("version", verdict.operator().version());
    ArrayNode outputs = json.putArray("outputs");
    verdict.operator().outputs().forEach(output -> outputs.add(output.name()));
    Judgement judgement = verdict.judgement();
    json.put("runs_on", judgement.place().label());
    if (!judgement.reason().isEmpty()) {
      json.put("reason", judgement.reason());
      json.put("change", judgement.change());
      json.put("source", judgement.source());
    }
    verdict.cause().ifPresent(cause -> json.put("because_of", cause));
    report.cost().ifPresent(cost -> json.put("latency_ms", cost.millis(List.of(index))));
  }

  private static void put(int cause, List<Verdict> verdicts, CheckReport report, ObjectNode json) {
    json.put("index", cause);
    json.put("operator", report.check().operators().get(cause).operator().kind());
    json.put("operators", verdicts.size());
    List<Integer> operators = verdicts.stream().map(v -> v.operator().index()).toList();
    report.cost().ifPresent(cost -> json.put("latency_ms", cost.millis(operators)));
  }

  private static void put(Finding finding, ObjectNode json) {
    json.put("problem", finding.problem());
    json.put("change", finding.change());
    json.put("source", finding.source());
  }
}
