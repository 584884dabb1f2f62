package io.edgewise.jobs.history;

import io.edgewise.jobs.history.RowType.Column;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row in the making: columns are set by the names that they have in the table, in any order, so
 * that two of one type cannot trade places. What is not set is null.
 */
final class RowBuilder<R extends Record> {

  private final RowType<R> type;
  private final Map<Column, Object> values = new HashMap<>();

  RowBuilder(RowType<R> type) {
    this.type = type;
  }

  /**
   * Sets a column.
   *
   * @throws IllegalArgumentException if there is none of this name, it holds values of another
   *     type, or it is set already
   */
  RowBuilder<R> set(String name, @Nullable Object value) {
    Column column = type.column(name);
    if (value == null) {
      return this;
    }
    if (!column.holds(value)) {
      throw new IllegalArgumentException(
          type + ": column " + name + " does not hold a " + value.getClass().getSimpleName());
    }
    if (values.put(column, value) != null) {
      throw new IllegalArgumentException(type + ": column " + name + " is set twice");
    }
    return this;
  }

  /** Sets a column to what is there, or leaves it null. */
  RowBuilder<R> set(String name, Optional<?> value) {
    return set(name, value.isPresent() ? value.get() : null);
  }

  /**
   * The row.
   *
   * @throws IllegalArgumentException if a column is null that must not be
   */
  R build() {
    for (Column column : type.columns()) {
      if (!column.nullable() && !values.containsKey(column)) {
        throw new IllegalArgumentException(type + ": column " + column.name() + " is not set");
      }
    }
    return type.row(type.columns().stream().map(values::get).toArray());
  }
}
