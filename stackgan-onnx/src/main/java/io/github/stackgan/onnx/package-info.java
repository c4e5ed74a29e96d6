/** Experimental: models for other runtimes: as ONNX files, and as a page that generates in the browser. */
@NullMarked
package io.github.stackgan.onnx;

import org.jspecify.annotations.NullMarked;
