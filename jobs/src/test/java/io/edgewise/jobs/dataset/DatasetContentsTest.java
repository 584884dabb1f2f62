package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.DataSplit;
import io.edgewise.search.dataset.Fit;
import io.edgewise.search.dataset.Frame;
import io.edgewise.search.dataset.GeneratedShapes;
import io.edgewise.search.dataset.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** These tests say what is read of folders as people have them, and what is told of the rest. */
class DatasetContentsTest extends DatasetFolderFixture {

  @Test
  void everyPictureCountsOrIsTold() throws IOException {
    writePictures("ant", 0, 1200);
    writePictures("_bee", 1, 3);
    writePictures("cat", 2, 1);
    writePicture(folder.resolve("_bee/_0.png"), 1, 6, 4);
    for (String name :
        List.of("ant/Thumbs.db", "cat/Thumbs.db", "cat/.DS_Store", "notes.txt", "_bee/._0.png")) {
      Files.createFile(folder.resolve(name));
    }
    writePictures("cat/more", 2, 1);
    writePictures("__MACOSX/cat", 2, 1);
    writePictures("test", 0, 4);
    assertThat(contents(settings(Kind.FOLDER, 100, 1)).lines())
        .containsExactly(
            "1,205 pictures in 3 classes; 5 files and 3 folders left out: __MACOSX/, notes.txt,"
                + " test/, ._0.png, Thumbs.db (2 times), .DS_Store, more/",
            "pictures of each class: _bee 4, ant 1,200, cat 1",
            "warning: accuracy is coarse where a class has fewer than 20 pictures: _bee 4, cat 1;"
                + " add pictures, or raise dataset.validation-fraction so that more of them"
                + " validate");
  }

  @Test
  void aDataSetIsAnnouncedWithWhatIsTakenOfIt() throws IOException {
    writePictures("ant", 0, 30);
    writePictures("bee", 1, 20);
    Files.createFile(folder.resolve("notes.txt"));
    List<String> lines = new ArrayList<>();
    DatasetAnnouncement.load(settings(Kind.FOLDER, 40, 1), configuration, lines::add);
    assertThat(lines)
        .containsExactly(
            "data set folder: 50 pictures in 2 classes; 1 file left out: notes.txt",
            "data set folder: pictures of each class: ant 30, bee 20",
            "data set folder: 32 training and 8 validation images of 6x4x3 in 2 classes");
  }

  @Test
  void ofManyNamesTheFirstTenAreSpeltOut() {
    Inventory inventory =
        new Inventory(List.of(), List.of(), Stream.iterate("a", n -> n + "a").limit(12).toList());
    assertThat(new DatasetContents(List.of(30, 40), inventory).lines())
        .containsExactly(
            "70 pictures in 2 classes; 12 files left out: a, aa, aaa, aaaa, aaaaa, aaaaaa, aaaaaaa,"
                + " aaaaaaaa, aaaaaaaaa, aaaaaaaaaa and 2 more",
            "pictures of each class: class 0 30, class 1 40");
  }

  @Test
  void ofCifarFilesOnlyThoseOfTheArchiveAreRead() throws IOException {
    ImageSet shapes = new GeneratedShapes(1).training(40);
    writeCifar("data_batch_1.bin", shapes.slice(0, 20));
    writeCifar("data_batch_3.bin", shapes.slice(20, 40));
    writeCifar("data_batch_1 (1).bin", shapes.slice(0, 20));
    writeCifar("data_batch_6.bin", shapes.slice(0, 20));
    Files.createFile(folder.resolve("batches.meta.txt"));
    assertThat(contents(settings(Kind.CIFAR10, 100, 1)).summary())
        .isEqualTo(
            "40 pictures in 10 classes, without data_batch_2.bin, data_batch_4.bin,"
                + " data_batch_5.bin, which are missing; 2 files left out: data_batch_1 (1).bin,"
                + " data_batch_6.bin");
  }

  @Test
  void ofIdxFilesTheTwoPairsAreRead() throws IOException {
    writeIdx("train", 40);
    Files.createFile(folder.resolve("train-images-idx3-ubyte (1).gz"));
    assertThat(contents(settings(Kind.IDX, 100, 1)).summary())
        .isEqualTo("40 pictures in 4 classes; 1 file left out: train-images-idx3-ubyte (1).gz");
  }

  @Test
  void generatedImagesHoldNothingElse() {
    DatasetSettings generated =
        new DatasetSettings(Kind.GENERATED, "", 50, 50, 0.2, 1, PLENTY, FRAME);
    assertThat(DatasetLoader.contents(generated, configuration)).isEmpty();
  }

  /** 20 of 100 examples would be held out: so many come from the validation folder. */
  @ParameterizedTest
  @ValueSource(strings = {"val", "valid", "Validation"})
  void validationPicturesComeFromTheirFolderWhateverItsName(String name) throws IOException {
    writePictures("Training/ant", 0, 50);
    writePictures("Training/bee", 1, 50);
    writePictures(name + "/ant", 0, 15);
    writePictures(name + "/bee", 1, 15);
    DatasetSettings settings = settings(Kind.FOLDER, 100, 1);
    DataSplit split = load(settings);
    assertThat(split.training().classCounts()).containsExactly(40, 40);
    assertThat(split.validation().classCounts()).containsExactly(10, 10);
    assertThat(contents(settings).summary())
        .isEqualTo("100 pictures in 2 classes, 30 pictures for validation");
  }

  @Test
  void aClassMayBeCalledTrain() throws IOException {
    writePictures("bus", 0, 5);
    writePictures("train", 1, 5);
    assertThat(load(settings(Kind.FOLDER, 100, 1)).training().classes()).isEqualTo(2);
  }

  /** Pictures of 6x4 and one of 7x5: all are 8x8, and so are test pictures of any size. */
  @Test
  void picturesOfSeveralSizesAreResized() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    writePicture(folder.resolve("bee/9.png"), 1, 5, 7);
    Files.createDirectories(folder.resolve("test/bee"));
    writePicture(folder.resolve("test/bee/0.png"), 1, 9, 2);
    DatasetSettings settings = settings(Kind.FOLDER, 100, 1);
    DataSplit split = load(settings);
    assertThat(split.training().size() + split.validation().size()).isEqualTo(7);
    assertThat(split.training().height()).isEqualTo(8);
    assertThat(split.training().width()).isEqualTo(8);
    assertThat(DatasetLoader.loadTest(settings, configuration).orElseThrow().width()).isEqualTo(8);
  }

  @Test
  void picturesOfOneSizeKeepItUnlessTheyAreCropped() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    assertThat(load(settings(Kind.FOLDER, 100, 1)).training().width()).isEqualTo(4);
    Frame crop = Frame.square(2, Fit.CROP);
    DatasetSettings cropped =
        new DatasetSettings(Kind.FOLDER, "counting:" + folder, 100, 9, 0.2, 1, PLENTY, crop);
    assertThat(load(cropped).training().width()).isEqualTo(2);
  }

  private DatasetContents contents(DatasetSettings settings) {
    return DatasetLoader.contents(settings, configuration).orElseThrow();
  }
}
