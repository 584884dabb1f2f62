package io.edgewise.search.proxy.dl4j;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;

/** Frees what a graph took off the heap, without waiting for the garbage collector. */
final class GraphMemory {
  private GraphMemory() {}

  /** The graph cannot be used after this. */
  static void release(ComputationGraph graph) {
    for (GraphVertex vertex : graph.getVertices()) {
      release(vertex);
    }
    graph.close();
  }

  private static void release(GraphVertex vertex) {
    try {
      if (vertex instanceof AutoCloseable closeable) {
        closeable.close();
      } else if (vertex.hasLayer()) {
        vertex.getLayer().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("could not release " + vertex.getVertexName(), e);
    }
  }
}
