package io.edgewise.sim.check;

import io.edgewise.sim.placement.FileOperator;
import io.edgewise.sim.placement.Judgement;
import io.edgewise.sim.placement.Judgement.Place;
import io.edgewise.sim.placement.Placement;
import io.edgewise.sim.tflite.TfliteFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A check tells where each operator of a file runs, and why.
 *
 * @param operators one verdict an operator, in the order of the file
 * @param findings what is to be said of the file as a whole
 */
public record FileCheck(TfliteFile file, List<Verdict> operators, List<Finding> findings) {

  /**
   * A verdict is where one operator runs.
   *
   * @param cause the number of the operator because of which alone the host runs this one; nothing
   *     if it is there for itself, or not there
   */
  public record Verdict(FileOperator operator, Judgement judgement, OptionalInt cause) {}

  public FileCheck {
    operators = List.copyOf(operators);
    findings = List.copyOf(findings);
  }

  /** Checks a file, whatever its operators. */
  public static FileCheck of(TfliteFile file) {
    Placement placement = Placement.of(file.operators());
    List<Verdict> verdicts =
        IntStream.range(0, file.operators().size())
            .mapToObj(
                i -> new Verdict(file.operators().get(i), placement.of(i), placement.cause(i)))
            .toList();
    return new FileCheck(file, verdicts, FileFindings.of(file));
  }

  /** The number of operators at a place. */
  public long count(Place place) {
    return operators.stream().filter(verdict -> verdict.judgement().place() == place).count();
  }

  /** The operators that are on the host only because of another, under the number of that one. */
  public SortedMap<Integer, List<Verdict>> dependent() {
    SortedMap<Integer, List<Verdict>> dependent = new TreeMap<>();
    for (Verdict verdict : operators) {
      verdict
          .cause()
          .ifPresent(
              cause -> dependent.computeIfAbsent(cause, none -> new ArrayList<>()).add(verdict));
    }
    return dependent;
  }
}
