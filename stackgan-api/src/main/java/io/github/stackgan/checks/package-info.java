/**
 * Messages of errors: checks of settings, faults of files, and quotation of what files and users say. Not public API:
 * it is for the modules of this project alone, and changes without notice.
 */
@NullMarked
package io.github.stackgan.checks;

import org.jspecify.annotations.NullMarked;
