/** The command {@code serve}: a web page that generates what is typed. */
@NullMarked
package io.github.stackgan.cli.serve;

import org.jspecify.annotations.NullMarked;
