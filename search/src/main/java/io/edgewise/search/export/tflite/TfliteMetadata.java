package io.edgewise.search.export.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileT;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.ColorSpaceType;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.ContentPropertiesUnion;
import org.tensorflow.lite.support.metadata.schema.ContentT;
import org.tensorflow.lite.support.metadata.schema.ImagePropertiesT;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptionsT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.StatsT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/**
 * The metadata are what a file says of its input and output: an image of (pixel - 128) / 128,
 * labelled classes.
 */
final class TfliteMetadata {

  /** The name of the file with the labels. */
  static final String LABELS = "labels.txt";

  private static final float PIXEL_MEAN = 128;
  private static final float PIXEL_DEVIATION = 128;

  private TfliteMetadata() {}

  /** The bytes of the metadata table. */
  static byte[] of(String name, int channels, boolean labelled) {
    SubGraphMetadataT subgraph = new SubGraphMetadataT();
    subgraph.setInputTensorMetadata(new TensorMetadataT[] {image(channels)});
    subgraph.setOutputTensorMetadata(new TensorMetadataT[] {classes(labelled)});
    ModelMetadataT model = new ModelMetadataT();
    model.setName(name);
    model.setSubgraphMetadata(new SubGraphMetadataT[] {subgraph});
    FlatBufferBuilder builder = new FlatBufferBuilder();
    ModelMetadata.finishModelMetadataBuffer(builder, ModelMetadata.pack(builder, model));
    return builder.sizedByteArray();
  }

  private static TensorMetadataT image(int channels) {
    TensorMetadataT tensor = new TensorMetadataT();
    tensor.setName("image");
    tensor.setDescription("pixels of 0 to 255");
    tensor.setContent(content(channels));
    tensor.setProcessUnits(new ProcessUnitT[] {normalization()});
    StatsT range = new StatsT();
    range.setMin(new float[] {0});
    range.setMax(new float[] {255});
    tensor.setStats(range);
    return tensor;
  }

  private static ContentT content(int channels) {
    ImagePropertiesT image = new ImagePropertiesT();
    image.setColorSpace(channels == 1 ? ColorSpaceType.GRAYSCALE : ColorSpaceType.RGB);
    ContentPropertiesUnion properties = new ContentPropertiesUnion();
    properties.setType(ContentProperties.ImageProperties);
    properties.setValue(image);
    ContentT content = new ContentT();
    content.setContentProperties(properties);
    return content;
  }

  private static ProcessUnitT normalization() {
    NormalizationOptionsT options = new NormalizationOptionsT();
    options.setMean(new float[] {PIXEL_MEAN});
    options.setStd(new float[] {PIXEL_DEVIATION});
    ProcessUnitOptionsUnion union = new ProcessUnitOptionsUnion();
    union.setType(ProcessUnitOptions.NormalizationOptions);
    union.setValue(options);
    ProcessUnitT unit = new ProcessUnitT();
    unit.setOptions(union);
    return unit;
  }

  private static TensorMetadataT classes(boolean labelled) {
    TensorMetadataT tensor = new TensorMetadataT();
    tensor.setName("classes");
    if (labelled) {
      AssociatedFileT file = new AssociatedFileT();
      file.setName(LABELS);
      file.setType(AssociatedFileType.TENSOR_AXIS_LABELS);
      tensor.setAssociatedFiles(new AssociatedFileT[] {file});
    }
    return tensor;
  }
}
