package io.edgewise.jobs.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgewise.jobs.dataset.DatasetSettings.Kind;
import io.edgewise.search.dataset.DatasetException;
import io.edgewise.search.dataset.GeneratedShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Data sets that are refused, before or while they are read, and what is said. */
class DatasetRefusalsTest extends DatasetFolderFixture {

  @Test
  void aMissingFolder() {
    DatasetSettings settings =
        new DatasetSettings(Kind.CIFAR10, folder + "/gone", 100, 100, 0.2, 1, PLENTY, FRAME);
    refusedByCheck(settings)
        .hasMessage("dataset.path = " + folder + "/gone: there is no such folder");
  }

  @Test
  void aFileInPlaceOfAFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("a.bin"));
    refusedByCheck(new DatasetSettings(Kind.IDX, file.toString(), 9, 9, 0.2, 1, PLENTY, FRAME))
        .hasMessage(
            "dataset.path = "
                + file
                + ": is a file; allowed is a folder, or an archive of one: .zip, .tar, .tar.gz or .tgz");
  }

  @Test
  void aSchemeThatNobodyServes() {
    refusedByCheck(new DatasetSettings(Kind.IDX, "gopher://host/a", 9, 9, 0.2, 1, PLENTY, FRAME))
        .hasMessageStartingWith("dataset.path = gopher://host/a: cannot be opened: ");
    refusedByCheck(new DatasetSettings(Kind.IDX, "a:b:c", 9, 9, 0.2, 1, PLENTY, FRAME))
        .hasMessageStartingWith("dataset.path = a:b:c: cannot be opened: ");
  }

  @Test
  void foldersWithoutTheRightFiles() {
    refusedByCheck(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(
            key()
                + "there is no training file; allowed are the names data_batch_1.bin,"
                + " data_batch_2.bin, … and test_batch.bin");
    refusedByCheck(settings(Kind.IDX, 100, 1))
        .hasMessageStartingWith(key() + "there is no training file; allowed are the names train-");
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(
            key()
                + "has 0 class folders (); allowed is a folder of PNG or JPEG pictures for each of"
                + " at least 2 classes");
  }

  @Test
  void cifarFilesOfImpossibleLength() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[5000]);
    refusedByCheck(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(
            key()
                + "data_batch_1.bin: is 5000 bytes long: its last record, at offset 3073, has 1927"
                + " bytes; allowed is a whole number of records of 3073 bytes");
    Files.write(folder.resolve("data_batch_1.bin"), new byte[0]);
    refusedByCheck(settings(Kind.CIFAR10, 100, 1))
        .hasMessageStartingWith(key() + "data_batch_1.bin: is empty; allowed is ");
  }

  @Test
  void aDamagedCifarFile() throws IOException {
    byte[] file = cifar(new GeneratedShapes(1).training(20));
    file[3073 * 7] = 10;
    Files.write(folder.resolve("data_batch_1.bin"), file);
    refused(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(key() + "data_batch_1.bin: label 10 at offset 21511; allowed is 0 to 9");
  }

  @Test
  void moreBytesThanAllowed() throws IOException {
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(20));
    DatasetSettings small =
        new DatasetSettings(Kind.CIFAR10, "counting:" + folder, 20, 20, 0.2, 1, 50_000, FRAME);
    refusedByCheck(small)
        .hasMessage(
            key()
                + "data_batch_1.bin take 61460 bytes; allowed by dataset.max-bytes is at most 50000");
    refusedByCheck(new DatasetSettings(Kind.GENERATED, "", 20, 20, 0.2, 1, 50_000, FRAME))
        .hasMessage(
            "dataset.examples = 20: so many generated images take 61440 bytes; allowed by"
                + " dataset.max-bytes is at most 50000");
  }

  @Test
  void idxFilesWithoutTheirPartnersOrTwice() throws IOException {
    writeIdx("train", 10);
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    Path twin = Files.copy(labels, folder.resolve("train-labels-idx1-ubyte.gz"));
    refusedByCheck(settings(Kind.IDX, 100, 1))
        .hasMessage(
            key()
                + "there are train-labels-idx1-ubyte and train-labels-idx1-ubyte.gz; allowed is"
                + " one");
    Files.delete(twin);
    Files.delete(labels);
    refusedByCheck(settings(Kind.IDX, 100, 1))
        .hasMessage(
            key() + "train-images-idx3-ubyte: its labels, train-labels-idx1-ubyte, are missing");
  }

  @Test
  void aClassWithoutPictures() throws IOException {
    writePictures("ant", 0, 3);
    Files.createDirectory(folder.resolve("bee"));
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(
            key()
                + "bee: is a class without pictures; allowed is at least one .png, .jpg or .jpeg");
  }

  @Test
  void aTestClassThatIsNotTrained() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    writePictures("test/bees", 1, 3);
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(
            key() + "test/bees: no class of the training pictures is named so; did you mean bee?");
  }

  @Test
  void tooFewImages() throws IOException {
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(7));
    refused(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(
            "dataset.path = counting:"
                + folder
                + ": has 7 training images of 10 classes; allowed is at least one a class");
    refused(new DatasetSettings(Kind.GENERATED, "", 7, 7, 0.2, 1, PLENTY, FRAME))
        .hasMessage(
            "dataset.examples = 7: the data set has 10 classes; allowed is at least one example a"
                + " class");
    refused(new DatasetSettings(Kind.GENERATED, "", 11, 7, 0.2, 1, PLENTY, FRAME))
        .hasMessage(
            "dataset.validation-fraction = 0.2: of 11 examples, 2 would be held out; allowed is at"
                + " least 1, with at least 10, one a class, left for training");
  }

  @Test
  void testImagesThatDoNotFit() throws IOException {
    writeIdx("train", 40);
    writeIdx("t10k", 8, 6, 4);
    assertThatThrownBy(() -> DatasetLoader.loadTest(settings(Kind.IDX, 100, 1), configuration))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            key()
                + "its test images are 6x4 in 4 classes; allowed is what the training images are,"
                + " 5x4 in 4 classes");
  }

  @Test
  void twoFoldersForOnePart() throws IOException {
    writePictures("train/ant", 0, 3);
    writePictures("train/bee", 1, 3);
    writePictures("Training/ant", 0, 3);
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(key() + "there are Training/ and train/; allowed is one");
  }

  @Test
  void validationPicturesInNoClassFolder() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    writePictures("val", 1, 3);
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(
            key()
                + "val/: has no class folders; allowed in a folder of this name is one folder of"
                + " pictures for each class");
  }

  /**
   * All are told at once, so that not every one costs another start; after five the rest is not
   * read.
   */
  @Test
  void severalDamagedPicturesAreToldTogether() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    Files.writeString(folder.resolve("ant/1.png"), "GIF8");
    Files.write(folder.resolve("bee/2.png"), new byte[0]);
    refused(settings(Kind.FOLDER, 100, 1))
        .hasMessageContaining("ant/1.png: is not a picture; allowed is PNG, JPEG")
        .hasMessageContaining("; and ")
        .hasMessageContaining("bee/2.png: is empty; allowed is PNG, JPEG");
  }

  @Test
  void aLinkThatLeadsNowhere() throws IOException {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    Files.createSymbolicLink(folder.resolve("bee/9.png"), Path.of("gone.png"));
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessage(key() + "bee/9.png: cannot be opened: a link that leads nowhere; remove it");
  }

  /** Latin-1's a umlaut, as archives from Windows hold it, is no UTF-8 in any locale. */
  @Test
  void aNameThatTheLocaleCannotSpell() throws Exception {
    writePictures("ant", 0, 3);
    writePictures("bee", 1, 3);
    int made =
        new ProcessBuilder("sh", "-c", "cp 0.png \"$(printf '\\344.png')\"")
            .directory(folder.resolve("bee").toFile())
            .start()
            .waitFor();
    assertThat(made).isZero();
    refusedByCheck(settings(Kind.FOLDER, 100, 1))
        .hasMessageStartingWith(key() + "bee/\uFFFD.png: cannot be opened: ")
        .hasMessageMatching(
            "(?s).*: (the name is not UTF-8; rename it, such as with convmv|this locale cannot"
                + " spell the name \\(sun.jnu.encoding = .*\\); start with the environment"
                + " variable LC_ALL=C.UTF-8, on executors too)");
  }

  @Test
  void aFolderThatMayNotBeRead() {
    refusedByCheck(new DatasetSettings(Kind.FOLDER, "closed:/folder", 9, 9, 0.2, 1, PLENTY, FRAME))
        .hasMessage("dataset.path = closed:/folder: there is no permission to read it");
  }

  @Test
  void aCopyOfACifarFileUnderAnothersName() throws IOException {
    writeCifar("data_batch_1.bin", new GeneratedShapes(1).training(20));
    writeCifar("data_batch_2.bin", new GeneratedShapes(1).training(20));
    refused(settings(Kind.CIFAR10, 100, 1))
        .hasMessage(
            key()
                + "data_batch_2.bin: is a copy of data_batch_1.bin, so that the same images would"
                + " be trained and validated on; allowed are files as they were downloaded");
  }

  @Test
  void idxFilesOfTwoDataSets() throws IOException {
    writeIdx("emnist-digits-train", 10);
    Files.move(
        folder.resolve("emnist-digits-train-labels-idx1-ubyte"),
        folder.resolve("emnist-letters-train-labels-idx1-ubyte"));
    refusedByCheck(settings(Kind.IDX, 100, 1))
        .hasMessage(
            key()
                + "emnist-digits-train-images-idx3-ubyte and emnist-letters-train-labels-idx1-ubyte"
                + " are of different data sets; allowed are images and labels of one prefix");
  }

  private AbstractThrowableAssert<?, ?> refusedByCheck(DatasetSettings settings) {
    return assertThatThrownBy(() -> DatasetLoader.load(settings, configuration))
        .isInstanceOf(DatasetException.class);
  }

  private String key() {
    return "dataset.path = counting:" + folder + ": ";
  }
}
