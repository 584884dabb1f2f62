package io.edgewise.search.export.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Appends one uncompressed zip entry to a file (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and
 * 4.3.16). {@code java.util.zip} counts offsets from the start of the archive; readers of
 * TensorFlow Lite metadata count them from the start of the file, as Python's zipfile writes them.
 */
final class StoredZip {

  private static final int VERSION = 10;

  /** 1 January 1980, the earliest that a zip can say: the same bytes on every day. */
  private static final short DATE = 0x21;

  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;

  private StoredZip() {}

  static byte[] append(byte[] file, String name, String text) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    int entry = LOCAL_BYTES + nameBytes.length + content.length;
    int central = CENTRAL_BYTES + nameBytes.length;
    ByteBuffer out =
        ByteBuffer.allocate(file.length + entry + central + END_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(file);
    out.putInt(0x04034b50);
    common(out, nameBytes, content);
    out.put(nameBytes).put(content);
    out.putInt(0x02014b50).putShort((short) VERSION);
    common(out, nameBytes, content);
    // Comment, disk, internal and external attributes.
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    out.putInt(file.length).put(nameBytes);
    out.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    out.putInt(central).putInt(file.length + entry).putShort((short) 0);
    return out.array();
  }

  /** The fields that the local and the central header share. */
  private static void common(ByteBuffer out, byte[] name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    // Flags, method (stored), time.
    out.putShort((short) VERSION).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    out.putShort(DATE).putInt((int) checksum.getValue());
    out.putInt(content.length).putInt(content.length);
    out.putShort((short) name.length).putShort((short) 0);
  }
}
