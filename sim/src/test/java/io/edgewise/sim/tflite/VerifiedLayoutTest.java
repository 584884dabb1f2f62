package io.edgewise.sim.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.edgewise.sim.tflite.TableLayout.Field;
import io.edgewise.sim.tflite.TableLayout.Nested;
import io.edgewise.sim.tflite.TableLayout.Tables;
import io.edgewise.sim.tflite.TableLayout.Union;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Tensor;

/**
 * Generated classes follow whatever offset a file holds: only what {@link TfliteSchema} lists is
 * verified. So each field that this room's code asks for must stand there.
 */
class VerifiedLayoutTest {

  private static final Map<String, TableLayout> LAYOUTS = new HashMap<>();

  static {
    collect(TfliteSchema.MODEL);
  }

  @Test
  void everyFieldThatIsReadIsVerified() throws Exception {
    SortedSet<String> unverified = new TreeSet<>();
    int read = 0;
    for (JavaClass room :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.edgewise.sim.tflite")) {
      for (JavaMethodCall call : room.getMethodCallsFromSelf()) {
        Optional<String> problem = problem(call.getTargetOwner(), call.getName());
        read += call.getTargetOwner().isAssignableTo(Table.class) ? 1 : 0;
        problem.ifPresent(unverified::add);
      }
    }
    assertThat(unverified).isEmpty();
    assertThat(read).as("calls of generated accessors").isGreaterThan(50);
  }

  /** The test finds an accessor that is not listed: metadata_buffer is field 5 of the model. */
  @Test
  void aFieldThatIsNotListedIsFound() throws Exception {
    JavaClass model = new ClassFileImporter().importClass(Model.class);
    JavaClass tensor = new ClassFileImporter().importClass(Tensor.class);
    assertThat(problem(model, "metadataBufferLength")).contains("Model.metadataBuffer: field 5");
    assertThat(problem(model, "operatorCodes")).isEmpty();
    assertThat(problem(tensor, "nameAsByteBuffer")).isEmpty();
    assertThat(problem(tensor, "shapeSignatureLength")).isEmpty();
  }

  private static void collect(TableLayout layout) {
    LAYOUTS.put(layout.name(), layout);
    for (Field field : layout.fields().values()) {
      if (field instanceof Nested nested) {
        collect(nested.layout());
      } else if (field instanceof Tables tables) {
        collect(tables.layout());
      } else if (field instanceof Union union) {
        union.layouts().values().forEach(VerifiedLayoutTest::collect);
      }
    }
  }

  /** Tells what is wrong with a call of a generated accessor; nothing of any other call. */
  private static Optional<String> problem(JavaClass owner, String accessor) throws Exception {
    if (!owner.getPackageName().equals("org.tensorflow.lite.schema")
        || !owner.isAssignableTo(Table.class)) {
      return Optional.empty();
    }
    Class<?> table = Class.forName(owner.getName());
    Optional<Method> adder = adder(table, accessor);
    if (adder.isEmpty()) { // A root, or something that reads no field.
      return Optional.empty();
    }
    int field = number(adder.get());
    TableLayout layout = LAYOUTS.get(table.getSimpleName());
    return layout != null && layout.fields().containsKey(field)
        ? Optional.empty()
        : Optional.of(table.getSimpleName() + "." + fieldName(adder.get()) + ": field " + field);
  }

  /** The generated method that writes the field which an accessor reads: the longest name fits. */
  private static Optional<Method> adder(Class<?> table, String accessor) {
    return Arrays.stream(table.getMethods())
        .filter(method -> method.getName().startsWith("add"))
        .filter(method -> method.getParameterCount() == 2)
        .filter(method -> accessor.startsWith(fieldName(method)))
        .max((a, b) -> a.getName().length() - b.getName().length());
  }

  private static String fieldName(Method adder) {
    String name = adder.getName().substring("add".length());
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** The field's number in the schema, which its writer tells the builder. */
  private static int number(Method adder) throws Exception {
    int[] told = {-1};
    FlatBufferBuilder builder =
        new FlatBufferBuilder() {
          @Override
          public void addOffset(int o, int x, int d) {
            told[0] = o;
          }

          @Override
          public void addByte(int o, byte x, int d) {
            told[0] = o;
          }

          @Override
          public void addInt(int o, int x, int d) {
            told[0] = o;
          }

          @Override
          public void addLong(int o, long x, long d) {
            told[0] = o;
          }

          @Override
          public void addFloat(int o, float x, double d) {
            told[0] = o;
          }

          @Override
          public void addBoolean(int o, boolean x, boolean d) {
            told[0] = o;
          }
        };
    Class<?> type = adder.getParameterTypes()[1];
    Object value =
        type == boolean.class
            ? (Object) true
            : type == byte.class
                ? (Object) (byte) 1
                : type == long.class ? (Object) 1L : type == float.class ? (Object) 1f : (Object) 1;
    adder.invoke(null, builder, value);
    assertThat(told[0]).as("%s", adder).isNotNegative();
    return told[0];
  }
}
