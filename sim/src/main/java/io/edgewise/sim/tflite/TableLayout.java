package io.edgewise.sim.tflite;

import java.util.Map;

/**
 * The fields of a flatbuffer table, as far as they are read here, by their number in the schema.
 *
 * @param name the table's name in the schema, for messages
 */
record TableLayout(String name, Map<Integer, Field> fields) {

  /** A field's type says what the field holds. */
  sealed interface Field {}

  /** A number of this many bytes, in the table itself. */
  record Scalar(int bytes) implements Field {}

  /** A text behind an offset. */
  record Text() implements Field {}

  /**
   * Numbers behind an offset.
   *
   * @param bytes of each number
   * @param bulk whether they are weights, which nobody walks through
   */
  record Numbers(int bytes, boolean bulk) implements Field {}

  /** A table behind an offset. */
  record Nested(TableLayout layout) implements Field {}

  /** Tables behind an offset and an offset each. */
  record Tables(TableLayout layout) implements Field {}

  /**
   * A table behind an offset; the one-byte field numbered one less says which. Tables of types that
   * are not listed are not read, and so not verified.
   */
  record Union(Map<Integer, TableLayout> layouts) implements Field {}

  TableLayout {
    fields = Map.copyOf(fields);
  }
}
