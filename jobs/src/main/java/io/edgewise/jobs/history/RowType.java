package io.edgewise.jobs.history;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A table's columns, read off the components of a record: {@code latencyMs} is the column {@code
 * latency_ms}, a {@code @Nullable} component may be null, a {@link Partition} one is a folder of
 * the path and not in the file.
 *
 * <p>Columns that a file has and the record has not are ignored; a nullable one that a file has not
 * is null. So a column may be added to a table if it is nullable, and files of older versions stay
 * readable. (Spark's bean encoder would do the same for beans; for records it gives an empty
 * schema.)
 */
final class RowType<R extends Record> {

  /** A column of the table. */
  record Column(
      String name,
      ColumnKind kind,
      boolean nullable,
      boolean partition,
      RecordComponent component) {

    static Column of(RecordComponent component) {
      return new Column(
          snakeCase(component.getName()),
          ColumnKind.of(component),
          component.getAnnotatedType().isAnnotationPresent(Nullable.class),
          component.isAnnotationPresent(Partition.class),
          component);
    }

    /** Returns whether the column's component can be this value. */
    boolean holds(Object value) {
      return MethodType.methodType(component.getType()).wrap().returnType().isInstance(value);
    }

    Type parquetType() {
      return kind.parquetType(name, nullable);
    }

    @Nullable Object valueIn(Record row) {
      try {
        return component.getAccessor().invoke(row);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("accessors of a row do not throw", e);
      }
    }
  }

  private final Class<R> type;
  private final Constructor<R> constructor;
  private final List<Column> columns;
  private final Map<String, Column> byName;
  private final MessageType schema;

  RowType(Class<R> type) {
    this.type = type;
    this.columns = Arrays.stream(type.getRecordComponents()).map(Column::of).toList();
    this.byName = columns.stream().collect(Collectors.toMap(Column::name, column -> column));
    this.schema =
        new MessageType(
            snakeCase(type.getSimpleName()), fileColumns().map(Column::parquetType).toList());
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
  }

  /** Every column, partitions included, in the record's order. */
  List<Column> columns() {
    return columns;
  }

  /**
   * The column of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  Column column(String name) {
    Column column = byName.get(name);
    if (column == null) {
      throw new IllegalArgumentException(this + ": there is no column " + name);
    }
    return column;
  }

  /** A row whose columns are set by name. */
  RowBuilder<R> builder() {
    return new RowBuilder<>(this);
  }

  /**
   * The same row, null in some of its columns.
   *
   * @throws IllegalArgumentException if there is no such column, or it must not be null
   */
  R without(R row, Set<String> names) {
    names.forEach(this::column);
    RowBuilder<R> copy = builder();
    columns.stream()
        .filter(column -> !names.contains(column.name()))
        .forEach(column -> copy.set(column.name(), column.valueIn(row)));
    return copy.build();
  }

  /** Returns the schema of a file of such rows. */
  MessageType schema() {
    return schema;
  }

  /** Every column, partitions included, as Spark reads them. */
  StructType sparkSchema() {
    StructType schema = new StructType();
    for (Column column : columns) {
      schema = schema.add(column.name(), column.kind().sparkType(), true);
    }
    return schema;
  }

  private Stream<Column> fileColumns() {
    return columns.stream().filter(column -> !column.partition());
  }

  Group toGroup(R row) {
    Group group = new SimpleGroup(schema);
    fileColumns()
        .forEach(
            column -> {
              Object value = column.valueIn(row);
              if (value != null) {
                column.kind().add(group, column.name(), value);
              } else if (!column.nullable()) {
                throw new IllegalArgumentException(column.name() + " must not be null");
              }
            });
    return group;
  }

  /**
   * @param partitions values of the partition columns
   * @throws IllegalArgumentException if a column that must be there is not, or is of another type
   */
  R fromGroup(Group group, Map<String, Object> partitions) {
    return row(
        columns.stream()
            .map(c -> c.partition() ? partitions.get(c.name()) : valueIn(group, c))
            .toArray());
  }

  /** The row of these values, one a column, in the record's order. */
  R row(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("rows are records that can be made", e);
    }
  }

  /** The name of the rows. */
  @Override
  public String toString() {
    return schema.getName();
  }

  private static @Nullable Object valueIn(Group group, Column column) {
    GroupType found = group.getType();
    if (!found.containsField(column.name()) || group.getFieldRepetitionCount(column.name()) == 0) {
      if (column.nullable()) {
        return null;
      }
      throw new IllegalArgumentException("column " + column.name() + " is missing");
    }
    requireSameType(found.getType(column.name()), column.parquetType());
    return column.kind().get(group, column.name());
  }

  private static void requireSameType(Type found, Type expected) {
    boolean same =
        found.isPrimitive() && expected.isPrimitive()
            ? found.asPrimitiveType().getPrimitiveTypeName()
                == expected.asPrimitiveType().getPrimitiveTypeName()
            : found.isPrimitive() == expected.isPrimitive();
    if (!same) {
      throw new IllegalArgumentException("column is " + found + " in place of " + expected);
    }
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
