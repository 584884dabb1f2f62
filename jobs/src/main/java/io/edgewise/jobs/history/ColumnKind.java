package io.edgewise.jobs.history;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * A column kind says how a Java type lies in a Parquet file, by the layouts of the Parquet format's
 * LogicalTypes.md.
 */
enum ColumnKind {
  TEXT("String", DataTypes.StringType) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return text(repetition(nullable), name);
    }

    @Override
    void add(Group group, String name, Object value) {
      group.add(name, (String) value);
    }

    @Override
    Object get(Group group, String name) {
      return group.getString(name, 0);
    }
  },

  INT("int", DataTypes.IntegerType) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.primitive(PrimitiveTypeName.INT32, repetition(nullable)).named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      group.add(name, (int) value);
    }

    @Override
    Object get(Group group, String name) {
      return group.getInteger(name, 0);
    }
  },

  LONG("long", DataTypes.LongType) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.primitive(PrimitiveTypeName.INT64, repetition(nullable)).named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      group.add(name, (long) value);
    }

    @Override
    Object get(Group group, String name) {
      return group.getLong(name, 0);
    }
  },

  DOUBLE("double", DataTypes.DoubleType) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.primitive(PrimitiveTypeName.DOUBLE, repetition(nullable)).named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      group.add(name, (double) value);
    }

    @Override
    Object get(Group group, String name) {
      return group.getDouble(name, 0);
    }
  },

  /** Microseconds, UTC; finer digits are cut off. */
  TIME("java.time.Instant", DataTypes.TimestampType) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.primitive(PrimitiveTypeName.INT64, repetition(nullable))
          .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
          .named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      group.add(name, ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
    }

    @Override
    Object get(Group group, String name) {
      return Instant.EPOCH.plus(group.getLong(name, 0), ChronoUnit.MICROS);
    }
  },

  BOOLEAN("boolean", DataTypes.BooleanType) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.primitive(PrimitiveTypeName.BOOLEAN, repetition(nullable)).named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      group.add(name, (boolean) value);
    }

    @Override
    Object get(Group group, String name) {
      return group.getBoolean(name, 0);
    }
  },

  DOUBLES("java.util.List<java.lang.Double>", DataTypes.createArrayType(DataTypes.DoubleType)) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.list(repetition(nullable)).requiredElement(PrimitiveTypeName.DOUBLE).named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      addAll(
          group, name, (List<?>) value, (place, element) -> place.add(ELEMENT, (double) element));
    }

    @Override
    Object get(Group group, String name) {
      return all(group, name, place -> place.getDouble(ELEMENT, 0));
    }
  },

  INTS("java.util.List<java.lang.Integer>", DataTypes.createArrayType(DataTypes.IntegerType)) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.list(repetition(nullable)).requiredElement(PrimitiveTypeName.INT32).named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      addAll(group, name, (List<?>) value, (place, element) -> place.add(ELEMENT, (int) element));
    }

    @Override
    Object get(Group group, String name) {
      return all(group, name, place -> place.getInteger(ELEMENT, 0));
    }
  },

  TEXT_BY_NAME(
      "java.util.Map<java.lang.String, java.lang.String>",
      DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType)) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.map(repetition(nullable))
          .key(text(Repetition.REQUIRED, KEY))
          .value(text(Repetition.REQUIRED, VALUE))
          .named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      addAll(group, name, (Map<?, ?>) value, (entry, text) -> entry.add(VALUE, (String) text));
    }

    @Override
    Object get(Group group, String name) {
      return byName(group, name, entry -> entry.getString(VALUE, 0));
    }
  },

  DOUBLE_BY_NAME(
      "java.util.Map<java.lang.String, java.lang.Double>",
      DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType)) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.map(repetition(nullable))
          .key(text(Repetition.REQUIRED, KEY))
          .value(Types.primitive(PrimitiveTypeName.DOUBLE, Repetition.REQUIRED).named(VALUE))
          .named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      addAll(group, name, (Map<?, ?>) value, (entry, number) -> entry.add(VALUE, (double) number));
    }

    @Override
    Object get(Group group, String name) {
      return byName(group, name, entry -> entry.getDouble(VALUE, 0));
    }
  },

  INT_BY_NAME(
      "java.util.Map<java.lang.String, java.lang.Integer>",
      DataTypes.createMapType(DataTypes.StringType, DataTypes.IntegerType)) {
    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.map(repetition(nullable))
          .key(text(Repetition.REQUIRED, KEY))
          .value(Types.primitive(PrimitiveTypeName.INT32, Repetition.REQUIRED).named(VALUE))
          .named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      addAll(group, name, (Map<?, ?>) value, (entry, count) -> entry.add(VALUE, (int) count));
    }

    @Override
    Object get(Group group, String name) {
      return byName(group, name, entry -> entry.getInteger(VALUE, 0));
    }
  },

  /** A list of structures, whose type is asked for when it is needed: it has columns itself. */
  ON_ACCELERATORS("java.util.List<io.edgewise.jobs.history.AcceleratorCost>", DataTypes.NullType) {
    @Override
    DataType sparkType() {
      return DataTypes.createArrayType(AcceleratorCost.ROWS.sparkSchema());
    }

    @Override
    Type parquetType(String name, boolean nullable) {
      return Types.list(repetition(nullable))
          .element(
              new GroupType(
                  Repetition.REQUIRED, ELEMENT, AcceleratorCost.ROWS.schema().getFields()))
          .named(name);
    }

    @Override
    void add(Group group, String name, Object value) {
      addAll(
          group,
          name,
          (List<?>) value,
          (place, element) ->
              place.add(ELEMENT, AcceleratorCost.ROWS.toGroup((AcceleratorCost) element)));
    }

    @Override
    Object get(Group group, String name) {
      return all(
          group,
          name,
          place -> AcceleratorCost.ROWS.fromGroup(place.getGroup(ELEMENT, 0), Map.of()));
    }
  };

  private static final Map<String, String> PRIMITIVES =
      Map.of(
          "java.lang.Integer", "int",
          "java.lang.Long", "long",
          "java.lang.Double", "double",
          "java.lang.Boolean", "boolean",
          "java.lang.String", "String");

  private static final String LIST = "list";
  private static final String ELEMENT = "element";
  private static final String ENTRY = "key_value";
  private static final String KEY = "key";
  private static final String VALUE = "value";

  private final String javaType;
  private final DataType sparkType;

  ColumnKind(String javaType, DataType sparkType) {
    this.javaType = javaType;
    this.sparkType = sparkType;
  }

  static ColumnKind of(RecordComponent component) {
    String name = component.getGenericType().getTypeName();
    String unboxed = PRIMITIVES.getOrDefault(name, name);
    return Arrays.stream(values())
        .filter(kind -> kind.javaType.equals(unboxed))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(component + ": no column holds a " + name));
  }

  /** Returns the type that Spark reads the column as. */
  DataType sparkType() {
    return sparkType;
  }

  abstract Type parquetType(String name, boolean nullable);

  abstract void add(Group group, String name, Object value);

  abstract Object get(Group group, String name);

  private static void addAll(
      Group group, String name, List<?> values, BiConsumer<Group, Object> add) {
    Group list = group.addGroup(name);
    values.forEach(value -> add.accept(list.addGroup(LIST), value));
  }

  private static <T> List<T> all(Group group, String name, Function<Group, T> get) {
    Group list = group.getGroup(name, 0);
    return IntStream.range(0, list.getFieldRepetitionCount(LIST))
        .mapToObj(i -> get.apply(list.getGroup(LIST, i)))
        .toList();
  }

  private static void addAll(
      Group group, String name, Map<?, ?> values, BiConsumer<Group, Object> add) {
    Group map = group.addGroup(name);
    values.forEach(
        (key, value) -> add.accept(map.addGroup(ENTRY).append(KEY, (String) key), value));
  }

  private static <T> Map<String, T> byName(Group group, String name, Function<Group, T> get) {
    Group map = group.getGroup(name, 0);
    Map<String, T> values = new TreeMap<>();
    for (int i = 0; i < map.getFieldRepetitionCount(ENTRY); i++) {
      Group entry = map.getGroup(ENTRY, i);
      values.put(entry.getString(KEY, 0), get.apply(entry));
    }
    return values;
  }

  private static Repetition repetition(boolean nullable) {
    return nullable ? Repetition.OPTIONAL : Repetition.REQUIRED;
  }

  private static Type text(Repetition repetition, String name) {
    return Types.primitive(PrimitiveTypeName.BINARY, repetition)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }
}
