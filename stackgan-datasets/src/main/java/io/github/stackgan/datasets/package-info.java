/**
 * Captioned images in files to learn from: CUB-200-2011, Oxford-102, COCO, and folders of your own. The synthetic birds
 * are in {@link io.github.stackgan.datasets.birds}.
 */
@NullMarked
package io.github.stackgan.datasets;

import org.jspecify.annotations.NullMarked;
