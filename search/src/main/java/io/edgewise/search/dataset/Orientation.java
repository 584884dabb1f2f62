package io.edgewise.search.dataset;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * An orientation tells how a picture is to be turned to stand upright: the tag Orientation of Exif
 * (CIPA DC-008, 4.6.5 A), 1 to 8, where 1 is upright already. An upright pixel (x, y) is the stored
 * pixel (x, y), or (y, x) where {@code transposed}, mirrored as the other two say.
 *
 * @param transposed whether the stored rows are the upright columns
 * @param mirroredColumns whether the stored columns count from the other side
 * @param mirroredRows whether the stored rows count from the other side
 */
record Orientation(boolean transposed, boolean mirroredColumns, boolean mirroredRows) {

  static final Orientation UPRIGHT = of(1);

  /**
   * Reads the tag of a JPEG file; one without a tag, or with one that cannot be read, is upright.
   */
  static Orientation ofJpeg(byte[] file) {
    try {
      ExifIFD0Directory directory =
          JpegMetadataReader.readMetadata(new ByteArrayInputStream(file), List.of(new ExifReader()))
              .getFirstDirectoryOfType(ExifIFD0Directory.class);
      Integer tag =
          directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
      return tag == null ? UPRIGHT : of(tag);
    } catch (JpegProcessingException | IOException | RuntimeException e) {
      return UPRIGHT; // Whether the picture itself is damaged is for its decoder to say.
    }
  }

  /** The meaning of a tag; what is not 1 to 8 has none and is upright. */
  static Orientation of(int tag) {
    return new Orientation(
        tag >= 5 && tag <= 8,
        tag == 2 || tag == 3 || tag == 7 || tag == 8,
        tag == 3 || tag == 4 || tag == 6 || tag == 7);
  }
}
