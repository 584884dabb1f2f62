package io.edgewise.sim.tflite;

import io.edgewise.sim.tflite.TableLayout.Field;
import io.edgewise.sim.tflite.TableLayout.Nested;
import io.edgewise.sim.tflite.TableLayout.Numbers;
import io.edgewise.sim.tflite.TableLayout.Scalar;
import io.edgewise.sim.tflite.TableLayout.Tables;
import io.edgewise.sim.tflite.TableLayout.Text;
import io.edgewise.sim.tflite.TableLayout.Union;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/**
 * Checks that everything a reader will follow lies within a flatbuffer: offsets, tables and their
 * vtables, vectors, texts (flatbuffers' binary format, "internals" of its documentation; its C++
 * library has the same check as Verifier). The layouts nest to a fixed depth, so a cycle of offsets
 * cannot send the walk round for ever; tables that many offsets share could still make it very
 * long, so the bytes walked over are counted and bounded.
 */
final class FlatbufferVerifier {

  /** Generated code reads the fields of a vtable as signed 16-bit numbers. */
  private static final int MAX_TABLE_BYTES = Short.MAX_VALUE;

  private static final int MAX_TEXT_BYTES = 1 << 16;

  /** A genuine file's structure is walked about once, and a few vtables and tables are shared. */
  private static final long BUDGET_PER_BYTE = 4;

  /** Structure beside the weights: about 500 bytes a tensor in a genuine file. */
  private static final long MAX_BUDGET = 8L << 20;

  private final ByteBuffer bytes;
  private final long length;
  private long budget;

  /**
   * @param bytes the whole file, little endian
   */
  FlatbufferVerifier(ByteBuffer bytes) {
    this.bytes = bytes;
    this.length = bytes.limit();
    this.budget = Math.min(BUDGET_PER_BYTE * length, MAX_BUDGET);
  }

  /**
   * Verifies the whole file.
   *
   * @throws TfliteException naming the first thing that does not fit
   */
  void verify(String identifier, TableLayout root) {
    require(length >= 8, "it has %d of the 8 bytes of a header", length);
    for (int i = 0; i < identifier.length(); i++) {
      require(
          bytes.get(4 + i) == identifier.charAt(i),
          "bytes 4 to 7 are not %s: this is not a TFLite file",
          identifier);
    }
    table(root, follow(0, root.name()), root.name());
  }

  private void table(TableLayout layout, long position, String path) {
    long vtable = vtable(position, path);
    int tableBytes = uint16(vtable + 2);
    for (Map.Entry<Integer, Field> entry : layout.fields().entrySet()) {
      int offset = fieldOffset(vtable, entry.getKey());
      if (offset == 0) {
        continue; // left out: the reader takes the default
      }
      String fieldPath = path + " field " + entry.getKey();
      int inline = entry.getValue() instanceof Scalar scalar ? scalar.bytes() : 4;
      require(
          offset >= 4 && offset + inline <= tableBytes,
          "%s lies at %d in a table of %d bytes",
          fieldPath,
          offset,
          tableBytes);
      if (entry.getValue() instanceof Union union) {
        int type = fieldOffset(vtable, entry.getKey() - 1);
        require(type < tableBytes, "%s has its type at %d", fieldPath, type);
        union(union, type == 0 ? 0 : bytes.get((int) position + type), position + offset, path);
      } else {
        field(entry.getValue(), position + offset, fieldPath);
      }
    }
  }

  /** The position of a table's vtable; both lie in the file. */
  private long vtable(long position, String path) {
    long vtable = position - int32(position);
    require(
        vtable >= 0 && vtable + 4 <= length, "the vtable of %s at %d lies outside", path, vtable);
    int vtableBytes = uint16(vtable);
    require(
        vtableBytes >= 4
            && vtableBytes % 2 == 0
            && vtableBytes <= MAX_TABLE_BYTES
            && vtable + vtableBytes <= length,
        "the vtable of %s has %d bytes",
        path,
        vtableBytes);
    int tableBytes = uint16(vtable + 2);
    require(
        tableBytes >= 4 && tableBytes <= MAX_TABLE_BYTES && position + tableBytes <= length,
        "%s has %d bytes, more than are left or less than a table has",
        path,
        tableBytes);
    spend(vtableBytes + tableBytes, path);
    return vtable;
  }

  /** Returns where a field lies in its table; 0 if it is left out. */
  private int fieldOffset(long vtable, int field) {
    int slot = 4 + 2 * field;
    return slot + 2 <= uint16(vtable) ? uint16(vtable + slot) : 0;
  }

  private void union(Union union, int type, long position, String path) {
    TableLayout layout = union.layouts().get(type);
    if (layout != null) {
      table(layout, follow(position, path), path + "." + layout.name());
    }
  }

  private void field(Field field, long position, String path) {
    if (field instanceof Text) {
      long text = follow(position, path);
      long size = vector(text, 1, path);
      require(size <= MAX_TEXT_BYTES, "%s is a text of %d bytes", path, size);
      spend(size, path);
    } else if (field instanceof Numbers numbers) {
      long size = vector(follow(position, path), numbers.bytes(), path) * numbers.bytes();
      spend(numbers.bulk() ? 0 : size, path);
    } else if (field instanceof Nested nested) {
      table(nested.layout(), follow(position, path), path);
    } else if (field instanceof Tables tables) {
      tables(tables, follow(position, path), path);
    }
  }

  private void tables(Tables tables, long position, String path) {
    long count = vector(position, 4, path);
    spend(4 * count, path);
    for (long i = 0; i < count; i++) {
      String element = tables.layout().name() + " " + i;
      table(tables.layout(), follow(position + 4 + 4 * i, element), element);
    }
  }

  /** The number of elements of the vector at a position, all of which lie in the file. */
  private long vector(long position, int elementBytes, String path) {
    long count = uint32(position);
    require(
        count * elementBytes <= length - position - 4,
        "%s is a vector of %d elements of %d bytes, more than the file has left",
        path,
        count,
        elementBytes);
    return count;
  }

  /** The position that the offset at a position leads to; four bytes can be read there. */
  private long follow(long position, String path) {
    long target = position + uint32(position);
    require(
        target > position && target + 4 <= length,
        "%s: the offset at %d leads to %d, outside the file of %d bytes",
        path,
        position,
        target,
        length);
    return target;
  }

  private void spend(long walked, String path) {
    budget -= walked;
    require(
        budget >= 0,
        "%s: tables and vectors share bytes, or are so many, that they unfold beyond a network's size",
        path);
  }

  private int int32(long position) {
    return bytes.getInt((int) position);
  }

  private long uint32(long position) {
    return Integer.toUnsignedLong(bytes.getInt((int) position));
  }

  private int uint16(long position) {
    return Short.toUnsignedInt(bytes.getShort((int) position));
  }

  private static void require(boolean holds, String format, Object... arguments) {
    if (!holds) {
      throw new TfliteException(
          "the file is damaged: " + String.format(Locale.ROOT, format, arguments));
    }
  }
}
