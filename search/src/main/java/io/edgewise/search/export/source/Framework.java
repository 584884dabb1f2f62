package io.edgewise.search.export.source;

/** A framework that a network is written down for. */
public enum Framework {
  /** PyTorch, 1.13 and later. */
  PYTORCH {
    @Override
    SourceLines lines() {
      return new PyTorchLines();
    }
  },
  /** Keras, with TensorFlow or by itself. */
  KERAS {
    @Override
    SourceLines lines() {
      return new KerasLines();
    }
  };

  /** Returns empty lines, into which a network is told. */
  abstract SourceLines lines();
}
