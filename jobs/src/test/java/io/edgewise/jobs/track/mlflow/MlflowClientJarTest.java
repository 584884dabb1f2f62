package io.edgewise.jobs.track.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.mlflow.tracking.MlflowClient;

/** The client is asked for by the name that it has. */
class MlflowClientJarTest {

  @Test
  void itIsThereWhereTheBuildsClassesAreAndNotWhereTheJdkIsAlone() {
    assertThat(MlflowClientJar.isThere()).isTrue();
    assertThat(MlflowClientJar.isThere(ClassLoader.getPlatformClassLoader())).isFalse();
  }

  @Test
  void whatUsersAreToldToAddIsWhatTheBuildHas() throws IOException {
    try (InputStream in =
        MlflowClient.class.getResourceAsStream(
            "/META-INF/maven/org.mlflow/mlflow-client/pom.properties")) {
      Properties built = new Properties();
      built.load(in);
      assertThat(MlflowClientJar.COORDINATES)
          .isEqualTo(
              built.get("groupId") + ":" + built.get("artifactId") + ":" + built.get("version"));
    }
  }
}
