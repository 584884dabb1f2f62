package io.edgewise.search.controller;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A controller state is what a controller knows, as plain data: named vectors and named lists of
 * texts. It is immutable; two states of equal content are equal. This is what the history stores,
 * so a controller keeps nothing else.
 */
public final class ControllerState {

  private final String controller;
  private final SortedMap<String, double[]> vectors;
  private final SortedMap<String, List<String>> texts;

  /**
   * @param controller the kind of controller that understands it
   * @param vectors copied
   */
  public ControllerState(
      String controller, Map<String, double[]> vectors, Map<String, List<String>> texts) {
    this.controller = controller;
    SortedMap<String, double[]> copiedVectors = new TreeMap<>();
    vectors.forEach((key, vector) -> copiedVectors.put(key, vector.clone()));
    SortedMap<String, List<String>> copiedTexts = new TreeMap<>();
    texts.forEach((key, list) -> copiedTexts.put(key, List.copyOf(list)));
    this.vectors = Collections.unmodifiableSortedMap(copiedVectors);
    this.texts = Collections.unmodifiableSortedMap(copiedTexts);
  }

  /** The kind of controller that understands this state. */
  public String controller() {
    return controller;
  }

  /**
   * Refuses another controller's state.
   *
   * @throws IllegalArgumentException that names both
   */
  public void requireOf(String name) {
    if (!controller.equals(name)) {
      throw new IllegalArgumentException(
          "state of controller " + controller + ": this search uses " + name);
    }
  }

  /** A copy of a vector; empty if there is none of that name. */
  public double[] vector(String name) {
    double[] vector = vectors.get(name);
    return vector == null ? new double[0] : vector.clone();
  }

  /** A list of texts; empty if there is none of that name. */
  public List<String> texts(String name) {
    return texts.getOrDefault(name, List.of());
  }

  public java.util.Set<String> vectorNames() {
    return vectors.keySet();
  }

  public java.util.Set<String> textNames() {
    return texts.keySet();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ControllerState that
        && controller.equals(that.controller)
        && texts.equals(that.texts)
        && vectors.keySet().equals(that.vectors.keySet())
        && vectors.keySet().stream()
            .allMatch(k -> Arrays.equals(vectors.get(k), that.vectors.get(k)));
  }

  @Override
  public int hashCode() {
    return Objects.hash(controller, texts, vectors.keySet());
  }

  @Override
  public String toString() {
    return "ControllerState["
        + controller
        + ", vectors "
        + vectors.keySet()
        + ", texts "
        + texts.keySet()
        + "]";
  }
}
