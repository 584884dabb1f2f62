/**
 * This package tells what a trained proxy is worth in int8: it quantises it and runs it in
 * TensorFlow Lite. Nothing loads it unless somebody asks for that.
 */
@NullMarked
package io.edgewise.search.export.proxy;

import org.jspecify.annotations.NullMarked;
