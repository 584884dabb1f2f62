#!/usr/bin/env python3
"""Prints the median latency of a .tflite file in milliseconds: measure.py FILE RUNS. Needs pycoral, or tflite_runtime, or tensorflow."""
import statistics
import sys
import time


def interpreter(path):
    if path.endswith("_edgetpu.tflite"):
        from pycoral.utils.edgetpu import make_interpreter

        return make_interpreter(path)
    try:
        from tflite_runtime.interpreter import Interpreter
    except ImportError:
        from tensorflow.lite import Interpreter
    return Interpreter(model_path=path)


def main(path, runs):
    model = interpreter(path)
    model.allocate_tensors()
    for _ in range(5):
        model.invoke()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        model.invoke()
        times.append(1000 * (time.perf_counter() - start))
    print("%.6f" % statistics.median(times))


main(sys.argv[1], int(sys.argv[2]))
