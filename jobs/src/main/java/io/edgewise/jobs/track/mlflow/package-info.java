/**
 * The one room that knows MLflow's client, which is not part of {@code edgewise.jar} and need not
 * be on the class path: {@link io.edgewise.jobs.track.mlflow.MlflowClientJar} tells, and only then
 * is another class of the room loaded. What a server answers is not trusted.
 */
@NullMarked
package io.edgewise.jobs.track.mlflow;

import org.jspecify.annotations.NullMarked;
