package io.edgewise.jobs.track.mlflow;

/** MLflow's client for Java as a file that is on the class path, or is not. */
public final class MlflowClientJar {

  /** The client as Maven and {@code spark-submit --packages} know it. */
  public static final String COORDINATES = "org.mlflow:mlflow-client:2.17.2";

  private static final String A_CLASS_OF_IT = "org.mlflow.tracking.MlflowClient";

  private MlflowClientJar() {}

  /** Returns whether classes that this one's loader finds could use the client. */
  public static boolean isThere() {
    return isThere(MlflowClientJar.class.getClassLoader());
  }

  static boolean isThere(ClassLoader loader) {
    try {
      Class.forName(A_CLASS_OF_IT, false, loader);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
