/** Experimental: generating, evaluating and training on a cluster of Apache Spark. */
@NullMarked
package io.github.stackgan.spark;

import org.jspecify.annotations.NullMarked;
