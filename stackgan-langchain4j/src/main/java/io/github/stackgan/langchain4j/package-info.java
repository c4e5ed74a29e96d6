/** Experimental: a StackGan where LangChain4j expects an image model. */
@NullMarked
package io.github.stackgan.langchain4j;

import org.jspecify.annotations.NullMarked;
